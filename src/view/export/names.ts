import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Guest, Scenario } from '../../model/scenario.ts';
import { documentStore } from '../../store/document.ts';
import { renamerFor, withoutNames } from '../../store/exporting.ts';
import type { Picture } from './registry.ts';

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

/** A map under the names that an anonymous export of the scenario gives. */
export function nameless(picture: Picture, scenario: Scenario): Picture {
  const { host, guests } = withoutNames(picture, scenario);
  return { ...picture, host, guests };
}

/** The next sheet only goes to the printer without names. */
export function printWithoutNames(): void {
  const before = isAnonymous();
  setAnonymous(true);
  addEventListener('afterprint', () => setAnonymous(before), { once: true });
  print();
}
