import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { BY_NAME, type Query } from './query.ts';

interface OpenState {
  readonly isOpen: boolean;
  /** Whether the list beside the map is unfolded; undefined = nobody has said. */
  readonly isListOpen: boolean | undefined;
  /** What is asked of that list: it gives way to the card of costs while a guest is held, and comes back as it was. */
  readonly listQuery: Query;
}

const openStore = createStore<OpenState>(() => ({ isOpen: false, isListOpen: undefined, listQuery: BY_NAME }));

/** Whether the tables are shown, in whichever view. */
export function useTablesOpen(): boolean {
  return useStore(openStore, ({ isOpen }) => isOpen);
}

export function toggleTables(): void {
  openStore.setState(({ isOpen }) => ({ isOpen: !isOpen }));
}

export function closeTables(): void {
  openStore.setState({ isOpen: false });
}

/** Whether the list beside the map is unfolded, `before` somebody has said so. */
export function useListOpen(before: boolean): boolean {
  return useStore(openStore, ({ isListOpen }) => isListOpen ?? before);
}

export function unfoldList(isListOpen: boolean): void {
  openStore.setState({ isListOpen });
}

export function useListQuery(): Query {
  return useStore(openStore, ({ listQuery }) => listQuery);
}

export function setListQuery(listQuery: Query): void {
  openStore.setState({ listQuery });
}
