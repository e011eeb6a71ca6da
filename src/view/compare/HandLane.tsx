import type { KeyboardEvent } from 'react';
import type { Seconds } from '../../model/units.ts';
import { clockText } from '../format.ts';
import { Icon } from '../shell/Icon.tsx';
import { HAND } from '../texts/hand.ts';
import type { Clock } from './clock.ts';
import { chipPlaces, keyOf, snapped, type ChipPlace, type HandItem } from './hand-items.ts';
import './hand.css';
import type { TimelineLayout } from './timeline-layout.ts';
import { useChipDrag, type ChipDrag } from './use-chip-drag.ts';

/** What can be done with what was done by hand. */
export interface HandActions {
  readonly onEdit: (item: HandItem) => void;
  readonly onMove: (item: HandItem, at: Seconds) => void;
  readonly onRemove: (item: HandItem) => void;
}

interface ChipProps {
  readonly item: HandItem;
  readonly place: ChipPlace;
  readonly drag: ChipDrag;
  readonly actions: HandActions;
}

function Chip({ item, place, drag, actions }: ChipProps) {
  const isDragged = drag.dragged?.key === keyOf(item);
  const kind = item.place.kind === 'branch' ? `side-${item.place.side}` : 'by-hand';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    actions.onRemove(item);
  };
  return (
    <button
      type="button"
      className={`chip ${kind} ${item.isRefused ? 'refused' : ''} ${place.isFlipped ? 'flipped' : ''} ${isDragged ? 'dragged' : ''}`}
      style={{ left: place.left, width: place.width }}
      aria-label={item.name}
      aria-haspopup="dialog"
      title={`${item.name}\n${HAND.chipHelp}`}
      // A click by a key has no presses to count.
      onClick={(event) => (event.detail === 0 || !drag.wasDragged()) && actions.onEdit(item)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => drag.down(event, keyOf(item), item.at)}
      onPointerMove={drag.move}
      onPointerUp={drag.up}
      onPointerCancel={drag.cancel}
    >
      <Icon name={item.place.kind === 'branch' ? 'branch' : 'hand'} />
      <span>{isDragged ? clockText(drag.dragged?.at ?? item.at) : item.text}</span>
    </button>
  );
}

/** Nearer than this to an instant at which something happens, a chip goes there, px. */
const SNAP_PX = 5;

interface HandLaneProps {
  readonly items: readonly HandItem[];
  readonly until: Seconds;
  readonly layout: TimelineLayout;
  readonly clock: Clock;
  /** Every instant at which something happens, ascending. */
  readonly instants: readonly Seconds[];
  readonly actions: HandActions;
}

/** Branches and moves by hand, where they are on the timeline: they can be dragged, changed and removed. */
export function HandLane({ items, until, layout, clock, instants, actions }: HandLaneProps) {
  const { plotX, plotW, handY, narrow } = layout;
  const perPx = until / plotW;
  const drag = useChipDrag(
    (at, px) => snapped(Math.min(until, Math.max(0, at + px * perPx)), instants, SNAP_PX * perPx),
    (at) => clock.seek(at),
    (key, at) => {
      const item = items.find((one) => keyOf(one) === key);
      if (item) actions.onMove(item, at);
    },
  );
  if (handY === undefined) return null;
  const timeOf = (item: HandItem): Seconds => (drag.dragged?.key === keyOf(item) ? drag.dragged.at : item.at);
  const xs = items.map((item) => plotX + (until > 0 ? Math.min(1, timeOf(item) / until) : 0) * plotW);
  const places = chipPlaces(xs, plotX + plotW);
  return (
    <div className="hand-lane" role="group" aria-label={HAND.lane} style={{ top: handY }}>
      {!narrow && (
        <span className="hand-name" aria-hidden="true">
          {HAND.lane}
        </span>
      )}
      {items.map((item, i) => (
        <Chip key={keyOf(item)} item={item} place={places[i]!} drag={drag} actions={actions} />
      ))}
    </div>
  );
}
