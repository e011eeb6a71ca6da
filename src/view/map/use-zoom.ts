import { useEffect, useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import type { Point } from './channels.ts';
import type { MapGraph } from './graph.ts';
import { layoutHost, UNZOOMED, type Layout, type Zoom } from './layout.ts';
import type { MapSize } from './metrics.ts';
import { wheelFactor } from './zoom.ts';
import { Zoomer } from './zoomer.ts';

/** Zooming by hand. */
export interface ZoomHands {
  readonly scale: number;
  readonly by: (factor: number) => void;
  readonly fit: () => void;
  readonly toRoom: (node: number) => void;
}

/** One step of the keys and buttons. */
export const ZOOM_STEP = 1.5;

interface ZoomInput {
  readonly graph: MapGraph;
  readonly size: MapSize;
  readonly width: number;
  readonly box: RefObject<HTMLElement | null>;
  readonly enabled: boolean;
}

interface Zoomed {
  readonly layout: Layout;
  readonly hands: ZoomHands;
}

function pointIn(element: HTMLElement, x: number, y: number): Point {
  const corner = element.getBoundingClientRect();
  return { x: x - corner.left, y: y - corner.top };
}

/** A map with a frame of its own takes the plain wheel; in a page that scrolls it needs Ctrl. */
function takesWheel(element: HTMLElement, event: WheelEvent): boolean {
  const framed = getComputedStyle(element).position === 'absolute';
  return !event.shiftKey && (framed || event.ctrlKey);
}

interface Pinch {
  readonly spread: number;
  readonly middle: Point;
}

function pinchOf(element: HTMLElement, { touches }: TouchEvent): Pinch | undefined {
  const [a, b] = [touches[0], touches[1]];
  if (!a || !b) return undefined;
  const spread = Math.sqrt((a.clientX - b.clientX) ** 2 + (a.clientY - b.clientY) ** 2);
  return { spread, middle: pointIn(element, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2) };
}

/** Wheel and two fingers on the map's element; gives the function that ends it. */
function listen(element: HTMLElement, zoomer: Zoomer): () => void {
  const ending = new AbortController();
  const options = { signal: ending.signal, passive: false };
  const onWheel = (event: WheelEvent): void => {
    if (!takesWheel(element, event)) return;
    event.preventDefault();
    zoomer.at(wheelFactor(event), pointIn(element, event.clientX, event.clientY));
  };
  let last: Pinch | undefined;
  const onTouch = (event: TouchEvent): void => {
    const pinch = pinchOf(element, event);
    if (pinch && last && event.type === 'touchmove') {
      event.preventDefault();
      zoomer.at(pinch.spread / last.spread, pinch.middle);
    }
    last = pinch;
  };
  element.addEventListener('wheel', onWheel, options);
  for (const type of ['touchstart', 'touchmove', 'touchend'] as const) element.addEventListener(type, onTouch, options);
  return () => ending.abort();
}

/** The layout of a map that can be zoomed, and the hands that zoom it. Another host begins unzoomed. */
export function useZoom({ graph, size, width, box, enabled }: ZoomInput): Zoomed {
  const [{ zoom, of }, setZoomed] = useState<{ zoom: Zoom; of: MapGraph }>({ zoom: UNZOOMED, of: graph });
  const [zoomer] = useState(() => new Zoomer((next) => setZoomed((old) => ({ zoom: next, of: old.of }))));
  if (of !== graph) setZoomed({ zoom: UNZOOMED, of: graph });
  const layout = useMemo(() => layoutHost(graph, size, width, zoom), [graph, size, width, zoom]);
  useLayoutEffect(() => {
    const heightAt = (scale: number): number => layoutHost(graph, size, width, { scale, moving: false }).height;
    zoomer.rendered({ element: box.current, layout, zoom, heightAt });
  }, [zoomer, box, graph, size, width, layout, zoom]);
  useEffect(() => (enabled && box.current ? listen(box.current, zoomer) : undefined), [enabled, box, zoomer]);
  useEffect(() => () => zoomer.dispose(), [zoomer]);
  const { scale } = zoom;
  const hands = useMemo(
    (): ZoomHands => ({
      scale,
      by: (factor) => zoomer.by(factor),
      fit: () => zoomer.fit(),
      toRoom: (node) => zoomer.toRoom(node),
    }),
    [scale, zoomer],
  );
  return { layout, hands };
}
