import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const openStore = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

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
