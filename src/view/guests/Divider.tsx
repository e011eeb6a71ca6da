import type { KeyboardEvent, PointerEvent } from 'react';
import { TABLES } from '../texts/tables.ts';
import { DOCK, heightByKey, setDockHeight, useDockHeight } from './dock.ts';

function onKeyDown(event: KeyboardEvent, height: number): void {
  const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : heightByKey(event.key, height);
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  setDockHeight(next);
}

/** The edge follows the pointer until it is let go. */
function onPointerDown(event: PointerEvent<HTMLElement>): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const { currentTarget: edge, pointerId, clientY } = event;
  const { top, bottom } = (edge.parentElement ?? edge).getBoundingClientRect();
  const grip = top - clientY;
  const ending = new AbortController();
  edge.setPointerCapture(pointerId);
  edge.focus({ preventScroll: true });
  const follow = (move: globalThis.PointerEvent): void =>
    setDockHeight(((bottom - move.clientY - grip) / innerHeight) * 100);
  edge.addEventListener('pointermove', follow, { signal: ending.signal });
  for (const type of ['pointerup', 'pointercancel'] as const)
    edge.addEventListener(type, () => ending.abort(), { signal: ending.signal });
}

/** The upper edge of the tables: dragged, or moved by keys, it makes them higher and the map lower. */
export function Divider() {
  const height = useDockHeight();
  return (
    // A separator that takes the focus is a control (WAI-ARIA, "window splitter").
    <div
      role="separator"
      aria-label={TABLES.edge}
      aria-orientation="horizontal"
      aria-valuenow={Math.round(height)}
      aria-valuemin={DOCK.least}
      aria-valuemax={DOCK.most}
      aria-valuetext={TABLES.height(Math.round(height))}
      tabIndex={0}
      className="tables-edge"
      title={TABLES.edgeHint}
      onKeyDown={(event) => onKeyDown(event, height)}
      onPointerDown={onPointerDown}
      onDoubleClick={() => setDockHeight(DOCK.start)}
    />
  );
}
