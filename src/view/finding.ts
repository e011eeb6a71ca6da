import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const findingStore = createStore<{ readonly wanted: string | null }>(() => ({ wanted: null }));

/** Asks the view on screen, or the next one, to show a guest. */
export function findGuest(name: string): void {
  findingStore.setState({ wanted: name });
}

/** Hears which guest is to be shown; `onFind` must keep its identity while nothing else changes. */
export function useFinding(onFind: (name: string) => void): void {
  const wanted = useStore(findingStore, (state) => state.wanted);
  useEffect(() => {
    if (wanted === null) return;
    findingStore.setState({ wanted: null });
    onFind(wanted);
  }, [wanted, onFind]);
}
