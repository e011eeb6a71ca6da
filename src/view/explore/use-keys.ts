import { useEffect } from 'react';
import { DEEPER_KEY } from './drag.ts';
import type { Drag } from './use-drag.ts';

const HEARD = new Set([
  DEEPER_KEY,
  DEEPER_KEY.toUpperCase(),
  'Escape',
  'Enter',
  ' ',
  '1',
  '2',
  '3',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
]);

/** Keys that a control beside the map keeps for itself. */
function isTaken(event: KeyboardEvent): boolean {
  const inCard = event.target instanceof Element && event.target.closest('.cost-card') !== null;
  return inCard && (event.key === 'Enter' || event.key === ' ');
}

/** Gives a key to the drag if it is one of the hand's; it then goes no further. */
export function hearKey(event: KeyboardEvent, send: Drag['send']): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !HEARD.has(event.key) || isTaken(event)) return;
  event.preventDefault();
  event.stopPropagation();
  send({ type: 'key', key: event.key, held: null });
}

/** Keys while a guest was lifted by keys, wherever the focus is. A pointer and the menu hear their own. */
export function useHandKeys({ state, send }: Drag): void {
  const active = state.kind === 'lifted' && state.by === 'keys';
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent): void => hearKey(event, send);
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [active, send]);
}

/** How long the map may take to show a guest in its new place, in frames. */
const PATIENCE = 90;

/** Gives the focus to a guest's part once the map shows it on a node. */
export function focusPart(stage: HTMLElement, node: number, key: string): void {
  let left = PATIENCE;
  const look = (): void => {
    const part = stage.querySelector<HTMLElement>(`.map-part[data-node="${node}"][data-part="${key}"]`);
    if (part) part.focus();
    else if ((left -= 1) > 0) requestAnimationFrame(look);
  };
  look();
}
