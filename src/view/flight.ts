import { useCallback, useRef, type RefObject } from 'react';
import type { FrameAt } from './map/types.ts';
import { partRows } from './map/frame-rows.ts';

/** A place on a map: a room, or the two that a link joins (node indices), and the key of a guest's part where one is meant. */
export interface Place {
  readonly nodes: readonly number[];
  readonly part?: string;
}

/** Where a guest (its position in the frame's list) lies: its first part. */
export function placeOf(at: FrameAt, nodeCount: number, guest: number): Place | undefined {
  const part = partRows(at, nodeCount).find((row) => row.guest === guest);
  return part && { nodes: [part.home], part: `${guest}/${part.part}` };
}

/** Frames without a movement after which a flight is over, and how often one that was cut short (a zoom was settling) starts again. */
const REST = 12;
const FLIGHTS = 4;

/** How long the map may take to have a button for the part once its room is in sight, in frames. */
const PATIENCE = 60;

function isInside(element: Element, frame: Element): boolean {
  const [a, b] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  const fits = a.top >= Math.max(0, b.top) && a.bottom <= Math.min(innerHeight, b.bottom);
  return fits && a.left >= Math.max(0, b.left) && a.right <= Math.min(innerWidth, b.right);
}

/** Scrolls to an element that is not wholly in sight, smoothly where motion is wanted. */
function scrollTo(element: Element, frame: Element): void {
  if (isInside(element, frame)) return;
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  element.scrollIntoView({ block: 'center', inline: 'center', behavior });
}

/** Flies to an element until it is in sight or the user takes over; gives the function that ends it. */
function settleOn(element: Element, frame: Element): () => void {
  let flights = FLIGHTS;
  let still = REST;
  let top = Number.NaN;
  let asked = 0;
  const stop = (): void => cancelAnimationFrame(asked);
  const watch = (): void => {
    const now = element.getBoundingClientRect().top;
    still = now === top ? still + 1 : 0;
    top = now;
    if (still >= REST) {
      if (flights === 0 || isInside(element, frame)) return;
      flights -= 1;
      still = 0;
      scrollTo(element, frame);
    }
    asked = requestAnimationFrame(watch);
  };
  scrollTo(element, frame);
  watch();
  for (const event of ['wheel', 'pointerdown']) frame.addEventListener(event, stop, { once: true, passive: true });
  return stop;
}

/** Says which room is meant, for a moment. */
function flash(room: Element): void {
  const ink = getComputedStyle(room).getPropertyValue('--ink');
  const keyframes = [1, 1, 0].map((opacity) => ({
    outline: `2px solid color-mix(in srgb, ${ink} ${opacity * 100}%, transparent)`,
    outlineOffset: '3px',
  }));
  room.animate(keyframes, 1600);
}

/** The part's button once the map has one (far out it has none: undefined); gives the function that ends the wait. */
function awaitPart(look: () => HTMLElement | null, then: (part: HTMLElement | undefined) => void): () => void {
  let left = PATIENCE;
  let asked = 0;
  const again = (): void => {
    const part = look();
    left -= 1;
    if (part || left < 0) then(part ?? undefined);
    else asked = requestAnimationFrame(again);
  };
  asked = requestAnimationFrame(again);
  return () => cancelAnimationFrame(asked);
}

/** Flies to the middle between two rooms, by something that is as large as both. */
function settleBetween(rooms: readonly HTMLElement[], frame: Element): () => void {
  const [first] = rooms;
  const both = document.createElement('i');
  const [left, top] = [Math.min(...rooms.map((r) => r.offsetLeft)), Math.min(...rooms.map((r) => r.offsetTop))];
  const right = Math.max(...rooms.map((r) => r.offsetLeft + r.offsetWidth));
  const bottom = Math.max(...rooms.map((r) => r.offsetTop + r.offsetHeight));
  const size = { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` };
  Object.assign(both.style, { position: 'absolute', pointerEvents: 'none', ...size });
  first?.parentElement?.append(both);
  const end = settleOn(both, frame);
  return () => {
    end();
    both.remove();
  };
}

/** What a flight is asked for. */
export interface FlightPlan {
  /** Which of the maps on the stage; the first without it. */
  readonly map?: number;
  /** The guest gets the focus, too; far out, where guests have no buttons, its node does. */
  readonly isFocused?: boolean;
}

/** Brings a place into sight, and marks rooms that are meant themselves. Gives the function that ends it. */
function fly(stage: HTMLElement, { nodes, part }: Place, { map = 0, isFocused = false }: FlightPlan): () => void {
  const element = stage.querySelectorAll<HTMLElement>('.map').item(map);
  const find = (selector: string): HTMLElement | null | undefined => element?.querySelector<HTMLElement>(selector);
  const rooms = nodes.flatMap((node) => find(`.map-room[data-node="${node}"]`) ?? []);
  const [room] = rooms;
  if (!room) return () => undefined;
  if (part === undefined) {
    rooms.forEach(flash);
    return rooms.length > 1 ? settleBetween(rooms, stage) : settleOn(room, stage);
  }
  scrollTo(room, stage);
  const look = (): HTMLElement | null => find(`.map-part[data-node="${nodes[0]}"][data-part="${part}"]`) ?? null;
  let end = awaitPart(look, (button) => {
    const shown = button ?? room;
    if (isFocused) shown.focus({ preventScroll: true });
    end = settleOn(shown, stage);
  });
  return () => end();
}

/** Flies maps on a stage to places, one flight at a time; a place of `undefined` only ends the one that is on its way. */
export function useFlights(
  stage: RefObject<HTMLElement | null>,
): (place: Place | undefined, plan?: FlightPlan) => void {
  const end = useRef<() => void>(undefined);
  return useCallback(
    (place, plan = {}) => {
      end.current?.();
      end.current = place && stage.current ? fly(stage.current, place, plan) : undefined;
    },
    [stage],
  );
}
