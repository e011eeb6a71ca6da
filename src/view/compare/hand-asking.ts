import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** What can be begun by hand in Compare, from wherever one is. */
export type HandWish = 'branch' | 'move';

const askingStore = createStore<{ readonly wanted: HandWish | null }>(() => ({ wanted: null }));

/** Asks Compare, now or when it is there, to begin a branch or a move at the time on its clock. */
export function askByHand(wanted: HandWish): void {
  askingStore.setState({ wanted });
}

/** Hears what is to be begun; `onAsk` must keep its identity while nothing else changes. */
export function useHandAsking(onAsk: (wish: HandWish) => void): void {
  const wanted = useStore(askingStore, (state) => state.wanted);
  useEffect(() => {
    if (wanted === null) return;
    askingStore.setState({ wanted: null });
    onAsk(wanted);
  }, [wanted, onAsk]);
}
