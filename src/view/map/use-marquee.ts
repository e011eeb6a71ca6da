import { useCallback, type PointerEvent, type RefObject } from 'react';
import { tileBlocks } from './tile-boxes.ts';
import type { HostMapProps, PartRef } from './types.ts';
import type { Structure } from './use-drawing.ts';

/** A box in client px. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A press that moves less is a click, px. */
const LEAST = 4;

function frameOf(x0: number, y0: number, x1: number, y1: number): Frame {
  return { left: Math.min(x0, x1), top: Math.min(y0, y1), right: Math.max(x0, x1), bottom: Math.max(y0, y1) };
}

function meets(a: Frame, b: Frame): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

/** Parts of one room within a frame on the map: by their buttons, in tiles by their memory. */
function partsIn({ rooms, scene }: Structure, node: number, frame: Frame): PartRef[] {
  const hit = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }): boolean =>
    meets(frame, { left: x, top: y, right: x + w, bottom: y + h });
  const buttons = rooms[node]!.targets.filter(({ box }) => hit(box)).map(({ part }) => part);
  if (scene.layout.metrics.level !== 'tile') return buttons;
  const blocks = tileBlocks(scene.rooms[node]!, scene.layout).filter(hit);
  return blocks.map(({ block }) => ({ guest: block.guest, part: Math.max(0, block.part), node }));
}

/** All parts within a frame of client px. */
function partsWithin(map: HTMLElement, structure: Structure, frame: Frame): PartRef[] {
  const box = map.getBoundingClientRect();
  const [dx, dy] = [map.scrollLeft - box.left, map.scrollTop - box.top];
  const own = { left: frame.left + dx, right: frame.right + dx, top: frame.top + dy, bottom: frame.bottom + dy };
  return structure.rooms.flatMap(({ node }) => partsIn(structure, node, own));
}

function drawFrame(element: HTMLElement, { left, top, right, bottom }: Frame): void {
  Object.assign(element.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${right - left}px`,
    height: `${bottom - top}px`,
  });
}

/** Follows one pointer with a frame; `done` hears of the last one, unless Escape or the window's loss comes first. */
function stretch(map: HTMLElement, event: PointerEvent<HTMLElement>, done: (frame: Frame) => void): void {
  const { pointerId, clientX, clientY } = event;
  const element = document.createElement('div');
  element.className = 'map-marquee';
  const ending = new AbortController();
  const { signal } = ending;
  let frame = frameOf(clientX, clientY, clientX, clientY);
  const end = (): void => {
    element.remove();
    ending.abort();
  };
  const onMove = (move: globalThis.PointerEvent): void => {
    if (move.pointerId !== pointerId) return;
    frame = frameOf(clientX, clientY, move.clientX, move.clientY);
    drawFrame(element, frame);
    if (!element.isConnected) map.append(element);
  };
  const onUp = (): void => {
    end();
    if (Math.max(frame.right - frame.left, frame.bottom - frame.top) >= LEAST) done(frame);
  };
  window.addEventListener('pointermove', onMove, { signal });
  window.addEventListener('pointerup', onUp, { signal });
  for (const type of ['pointercancel', 'blur']) window.addEventListener(type, end, { signal });
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(), { signal, capture: true });
}

/**
 * Selects several guests at once: a frame that Shift and the mouse draw over empty places takes every guest that it meets.
 * Gives whether the press began one.
 */
export function useMarquee(
  latest: RefObject<Structure | undefined>,
  onPick: HostMapProps['onPick'],
): (event: PointerEvent<HTMLElement>) => boolean {
  return useCallback(
    (event) => {
      const map = event.currentTarget;
      const onGuest = event.target instanceof Element && event.target.closest('.map-part') !== null;
      const begins = event.shiftKey && event.button === 0 && event.pointerType === 'mouse' && !event.defaultPrevented;
      if (!onPick || !begins || onGuest) return false;
      event.preventDefault();
      stretch(map, event, (frame) => {
        if (latest.current) for (const part of partsWithin(map, latest.current, frame)) onPick(part, 'add');
      });
      return true;
    },
    [latest, onPick],
  );
}
