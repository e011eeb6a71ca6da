import type { KeyboardEvent } from 'react';
import type { Seconds } from '../../model/units.ts';
import { clockText } from '../format.ts';
import { Icon } from '../shell/Icon.tsx';
import { HAND } from '../texts/hand.ts';
import type { Clock } from './clock.ts';
import { chipsOf, keyOf, snapped, type Chip, type HandItem } from './hand-items.ts';
import './hand.css';
import type { Instants } from './lanes.ts';
import type { TimelineLayout } from './timeline-layout.ts';
import { useChipDrag, type ChipDrag } from './use-chip-drag.ts';

/** What can be done with what was done by hand. */
export interface HandActions {
  readonly onEdit: (item: HandItem) => void;
  readonly onMove: (item: HandItem, at: Seconds) => void;
  readonly onRemove: (item: HandItem) => void;
  /** Several that stand too close together for a chip each. */
  readonly onList: (items: readonly HandItem[]) => void;
}

interface ChipProps {
  readonly chip: Chip;
  readonly item: HandItem;
  readonly drag: ChipDrag;
  readonly actions: HandActions;
}

/** One thing that was done by hand. */
function OneChip({ chip, item, drag, actions }: ChipProps) {
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
      className={`chip ${kind} ${item.isRefused ? 'refused' : ''} ${isDragged ? 'dragged' : ''}`}
      style={{ left: chip.left, width: chip.width }}
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

/** Several of them, too close together for a chip each. */
function ManyChip({ chip, actions }: Pick<ChipProps, 'chip' | 'actions'>) {
  const { items, left, width } = chip;
  return (
    <button
      type="button"
      className="chip by-hand many"
      style={{ left, width }}
      aria-label={HAND.many(items.length)}
      aria-haspopup="dialog"
      title={HAND.many(items.length)}
      onClick={() => actions.onList(items)}
    >
      <span>{items.length}</span>
    </button>
  );
}

/** Nearer than this to an instant at which something happens, a chip goes there, px. */
const SNAP_PX = 5;

/** The chip that is being dragged goes by itself, whatever it passes over. */
function chipsWith(drag: ChipDrag, items: readonly HandItem[], xOf: (item: HandItem) => number, end: number): Chip[] {
  const isHeld = (item: HandItem): boolean => drag.dragged?.key === keyOf(item);
  const still = chipsOf(
    items.filter((item) => !isHeld(item)),
    xOf,
    end,
  );
  return [...still, ...chipsOf(items.filter(isHeld), xOf, end)];
}

interface HandLaneProps {
  readonly items: readonly HandItem[];
  readonly until: Seconds;
  readonly layout: TimelineLayout;
  readonly clock: Clock;
  /** Every instant at which something happens, ascending. */
  readonly instants: Instants;
  readonly actions: HandActions;
}

/** Branches and moves by hand, where they are on the timeline: they can be dragged, changed and removed. */
export function HandLane({ items, until, layout, clock, instants, actions }: HandLaneProps) {
  const { plotX, plotW, handY, narrow } = layout;
  const perPx = until / plotW;
  const drag = useChipDrag(
    (at, px) => snapped(Math.min(until, Math.max(0, at + px * perPx)), instants(), SNAP_PX * perPx),
    (at) => clock.seek(at),
    (key, at) => {
      const item = items.find((one) => keyOf(one) === key);
      if (item) actions.onMove(item, at);
    },
  );
  if (handY === undefined) return null;
  const timeOf = (item: HandItem): Seconds => (drag.dragged?.key === keyOf(item) ? drag.dragged.at : item.at);
  const xOf = (item: HandItem): number => plotX + (until > 0 ? Math.min(1, timeOf(item) / until) : 0) * plotW;
  return (
    <div className="hand-lane" role="group" aria-label={HAND.lane} style={{ top: handY }}>
      {!narrow && (
        <span className="hand-name" aria-hidden="true">
          {HAND.lane}
        </span>
      )}
      {chipsWith(drag, items, xOf, plotX + plotW).map((chip) => {
        const [item, ...more] = chip.items;
        if (!item) return null;
        if (more.length > 0) return <ManyChip key={`many ${keyOf(item)}`} chip={chip} actions={actions} />;
        return <OneChip key={keyOf(item)} chip={chip} item={item} drag={drag} actions={actions} />;
      })}
    </div>
  );
}
