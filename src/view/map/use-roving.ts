import { useMemo, useState, type KeyboardEvent } from 'react';
import { ARROW_STEPS, roomTowards } from './neighbours.ts';
import type { RoomTargets } from './targets.ts';
import type { HostMapProps, PartRef } from './types.ts';
import type { Structure } from './use-drawing.ts';
import { ZOOM_STEP, type ZoomHands } from './use-zoom.ts';

/** What has the map's one place in the tab order: a room, or a part in it. */
interface Spot {
  readonly node: number;
  readonly key: string | null;
}

/** What rooms and parts need to know of the focus; the same object until it goes elsewhere. */
export interface Stops {
  readonly tabIndexOf: (node: number, key: string | null) => 0 | -1;
  readonly onFocus: (node: number, key: string | null) => void;
}

/** Focus within the map: arrows between rooms, Enter into a room, arrows between its parts, Escape back out. */
export interface Roving {
  readonly stops: Stops;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

function focusSpot(map: HTMLElement, spot: Spot): void {
  const selector =
    spot.key === null
      ? `.map-room[data-node="${spot.node}"]`
      : `.map-part[data-node="${spot.node}"][data-part="${spot.key}"]`;
  map.querySelector<HTMLElement>(selector)?.focus();
}

function nextSpot(key: string, spot: Spot, rooms: readonly RoomTargets[]): Spot | undefined {
  const room = rooms.find((r) => r.node === spot.node);
  const keys = room?.targets.map((target) => target.key) ?? [];
  if (spot.key === null) {
    if (key === 'Enter') return keys[0] === undefined ? undefined : { node: spot.node, key: keys[0] };
    const boxes = rooms.map(({ node, box }) => ({ node, x: box.x, y: box.y }));
    const node = ARROW_STEPS[key] && roomTowards(boxes, spot.node, ARROW_STEPS[key]);
    return node === undefined ? undefined : { node, key: null };
  }
  if (key === 'Escape') return { node: spot.node, key: null };
  const step = ARROW_STEPS[key];
  if (!step) return undefined;
  const at = keys.indexOf(spot.key) + step[0] + step[1];
  return { node: spot.node, key: keys[(at + keys.length) % keys.length] ?? null };
}

function partOf(spot: Spot, rooms: readonly RoomTargets[]): PartRef | null {
  const room = rooms.find((r) => r.node === spot.node);
  return room?.targets.find((target) => target.key === spot.key)?.part ?? null;
}

/** Arrows with Shift select what they leave and what they reach. */
function pickBoth({ onPick }: HostMapProps, spots: readonly Spot[], rooms: readonly RoomTargets[]): void {
  for (const spot of spots) {
    const part = partOf(spot, rooms);
    if (part) onPick?.(part, 'add');
  }
}

/** Keys that zoom; true = handled. */
function zoomByKey(key: string, zoom: ZoomHands): boolean {
  if (key === '+' || key === '=') zoom.by(ZOOM_STEP);
  else if (key === '-') zoom.by(1 / ZOOM_STEP);
  else if (key === '0') zoom.fit();
  else return false;
  return true;
}

function zoomHere(key: string, stop: Spot, zoom: ZoomHands): boolean {
  if (key !== 'Enter' || stop.key !== null) return zoomByKey(key, zoom);
  zoom.toRoom(stop.node);
  return true;
}

/**
 * Keeps one stop in the tab order and moves it by arrows, Enter and Escape; `props.onKey` is asked first. Enter on a room
 * whose guests are too small to be touched goes nearer.
 */
export function useRoving(props: HostMapProps, structure: Structure | undefined, zoom: ZoomHands): Roving {
  const [spot, setSpot] = useState<Spot>({ node: 0, key: null });
  const rooms = structure?.rooms ?? [];
  const present = spot.key === null || partOf(spot, rooms) !== null;
  const stop: Spot = present ? spot : { node: spot.node, key: null };
  const { node: stopNode, key: stopKey } = stop;
  const stops = useMemo(
    (): Stops => ({
      tabIndexOf: (node, key) => (node === stopNode && key === stopKey ? 0 : -1),
      onFocus: (node, key) => setSpot({ node, key }),
    }),
    [stopNode, stopKey],
  );
  return {
    stops,
    onKeyDown: (event) => {
      if (props.onKey?.(event, partOf(stop, rooms))) {
        event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = nextSpot(event.key, stop, rooms);
      const zoomed = !next && props.zoomable === true && zoomHere(event.key, stop, zoom);
      if (next || zoomed) event.preventDefault();
      if (!next) return;
      if (event.shiftKey) pickBoth(props, [stop, next], rooms);
      focusSpot(event.currentTarget, next);
    },
  };
}
