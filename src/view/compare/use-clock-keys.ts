import { useEffect } from 'react';
import { askByHand } from './hand-asking.ts';
import { neighbour, type Clock } from './clock.ts';
import type { Instants } from './lanes.ts';

/** Controls that Space means something to. */
const OPERABLE =
  'a[href], button, input, select, textarea, summary, [role="menuitem"], [role="button"], [contenteditable]';
const TYPING = 'input:not([type="range"], [type="radio"], [type="checkbox"]), select, textarea, [contenteditable]';

function isIn(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

/** What a key that is no control's does. */
function keysOf(clock: Clock, instants: Instants): Readonly<Record<string, () => void>> {
  const jump = (forward: boolean): void => clock.seek(neighbour(instants(), clock.now(), forward, clock.until()));
  return {
    '[': () => jump(false),
    ']': () => jump(true),
    b: () => askByHand('branch'),
    m: () => askByHand('move'),
  };
}

/**
 * Space plays and pauses where no control has the focus; [ and ] go to the previous and the next event, B begins a branch, M
 * a move.
 */
export function useClockKeys(clock: Clock, instants: Instants): void {
  useEffect(() => {
    const keys = keysOf(clock, instants);
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.key === ' ' && !isIn(event, OPERABLE)) {
        event.preventDefault();
        clock.toggle();
      } else if (!isIn(event, TYPING)) keys[event.key.toLowerCase()]?.();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [clock, instants]);
}
