import type { RoomBox } from '../map/types.ts';
import type { Point } from './drag.ts';

/** A box in client px, as getBoundingClientRect gives it. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** From the place of origin to the ghost, leaving and entering level. */
export function hopPath(from: Box, ghost: Box): string {
  const rightwards = ghost.left > from.right - 40;
  const x0 = rightwards ? from.right + 4 : from.left - 4;
  const x1 = rightwards ? ghost.left : ghost.right;
  const y0 = (from.top + from.bottom) / 2;
  const y1 = (ghost.top + ghost.bottom) / 2;
  const bend = Math.max(24, Math.min(80, Math.abs(x1 - x0) / 2)) * (rightwards ? 1 : -1);
  return `M${px(x0)} ${px(y0)}C${px(x0 + bend)} ${px(y0)} ${px(x1 - bend)} ${px(y1)} ${px(x1)} ${px(y1)}`;
}

/** From a room to the card beside the map: straight where nothing is between, otherwise along the gap at `gapY`. */
export function leaderPath(
  room: Box,
  card: Box,
  gapY: number | undefined,
): { readonly d: string; readonly knot: Point } {
  const end = card.left;
  const clamp = (y: number): number => Math.min(card.bottom - 16, Math.max(card.top + 16, y));
  if (gapY === undefined) {
    const y = clamp((Math.max(room.top, card.top) + room.bottom) / 2);
    const inside = Math.min(room.bottom - 12, Math.max(room.top + 12, y));
    return {
      d: `M${px(room.right)} ${px(inside)}H${px((room.right + end) / 2)}V${px(y)}H${px(end)}`,
      knot: { x: room.right, y: inside },
    };
  }
  const x = room.right - 24;
  const edge = gapY > room.bottom ? room.bottom : room.top;
  const bend = end - 16;
  return { d: `M${px(x)} ${px(edge)}V${px(gapY)}H${px(bend)}V${px(clamp(gapY))}H${px(end)}`, knot: { x, y: edge } };
}

const GHOST = { width: 168, height: 50 };
/** What stays free beside the ghost at the window's edges, px. */
const EDGE = 4;

/**
 * Where the ghost lies for a pointer: up and to the left of a mouse, above a finger; below a mouse that aims at something small,
 * which it must not hide. Its corner, client px.
 */
export function ghostAt({ x, y }: Point, touch: boolean, aims = false): Point {
  if (aims && !touch) return { x: x + 14, y: y + 30 };
  return touch
    ? { x: x - GHOST.width / 2, y: y - GHOST.height - 28 }
    : { x: x - GHOST.width + 16, y: y - GHOST.height + 3 };
}

/** The ghost with its corner at a point, moved in from the edges of a window of that width. */
export function ghostBox(at: Point, width: number): Box {
  const left = Math.round(Math.max(EDGE, Math.min(at.x, width - GHOST.width - EDGE)));
  const top = Math.round(at.y);
  return { left, right: left + GHOST.width, top, bottom: top + GHOST.height };
}

/** Where it lies over a room that was chosen without a pointer: in the gap above it, else below. */
export function ghostOver(room: Box, top: number): Point {
  const above = room.top - GHOST.height - 1;
  return { x: room.left + 36, y: above >= top ? above : room.bottom - 2 };
}

/** The gap that a leader to the right takes, from its room's top: undefined where no other room is in the way. */
export function leaderGap(rooms: readonly RoomBox[], node: number): number | undefined {
  const room = rooms.find((r) => r.node === node);
  if (!room || !rooms.some((r) => r.x > room.x && Math.abs(r.y - room.y) < room.height)) return undefined;
  const below = Math.min(...rooms.map((r) => r.y).filter((y) => y > room.y));
  if (below < Infinity) return (room.height + below - room.y) / 2;
  const above = Math.max(...rooms.map((r) => r.y + r.height).filter((y) => y <= room.y));
  return above > -Infinity ? (above - room.y) / 2 : room.height + 12;
}
