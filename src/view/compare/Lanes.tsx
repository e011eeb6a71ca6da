import { memo, useId } from 'react';
import type { MoveRecord } from '../../engine/reports.ts';
import type { Seconds } from '../../model/units.ts';
import type { GuestPaint } from '../map/colours.ts';
import { textWidth } from '../map/text-width.ts';
import type { MapClock } from '../map/types.ts';
import { COMPARE, TIMELINE } from '../texts/compare.ts';
import { SIGN_PX, type Mark } from './lanes.ts';
import type { Side } from './metrics.ts';
import type { TimelineLayout } from './timeline-layout.ts';
import { Past } from './Past.tsx';

const LABEL = 10;

/** Colours of a guest by name; undefined for one that has none of its own. */
export type PaintByName = (guest: string) => GuestPaint | undefined;

interface LaneProps {
  readonly y: number;
  readonly until: Seconds;
  readonly layout: TimelineLayout;
  readonly paint: PaintByName;
}

function xOf({ layout, until }: LaneProps, at: Seconds): number {
  return layout.plotX + (until > 0 ? Math.min(1, at / until) : 0) * layout.plotW;
}

const MANY = {
  arrive: (mark: Mark) => (mark.at === 0 ? TIMELINE.manyAtStart : TIMELINE.manyArrive)(mark.guests.length),
  depart: (mark: Mark) => TIMELINE.manyLeave(mark.guests.length),
  phase: (mark: Mark) => TIMELINE.manyChange(mark.guests.length),
  refuse: (mark: Mark) => TIMELINE.manyRefused(mark.guests.length, COMPARE.sides[mark.side ?? 'a']),
} as const;

const ONE = {
  arrive: (name: string) => TIMELINE.arrives(name),
  depart: (name: string) => TIMELINE.leaves(name),
  phase: (name: string) => TIMELINE.changes(name),
  refuse: (name: string, mark: Mark) => TIMELINE.refused(name, COMPARE.sides[mark.side ?? 'a']),
} as const;

function markText(mark: Mark): string {
  const [only] = mark.guests;
  return mark.guests.length === 1 && only ? ONE[mark.kind](only, mark) : MANY[mark.kind](mark);
}

/** More names than this say nothing. */
const MOST_NAMES = 20;

function titleOf(mark: Mark): string {
  const { guests } = mark;
  if (guests.length === 1) return markText(mark);
  const more = guests.length > MOST_NAMES ? ' …' : '';
  return `${markText(mark)}: ${guests.slice(0, MOST_NAMES).join(', ')}${more}`;
}

const SIGNS = {
  arrive: 'M-4.5 4L0 -4L4.5 4Z',
  depart: 'M-4.5 -4L0 4L4.5 -4Z',
  phase: 'M0 -3.5L3.5 0L0 3.5L-3.5 0Z',
  refuse: 'M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5',
} as const;

function Sign({
  mark,
  x,
  y,
  paint,
}: {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly paint: PaintByName;
}) {
  const own = mark.guests.length === 1 ? paint(mark.guests[0] ?? '')?.thin : undefined;
  return (
    <path
      d={SIGNS[mark.kind]}
      transform={`translate(${x},${y})`}
      className={`sign sign-${mark.kind}`}
      {...(own && mark.kind !== 'refuse' && { style: { stroke: own, ...(mark.kind === 'arrive' && { fill: own }) } })}
    />
  );
}

interface Item {
  /** Where the sign or bar begins, and where its label does. */
  readonly x: number;
  readonly labelX: number;
  readonly text: string;
}

/** Which labels fit before the next item and before the end. */
function fitting(items: readonly Item[], { plotX, plotW }: TimelineLayout): readonly boolean[] {
  return items.map(({ labelX, text }, i) => {
    const right = Math.min(items[i + 1]?.x ?? Infinity, plotX + plotW + 16);
    return labelX + textWidth(text, LABEL) + 6 <= right;
  });
}

interface LaneFrameProps {
  readonly name: string;
  readonly y: number;
  readonly layout: TimelineLayout;
  readonly items: readonly Item[];
}

/** A lane's name, its line and the labels that fit. */
function LaneFrame({ name, y, layout, items }: LaneFrameProps) {
  const shown = fitting(items, layout);
  return (
    <>
      {!layout.narrow && (
        <text x="16" y={y + 3.5} className="lane-name">
          {name}
        </text>
      )}
      <line x1={layout.plotX} x2={layout.plotX + layout.plotW} y1={y} y2={y} className="grid" />
      {items.map(
        ({ labelX, text }, i) =>
          shown[i] && (
            // oxlint-disable-next-line react/no-array-index-key
            <text key={i} x={labelX} y={y + 3.5} className="lane-label">
              {text}
            </text>
          ),
      )}
    </>
  );
}

