import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';

const KEY = 'nearfar-theme';
const listeners = new Set<() => void>();
const system = matchMedia('(prefers-color-scheme: light)');

function chosen(): Theme | undefined {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}

function shown(): Theme {
  return chosen() ?? (system.matches ? 'light' : 'dark');
}

function remember(theme: Theme | undefined): void {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // A browser without storage forgets the choice; nothing else depends on it.
  }
}

function apply(theme: Theme | undefined): void {
  if (theme) document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
  for (const listener of listeners) listener();
}

/** Takes up the choice of an earlier visit. */
export function restoreTheme(): void {
  try {
    const saved = localStorage.getItem(KEY);
    if (saved === 'light' || saved === 'dark') apply(saved);
  } catch {
    // See above.
  }
}

/** Switches to the other theme; back on the system's own, the choice is given up and the system is followed again. */
export function switchTheme(): void {
  const next = shown() === 'light' ? 'dark' : 'light';
  const own = (next === 'light') === system.matches ? undefined : next;
  remember(own);
  apply(own);
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  system.addEventListener('change', onChange);
  return () => {
    listeners.delete(onChange);
    system.removeEventListener('change', onChange);
  };
}

/** The theme on screen. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, shown);
}
