import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Something the user should know that no control shows; the view has the words. */
export type Notice =
  | { readonly kind: 'saved-unreadable'; readonly text: string; readonly reason: string }
  | { readonly kind: 'not-saved'; readonly reason: string }
  | { readonly kind: 'other-tab' }
  | {
      readonly kind: 'placements-dropped';
      readonly host: string;
      readonly guests: readonly string[];
      readonly moves: number;
    }
  | { readonly kind: 'unplaced'; readonly guests: readonly { readonly name: string; readonly reason: string }[] }
  | { readonly kind: 'failed'; readonly what: string; readonly reason: string };

export const noticeStore = createStore<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }));

/** Shows a notice; one of its kind that is there already makes room. */
export function notify(notice: Notice): void {
  noticeStore.setState(({ notices }) => ({ notices: [...notices.filter((old) => old.kind !== notice.kind), notice] }));
}

export function dismiss(kind: Notice['kind']): void {
  noticeStore.setState(({ notices }) => ({ notices: notices.filter((old) => old.kind !== kind) }));
}

export function useNotices(): readonly Notice[] {
  return useStore(noticeStore, (state) => state.notices);
}
