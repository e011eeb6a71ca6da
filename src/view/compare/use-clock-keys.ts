import { useEffect } from 'react';
import type { Seconds } from '../../model/units.ts';
import { askByHand } from './hand-asking.ts';
import { neighbour, type Clock } from './clock.ts';

/** Controls that Space means something to. */
const OPERABLE =
  'a[href], button, input, select, textarea, summary, [role="menuitem"], [role="button"], [contenteditable]';
const TYPING = 'input:not([type="range"], [type="radio"], [type="checkbox"]), select, textarea, [contenteditable]';

function isIn(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

/** Space plays and pauses where no control has the focus; [ and ] go to the previous and the next event, B begins a branch. */
export function useClockKeys(clock: Clock, instants: readonly Seconds[]): void {
  useEffect(() => {
    const jump = (forward: boolean): void => clock.seek(neighbour(instants, clock.now(), forward, clock.until()));
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.key === ' ' && !isIn(event, OPERABLE)) {
        event.preventDefault();
        clock.toggle();
      } else if ((event.key === '[' || event.key === ']') && !isIn(event, TYPING)) jump(event.key === ']');
      else if (event.key.toLowerCase() === 'b' && !isIn(event, TYPING)) askByHand('branch');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [clock, instants]);
}
