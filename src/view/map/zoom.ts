import type { Layout, Room } from './layout.ts';
import type { Point } from './channels.ts';

/** What a frame shows of the map, px from the map's corner. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A place that keeps still while the map is zoomed: a share of a room's width and height, seen at a point of the frame. */
export interface Anchor {
  readonly node: number;
  readonly across: number;
  readonly down: number;
  readonly at: Point;
}

export const LEAST_SCALE = 0.2;

function distanceTo(room: Room, { x, y }: Point): number {
  const dx = Math.max(room.x - x, 0, x - room.x - room.w);
  const dy = Math.max(room.y - y, 0, y - room.y - room.h);
  return dx * dx + dy * dy;
}

/** The place under a point of the frame: in the room there, or relative to the nearest one. */
export function anchorAt(layout: Layout, view: View, at: Point): Anchor | undefined {
  const point = { x: view.x + at.x, y: view.y + at.y };
  const [first, ...rest] = layout.rooms;
  if (!first) return undefined;
  const room = rest.reduce((best, next) => (distanceTo(next, point) < distanceTo(best, point) ? next : best), first);
  return { node: room.node, across: (point.x - room.x) / room.w, down: (point.y - room.y) / room.h, at };
}

/** Where the frame's corner has to be so that the place lies under its point again. */
export function cornerFor(layout: Layout, { node, across, down, at }: Anchor): Point {
  const room = layout.rooms[node];
  if (!room) return { x: 0, y: 0 };
  return { x: room.x + across * room.w - at.x, y: room.y + down * room.h - at.y };
}

/** How far in a host may be seen: until a room is this wide, px. */
const WIDEST_ROOM = 1000;

/** The largest scale for a host whose rooms are `roomWidth` wide at scale 1. */
export function mostScale(roomWidth: number): number {
  return Math.max(1, Math.min(24, WIDEST_ROOM / Math.max(1, roomWidth)));
}

/** Factor of a turn of the wheel, as d3-zoom counts it: a pinch of a touchpad (with Ctrl) turns faster. */
export function wheelFactor(event: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>): number {
  const unit = event.deltaMode === 1 ? 0.05 : event.deltaMode ? 1 : 0.002;
  return 2 ** (-event.deltaY * unit * (event.ctrlKey ? 10 : 1));
}

/** The largest scale up to 1 at which the host is not higher than the frame. */
export function fitScale(heightAt: (scale: number) => number, frameHeight: number): number {
  for (let scale = 1; scale > LEAST_SCALE; scale -= 0.05) if (heightAt(scale) <= frameHeight) return scale;
  return LEAST_SCALE;
}

/** Whether a room shows in a view, or would after scrolling by `margin` px. */
export function isSeen(room: Pick<Room, 'x' | 'y' | 'w' | 'h'>, view: View, margin = 0): boolean {
  return (
    room.x < view.x + view.w + margin &&
    room.x + room.w > view.x - margin &&
    room.y < view.y + view.h + margin &&
    room.y + room.h > view.y - margin
  );
}
