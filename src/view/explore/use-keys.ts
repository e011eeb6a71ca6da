import { useEffect } from 'react';
import type { Drag } from './use-drag.ts';

const HEARD = new Set(['Escape', 'Enter', ' ', '1', '2', '3', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/** Keys that a control beside the map keeps for itself. */
function isTaken(event: KeyboardEvent): boolean {
  const inCard = event.target instanceof Element && event.target.closest('.cost-card') !== null;
  return inCard && (event.key === 'Enter' || event.key === ' ');
}

/** Keys while a guest is in hand, wherever the focus is: arrows, 1–3, Enter and Escape. The menu has its own. */
export function useHandKeys({ state, send }: Drag): void {
  const active = state.kind === 'lifted' && state.by !== 'menu';
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || !HEARD.has(event.key) || isTaken(event)) return;
      event.preventDefault();
      event.stopPropagation();
      send({ type: 'key', key: event.key, held: null });
    };
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
