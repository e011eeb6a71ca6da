import { useCallback, useEffect, useMemo, useState } from 'react';
import { SELECTION } from '../texts/explore.ts';
import type { DragState } from './drag.ts';
import type { Placed } from './placed.ts';

/** Guests that are selected together: to be moved as one. */
export interface Picks {
  /** Indices, in the order in which they were selected. */
  readonly guests: readonly number[];
  readonly toggle: (guest: number) => void;
  readonly add: (guest: number) => void;
  readonly clear: () => void;
  /** For the live region. */
  readonly said: string;
}

/** By name: a guest keeps its place in the selection when the placement changes. */
interface Chosen {
  readonly names: readonly string[];
  readonly said: string;
}

const NOBODY: Chosen = { names: [], said: '' };

function withGuest({ names }: Chosen, name: string, how: 'toggle' | 'add'): Chosen {
  const isIn = names.includes(name);
  if (isIn && how === 'add') return { names, said: SELECTION.said(name, true, names.length) };
  const next = isIn ? names.filter((other) => other !== name) : [...names, name];
  return { names: next, said: SELECTION.said(name, !isIn, next.length) };
}

/** What Escape means something else in. */
const OWN_ESCAPE = 'dialog, [role="menu"], textarea, input:not([type="checkbox"], [type="radio"])';

/** Escape clears the selection, where nothing else is open that it would close. */
function useEscape(isOn: boolean, clear: () => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const within = event.target instanceof Element && event.target.closest(OWN_ESCAPE);
      if (event.key !== 'Escape' || event.defaultPrevented || within) return;
      event.preventDefault();
      event.stopPropagation();
      clear();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [isOn, clear]);
}

/** The selection of several guests; a finger that held one for long and let go selects it. */
export function usePicks(placed: Placed, state: DragState): Picks {
  const [chosen, setChosen] = useState<Chosen>(NOBODY);
  const pick = useCallback(
    (guest: number, how: 'toggle' | 'add'): void => {
      const name = placed.guests[guest]?.name;
      if (name !== undefined) setChosen((old) => withGuest(old, name, how));
    },
    [placed],
  );
  const toggle = useCallback((guest: number) => pick(guest, 'toggle'), [pick]);
  const add = useCallback((guest: number) => pick(guest, 'add'), [pick]);
  const clear = useCallback(() => setChosen({ names: [], said: SELECTION.cleared }), []);
  const tapped = state.kind === 'idle' ? state.tapped : undefined;
  const [seen, setSeen] = useState(tapped);
  if (tapped !== seen) {
    setSeen(tapped);
    const name = tapped && placed.guests[tapped.guest]?.name;
    if (name !== undefined) setChosen(withGuest(chosen, name, 'toggle'));
  }
  useEscape(chosen.names.length > 0 && state.kind === 'idle', clear);
  return useMemo(() => {
    const guests = chosen.names.flatMap((name) => {
      const at = placed.guests.findIndex((guest) => guest.name === name);
      return at < 0 ? [] : [at];
    });
    return { guests, toggle, add, clear, said: chosen.said };
  }, [placed, chosen, toggle, add, clear]);
}
