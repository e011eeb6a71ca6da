import { useSyncExternalStore } from 'react';

const KEY = 'nearfar-patterns';
const listeners = new Set<() => void>();
/** Where the system takes the colours away, textures tell guests apart. */
const forced = matchMedia('(forced-colors: active)');

function saved(): boolean | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : text === 'on';
  } catch {
    return undefined;
  }
}

let chosen = saved();

function shown(): boolean {
  return chosen ?? forced.matches;
}

/** Turns the textures on or off, for this browser too. What the system would show anyway is not kept as a choice. */
export function setPatterns(on: boolean): void {
  chosen = on === forced.matches ? undefined : on;
  try {
    if (chosen === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen ? 'on' : 'off');
  } catch {
    // A browser without storage forgets the choice; nothing else depends on it.
  }
  for (const listener of listeners) listener();
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  forced.addEventListener('change', onChange);
  return () => {
    listeners.delete(onChange);
    forced.removeEventListener('change', onChange);
  };
}

/** Whether a texture lies over every guest's memory. */
export function usePatterns(): boolean {
  return useSyncExternalStore(subscribe, shown);
}
