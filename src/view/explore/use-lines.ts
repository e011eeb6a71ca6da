import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import type { Point } from './drag.ts';
import { ghostAt, ghostBox, ghostOver, hopPath, leaderPath, type Box } from './lines.ts';

/** The elements that follow the hand, placed outside React within the frame. */
interface Elements {
  ghost: HTMLElement | null;
  card: HTMLElement | null;
  drawing: SVGSVGElement | null;
}

/** Keeps the ghost under the hand; the elements are told by their `set` functions. */
export interface Lines {
  readonly setGhost: (element: HTMLElement | null) => void;
  readonly setCard: (element: HTMLElement | null) => void;
  readonly setDrawing: (element: SVGSVGElement | null) => void;
  /** The pointer has moved: client px. */
  readonly onPoint: (at: Point) => void;
  /** Draws again: after every rendering while something is in hand. */
  readonly place: () => void;
}

/** What the lines tie together; changes when React renders. */
export interface Ties {
  /** Selects the place of origin on the map; undefined = nothing is in hand. */
  readonly origin: string | undefined;
  /** The node (index) of origin. */
  readonly home: number;
  readonly over: number | null;
  /** No pointer holds the guest: the ghost goes to the room. */
  readonly byKeys: boolean;
  readonly touch: boolean;
  /** What is aimed at is small: the ghost must not lie over it. */
  readonly aims: boolean;
  /** y of the gap that the leader takes, from the room's top, px; undefined = its way to the card is free. */
  readonly gapOf: (node: number) => number | undefined;
}

function boxOf(element: Element | null | undefined): Box | undefined {
  return element?.getBoundingClientRect();
}

function setPath(drawing: SVGSVGElement, name: string, d: string): void {
  for (const path of drawing.querySelectorAll(`.${name}`)) path.setAttribute('d', d);
}

function roomBox(stage: HTMLElement, node: number | null): Box | undefined {
  return node === null ? undefined : boxOf(stage.querySelector(`.map-room[data-node="${node}"]`));
}

function moveGhost(ghost: HTMLElement, { left, top }: Box): void {
  ghost.style.transform = `translate(${left}px, ${top}px)`;
}

/** Where the ghost belongs: over the room that keys have chosen, else at the pointer. It may take a moment to get there. */
function ghostPlace(stage: HTMLElement, ties: Ties, point: Point | undefined): Box | undefined {
  const room = roomBox(stage, ties.over) ?? boxOf(originOf(stage, ties));
  if (ties.byKeys && room) return ghostBox(ghostOver(room, stage.getBoundingClientRect().top), innerWidth);
  return point && ghostBox(ghostAt(point, ties.touch, ties.aims), innerWidth);
}

/** Where the guest was taken: its part, or its room where parts are too small to be touched. */
function originOf(stage: HTMLElement, { origin, home }: Ties): Element | null {
  if (!origin) return null;
  return stage.querySelector(origin) ?? stage.querySelector(`.map-room[data-node="${home}"]`);
}

function drawHop(stage: HTMLElement, drawing: SVGSVGElement, ghost: Box, ties: Ties): void {
  const from = boxOf(originOf(stage, ties));
  setPath(drawing, 'hop', from ? hopPath(from, ghost) : '');
}

function drawLeader(stage: HTMLElement, drawing: SVGSVGElement, card: HTMLElement | null, ties: Ties): void {
  const room = roomBox(stage, ties.over);
  const box = boxOf(card);
  const knot = drawing.querySelector('.leader-knot');
  if (!room || !box || ties.over === null || box.left < room.right) {
    setPath(drawing, 'leader', '');
    knot?.setAttribute('r', '0');
    return;
  }
  const gap = ties.gapOf(ties.over);
  const leader = leaderPath(room, box, gap === undefined ? undefined : room.top + gap);
  setPath(drawing, 'leader', leader.d);
  knot?.setAttribute('cx', String(leader.knot.x));
  knot?.setAttribute('cy', String(leader.knot.y));
  knot?.setAttribute('r', '3.5');
}

/** Keeps the ghost under the hand, and draws the way from home and the leader to the card, in client px. */
export function useLines(stage: RefObject<HTMLElement | null>, ties: RefObject<Ties>): Lines {
  const elements = useRef<Elements>({ ghost: null, card: null, drawing: null });
  const point = useRef<Point>(undefined);
  const place = useCallback((): void => {
    const { ghost, card, drawing } = elements.current;
    const here = stage.current;
    if (!here || !drawing) return;
    drawLeader(here, drawing, card, ties.current);
    const at = ghost && ghostPlace(here, ties.current, point.current);
    if (!ghost || !at) return;
    moveGhost(ghost, at);
    drawHop(here, drawing, at, ties.current);
  }, [stage, ties]);
  useEffect(() => {
    const ending = new AbortController();
    const options = { signal: ending.signal, capture: true, passive: true };
    window.addEventListener('scroll', place, options);
    window.addEventListener('resize', place, options);
    return () => ending.abort();
  }, [place]);
  return useMemo(
    () => ({
      setGhost: (element) => {
        elements.current.ghost = element;
      },
      setCard: (element) => {
        elements.current.card = element;
      },
      setDrawing: (element) => {
        elements.current.drawing = element;
      },
      onPoint: (at) => {
        point.current = at;
        place();
      },
      place,
    }),
    [place],
  );
}
