import { useSyncExternalStore } from 'react';

/** Views of the main navigation. */
export const VIEWS = ['compare', 'explore'] as const;
const PAGES = [...VIEWS, 'truth'] as const;
export type ViewId = (typeof PAGES)[number];

function isView(text: string): text is ViewId {
  return PAGES.some((view) => view === text);
}

function currentView(): ViewId {
  const name = /^#\/([a-z]+)/.exec(location.hash)?.[1] ?? '';
  return isView(name) ? name : 'compare';
}

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

/** Address of a view; everything that is state stays in the fragment, which no server sees. */
export function addressOf(view: ViewId): string {
  return `#/${view}`;
}

export function goTo(view: ViewId): void {
  location.hash = addressOf(view);
}

/** The view that the address names; Compare for an address that names none. */
export function useView(): ViewId {
  return useSyncExternalStore(subscribe, currentView);
}
