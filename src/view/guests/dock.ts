import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Height of the tables, percent of the window's. */
export const DOCK = { least: 18, most: 64, start: 32, step: 2, page: 10 } as const;

const KEY = 'nearfar-tables-height';

/** A height that leaves room for the table and for the map. */
export function fitting(percent: number): number {
  return Math.max(DOCK.least, Math.min(DOCK.most, Math.round(percent * 10) / 10));
}

const STEPS: Readonly<Record<string, (height: number) => number>> = {
  ArrowUp: (height) => height + DOCK.step,
  ArrowDown: (height) => height - DOCK.step,
  PageUp: (height) => height + DOCK.page,
  PageDown: (height) => height - DOCK.page,
  Home: () => DOCK.least,
  End: () => DOCK.most,
};

/** The height that a key leads to; undefined = it leads nowhere. */
export function heightByKey(key: string, height: number): number | undefined {
  const step = Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
  return step && fitting(step(height));
}

function saved(): number {
  try {
    const height = Number(localStorage.getItem(KEY) ?? '');
    return height > 0 ? fitting(height) : DOCK.start;
  } catch {
    return DOCK.start;
  }
}

const dockStore = createStore<{ readonly height: number }>(() => ({ height: saved() }));

/** The height that was chosen, in this visit or an earlier one. */
export function useDockHeight(): number {
  return useStore(dockStore, ({ height }) => height);
}

/** Takes another height, and remembers it. */
export function setDockHeight(percent: number): void {
  const height = fitting(percent);
  dockStore.setState({ height });
  try {
    localStorage.setItem(KEY, String(height));
  } catch {
    // A browser without storage forgets the height; nothing else depends on it.
  }
}