/** Signs that would lie on each other stand side by side. */
function apart(places: readonly number[]): readonly number[] {
  let last = -Infinity;
  return places.map((x) => {
    last = x - last < SIGN_PX ? last + SIGN_PX : x;
    return last;
  });
}

interface MarksProps extends LaneProps {
  readonly marks: readonly Mark[];
}

/** Arrivals, departures, changes of work and refusals. */
export const GuestLane = memo(function GuestLane(props: MarksProps) {
  const { marks, y, layout, paint } = props;
  const places = apart(marks.map((mark) => xOf(props, mark.at)));
  const items = marks.map((mark, i): Item => {
    const x = places[i]!;
    return { x: x - 5, labelX: x + 9, text: markText(mark) };
  });
  return (
    <g>
      <LaneFrame name={TIMELINE.guests} y={y} layout={layout} items={items} />
      {marks.map((mark, i) => (
        <g key={`${mark.at} ${mark.kind} ${mark.side} ${mark.guests[0]}`}>
          <title>{titleOf(mark)}</title>
          <Sign mark={mark} x={places[i]!} y={y} paint={paint} />
        </g>
      ))}
    </g>
  );
});

interface MovesProps extends LaneProps {
  readonly side: Side;
  readonly moves: readonly MoveRecord[];
  readonly clock: MapClock;
}

function nodesText(ids: readonly number[]): string {
  return [...new Set(ids)].join('+');
}

function moveText(move: MoveRecord): string {
  return TIMELINE.move(move.guest, nodesText(move.from), nodesText(move.to));
}

/** Moves that lie on each other on the picture are one bar. */
interface MoveBar {
  readonly x: number;
  readonly width: number;
  readonly moves: readonly MoveRecord[];
}

/** With fewer moves than this each keeps a bar of its own. */
const FEW_MOVES = 60;

function merged(bars: readonly MoveBar[]): readonly MoveBar[] {
  if (bars.length < FEW_MOVES) return bars;
  const all: { x: number; width: number; moves: MoveRecord[] }[] = [];
  for (const { x, width, moves } of bars) {
    const last = all.at(-1);
    if (last && x <= last.x + last.width + 1) {
      last.width = Math.max(last.x + last.width, x + width) - last.x;
      last.moves.push(...moves);
    } else all.push({ x, width, moves: [...moves] });
  }
  return all;
}

function barText({ moves }: MoveBar): string {
  const [only] = moves;
  return moves.length === 1 && only ? moveText(only) : TIMELINE.manyMoves(moves.length);
}

function fillOf({ moves }: MoveBar, paint: PaintByName): string | undefined {
  const [only] = moves;
  return moves.length === 1 && only ? paint(only.guest)?.base : undefined;
}

interface BarProps {
  readonly item: Item;
  readonly width: number;
  readonly y: number;
  readonly clip: string;
  readonly fill: string | undefined;
}

function Bar({ item, width, y, clip, fill }: BarProps) {
  const box = { x: item.x, y: y - 4.5, width, height: 9, rx: 3, ...(fill && { style: { fill } }) };
  return (
    <g>
      <title>{item.text}</title>
      <rect {...box} className="move future" />
      <rect {...box} className="move" clipPath={`url(#${clip})`} />
    </g>
  );
}

/** Moves as bars of their length; what is not yet played is light. */
export const MoveLane = memo(function MoveLane(props: MovesProps) {
  const { side, moves, y, until, layout, clock, paint } = props;
  const clip = useId();
  const bars = merged(
    moves.map((move): MoveBar => {
      const x = xOf(props, move.at);
      return { x, width: Math.max(3, xOf(props, move.doneAt ?? until) - x), moves: [move] };
    }),
  ).map((bar) => ({ ...bar, item: { x: bar.x, labelX: bar.x + bar.width + 5, text: barText(bar) } }));
  return (
    <g>
      <Past id={clip} clock={clock} until={until} layout={layout} y={y - 8} height={16} />
      <LaneFrame
        name={TIMELINE.moves(COMPARE.sides[side])}
        y={y}
        layout={layout}
        items={bars.map(({ item }) => item)}
      />
      {bars.map((bar) => (
        <Bar key={bar.x} item={bar.item} width={bar.width} y={y} clip={clip} fill={fillOf(bar, paint)} />
      ))}
    </g>
  );
});
