import type { Point } from './channels.ts';
import type { Room } from './layout.ts';
import { num } from './marks.ts';

/** Distance between a room's border and the way along its walls, px. */
export const WALL = 5;

type Corner = readonly [number, number];

function ring(room: Room): readonly Point[] {
  const [l, r] = [room.x + WALL, room.x + room.w - WALL];
  const [t, b] = [room.y + WALL, room.y + room.h - WALL];
  return [
    { x: l, y: t },
    { x: r, y: t },
    { x: r, y: b },
    { x: l, y: b },
  ];
}

/** The point of a room's ring that is nearest to a point. */
export function onRing(room: Room, p: Point): Point {
  const [a, , c] = ring(room);
  const x = Math.min(c!.x, Math.max(a!.x, p.x));
  const y = Math.min(c!.y, Math.max(a!.y, p.y));
  const gaps: Corner[] = [
    [x - a!.x, 0],
    [c!.x - x, 1],
    [y - a!.y, 2],
    [c!.y - y, 3],
  ];
  const side = gaps.toSorted((p1, p2) => p1[0] - p2[0])[0]![1];
  return [
    { x: a!.x, y },
    { x: c!.x, y },
    { x, y: a!.y },
    { x, y: c!.y },
  ][side]!;
}

/** How far along the ring a point of it lies, clockwise from the top left corner. */
function along(room: Room, p: Point): number {
  const [a, , c] = ring(room);
  const [w, h] = [c!.x - a!.x, c!.y - a!.y];
  if (Math.abs(p.y - a!.y) < 0.01) return p.x - a!.x;
  if (Math.abs(p.x - c!.x) < 0.01) return w + p.y - a!.y;
  if (Math.abs(p.y - c!.y) < 0.01) return w + h + c!.x - p.x;
  return 2 * w + h + c!.y - p.y;
}

function cornersBetween(room: Room, from: number, to: number): Point[] {
  const corners = ring(room);
  const around = 2 * (corners[2]!.x - corners[0]!.x + corners[2]!.y - corners[0]!.y);
  const end = to < from ? to + around : to;
  const spots = [0, 1].flatMap((lap) => corners.map((p) => ({ p, at: along(room, p) + lap * around })));
  return spots.filter(({ at }) => at > from + 0.01 && at < end - 0.01).map(({ p }) => p);
}

/** The way along a room's walls from one point of its ring to another, the shorter way round, both ends included. */
export function alongWalls(room: Room, from: Point, to: Point): readonly Point[] {
  const [a, b] = [along(room, from), along(room, to)];
  const [tl, , br] = ring(room);
  const around = 2 * (br!.x - tl!.x + br!.y - tl!.y);
  const clockwise = (b - a + around) % around;
  const corners = clockwise <= around / 2 ? cornersBetween(room, a, b) : cornersBetween(room, b, a).toReversed();
  return [from, ...corners, to];
}

/** Path data of an orthogonal way with rounded corners. */
export function roundedPath(points: readonly Point[], radius: number): string {
  return points
    .map((p, i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (!before) return `M${num(p.x)} ${num(p.y)}`;
      if (!after) return `L${num(p.x)} ${num(p.y)}`;
      const [a, b] = [towards(p, before, radius), towards(p, after, radius)];
      return `L${num(a.x)} ${num(a.y)}Q${num(p.x)} ${num(p.y)} ${num(b.x)} ${num(b.y)}`;
    })
    .join('');
}

function towards(from: Point, to: Point, most: number): Point {
  const length = Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2);
  const share = length > 0 ? Math.min(most, length / 2) / length : 0;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
