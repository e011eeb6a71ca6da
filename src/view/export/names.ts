import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Guest } from '../../model/scenario.ts';
import { documentStore } from '../../store/document.ts';
import { renamerFor } from '../../store/exporting.ts';

const namesStore = createStore<{ readonly isAnonymous: boolean }>(() => ({ isAnonymous: false }));

/** Whether what is taken away goes without names: said once, it holds for files, sheets and links until it is said otherwise. */
export function useAnonymous(): boolean {
  return useStore(namesStore, ({ isAnonymous }) => isAnonymous);
}

export function isAnonymous(): boolean {
  return namesStore.getState().isAnonymous;
}

export function setAnonymous(isWanted: boolean): void {
  namesStore.setState({ isAnonymous: isWanted });
}

/** What texts about these guests are to be passed through before they are taken away. */
export function renameFor(guests: readonly Guest[]): (text: string) => string {
  const { scenario } = documentStore.getState();
  return isAnonymous() && scenario ? renamerFor(scenario, guests) : (text) => text;
}
