import type { Pair } from './arrange.ts';
import type { MapGraph, MapLink } from './graph.ts';
import { LONG_PITCH, longPairs, MOST_LONG, type Layout, type Room } from './layout.ts';
import { num } from './marks.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a link is drawn: the middle line of the pair's two lanes, in the link's own direction. */
export interface Channel {
  readonly link: number;
  readonly shape: 'row' | 'column' | 'diagonal' | 'long';
  readonly line: readonly Point[];
}

/** How far lanes reach into the rooms at their ends, px. */
const REACH = 3;
/** The line moved to its left by `distance` (seen in its direction), corners kept sharp. */
export function offsetLine(points: readonly Point[], distance: number): readonly Point[] {
  return points.map((point, i) => {
    const before = normal(points[i - 1] ?? point, i > 0 ? point : points[1]!);
    const after = i < points.length - 1 ? normal(point, points[i + 1]!) : before;
    const scale = distance / Math.max(0.2, 1 + before.x * after.x + before.y * after.y);
    return { x: point.x + (before.x + after.x) * scale, y: point.y + (before.y + after.y) * scale };
  });
}

function normal(a: Point, b: Point): Point {
  const length = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2) || 1;
  return { x: (b.y - a.y) / length, y: -(b.x - a.x) / length };
}

/** Path data of a polyline. */
export function pathOf(points: readonly Point[]): string {
  return points.map((point, i) => `${i === 0 ? 'M' : 'L'}${num(point.x)} ${num(point.y)}`).join('');
}

function rowLine(a: Room, b: Room): Point[] {
  const y = a.busMiddle;
  return a.x < b.x
    ? [
        { x: a.x + a.w - REACH, y },
        { x: b.x + REACH, y },
      ]
    : [
        { x: a.x + REACH, y },
        { x: b.x + b.w - REACH, y },
      ];
}

function columnLine(a: Room, b: Room): Point[] {
  const x = a.x + a.w / 2;
  return a.y < b.y
    ? [
        { x, y: a.y + a.h - REACH },
        { x, y: b.y + REACH },
      ]
    : [
        { x, y: a.y + REACH },
        { x, y: b.y + b.h - REACH },
      ];
}

/** The corner of a room that looks at another. */
function cornerTowards(room: Room, other: Room): Point {
  return {
    x: other.x > room.x ? room.x + room.w - REACH : room.x + REACH,
    y: other.y > room.y ? room.y + room.h - REACH : room.y + REACH,
  };
}

function diagonalLine(a: Room, b: Room): Point[] {
  return [cornerTowards(a, b), cornerTowards(b, a)];
}

/** Around other rooms: out of the floor or the roof, along the gap, and in again. */
function longLine(layout: Layout, a: Room, b: Room, place: number, count: number): Point[] {
  const { gapX, gapY } = layout.metrics;
  const shift = (place - (count - 1) / 2) * LONG_PITCH;
  const down = a.y < b.y || (a.y === b.y && a.slot.row < layout.rows - 1) || layout.rows === 1;
  const port = (room: Room, below: boolean): Point => ({
    x: room.x + room.w * (room.x < a.x || room.x < b.x ? 0.72 : 0.28) + shift / 2,
    y: below ? room.y + room.h - REACH : room.y + REACH,
  });
  const gapAt = (room: Room, below: boolean): number =>
    (below ? room.y + room.h + gapY / 2 : room.y - gapY / 2) + shift;
  const start = port(a, down);
  if (Math.abs(a.slot.row - b.slot.row) <= 1) {
    const end = port(b, a.y === b.y ? down : !down);
    const y = gapAt(a, down);
    return [start, { x: start.x, y }, { x: end.x, y }, end];
  }
  const end = port(b, !down);
  const x = (b.slot.column > 0 ? b.x - gapX / 2 : b.x + b.w + gapX / 2) + shift;
  const [y1, y2] = [gapAt(a, down), gapAt(b, !down)];
  return [start, { x: start.x, y: y1 }, { x, y: y1 }, { x, y: y2 }, { x: end.x, y: y2 }, end];
}

function shapeOf(a: Room, b: Room): Channel['shape'] {
  const dx = Math.abs(a.slot.column - b.slot.column);
  const dy = Math.abs(a.slot.row - b.slot.row);
  if (dx + dy === 1) return dx === 1 ? 'row' : 'column';
  return dx === 1 && dy === 1 ? 'diagonal' : 'long';
}

const LINES = { row: rowLine, column: columnLine, diagonal: diagonalLine };

/** The line of a pair that is not adjacent; undefined where no place is left in the gaps. */
function longChannel(layout: Layout, low: Room, high: Room, long: readonly Pair[]): Point[] | undefined {
  const place = long.findIndex(([a, b]) => a === low.node && b === high.node);
  const count = Math.min(long.length, MOST_LONG);
  return place >= 0 && place < count ? longLine(layout, low, high, place, count) : undefined;
}

function channelOf(layout: Layout, link: MapLink, index: number, long: readonly Pair[]): Channel | undefined {
  const low = layout.rooms[Math.min(link.from, link.to)]!;
  const high = layout.rooms[Math.max(link.from, link.to)]!;
  const shape = shapeOf(low, high);
  const line = shape === 'long' ? longChannel(layout, low, high, long) : LINES[shape](low, high);
  if (!line) return undefined;
  return { link: index, shape, line: link.from < link.to ? line : line.toReversed() };
}

function findChannels(graph: MapGraph, layout: Layout): readonly Channel[] {
  if (!layout.piped) return [];
  const long = longPairs(
    graph,
    layout.rooms.map((room) => room.slot),
  );
  return graph.links.flatMap((link, index) => channelOf(layout, link, index, long) ?? []);
}

/** A layout belongs to one graph. */
const KNOWN = new WeakMap<Layout, readonly Channel[]>();

/** Channels of all links that can be drawn; links left out (too many between far rooms) have none. */
export function channelsOf(graph: MapGraph, layout: Layout): readonly Channel[] {
  const channels = KNOWN.get(layout) ?? findChannels(graph, layout);
  KNOWN.set(layout, channels);
  return channels;
}
