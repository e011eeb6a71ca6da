import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const toolsStore = createStore<{ readonly place: HTMLElement | null }>(() => ({ place: null }));

/** Says where in the page's bar a view may put tools of its own. */
export function setViewTools(place: HTMLElement | null): void {
  toolsStore.setState({ place });
}

/** The place in the page's bar for a view's own tools; null before the bar is there. */
export function useViewTools(): HTMLElement | null {
  return useStore(toolsStore, ({ place }) => place);
}
