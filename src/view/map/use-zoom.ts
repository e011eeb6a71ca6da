import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Point } from './channels.ts';
import type { MapGraph } from './graph.ts';
import { layoutHost, MOST_PIPED, UNZOOMED, type Layout, type Zoom } from './layout.ts';
import type { MapSize } from './metrics.ts';
import { anchorAt, cornerFor, fitScale, LEAST_SCALE, mostScale, wheelFactor, type Anchor, type View } from './zoom.ts';

/** Zooming by hand. */
export interface ZoomHands {
  readonly by: (factor: number) => void;
  readonly fit: () => void;
  readonly scale: number;
  /** Shows a room in the middle of the frame, large. */
  readonly toRoom: (node: number) => void;
}

const DURATION = 240;
/** After the last turn of the wheel cells snap to whole pixels again, ms. */
const SETTLE = 140;
const STEP = 1.5;

/** One step of the keys and buttons. */
export const ZOOM_STEP = STEP;

/** What a map's element shows of it. */
export function viewOf(element: HTMLElement): View {
  return { x: element.scrollLeft, y: element.scrollTop, w: element.clientWidth, h: element.clientHeight };
}

function middleOf(element: HTMLElement): Point {
  return { x: element.clientWidth / 2, y: element.clientHeight / 2 };
}

function eased(t: number): number {
  return 1 - (1 - t) ** 3;
}

/** Frames from 0 to 1 over the duration; at once where less motion is wanted. Returns the function that ends it. */
function animate(step: (t: number) => void): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    step(1);
    return () => undefined;
  }
  const began = performance.now();
  let asked = requestAnimationFrame(function frame(now) {
    const t = Math.min(1, Math.max(0, now - began) / DURATION);
    step(t);
    if (t < 1) asked = requestAnimationFrame(frame);
  });
  return () => cancelAnimationFrame(asked);
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

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

/** Fingers and wheel on the map's element. A plain wheel zooms where the map has a frame of its own. */
function useGestures(
  box: RefObject<HTMLElement | null>,
  enabled: boolean,
  zoomAt: (factor: number, at: Point) => void,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element || !enabled) return undefined;
    const ending = new AbortController();
    const options = { signal: ending.signal, passive: false };
    const pointIn = (x: number, y: number): Point => {
      const corner = element.getBoundingClientRect();
      return { x: x - corner.left, y: y - corner.top };
    };
    const onWheel = (event: WheelEvent): void => {
      const framed = getComputedStyle(element).position === 'absolute';
      if (event.shiftKey || (!framed && !event.ctrlKey)) return;
      event.preventDefault();
      zoomAt(wheelFactor(event), pointIn(event.clientX, event.clientY));
    };
    let spread = 0;
    const onTouch = (event: TouchEvent): void => {
      const [a, b] = [event.touches[0], event.touches[1]];
      const now = a && b ? Math.sqrt((a.clientX - b.clientX) ** 2 + (a.clientY - b.clientY) ** 2) : 0;
      if (a && b && event.type === 'touchmove' && spread > 0) {
        event.preventDefault();
        zoomAt(now / spread, pointIn((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2));
      }
      spread = now;
    };
    element.addEventListener('wheel', onWheel, options);
    for (const type of ['touchstart', 'touchmove', 'touchend'] as const)
      element.addEventListener(type, onTouch, options);
    return () => ending.abort();
  }, [box, enabled, zoomAt]);
}

/** The layout of a map that can be zoomed, and the hands that zoom it; what is under the hand keeps its place. */
export function useZoom({ graph, size, width, box, enabled }: ZoomInput): Zoomed {
  const [zoom, setZoom] = useState<Zoom>(UNZOOMED);
  const layout = useMemo(() => layoutHost(graph, size, width, zoom), [graph, size, width, zoom]);
  const latest = useRef({ layout, zoom });
  const anchor = useRef<Anchor>(undefined);
  const settling = useRef(0);
  const running = useRef<() => void>(undefined);
  useLayoutEffect(() => {
    latest.current = { layout, zoom };
    const element = box.current;
    if (!element || !anchor.current) return;
    const corner = cornerFor(layout, anchor.current);
    element.scrollTo(corner.x, corner.y);
  }, [layout, zoom, box]);
  const most = mostScale(layout.rooms[0] ? layout.rooms[0].w / zoom.scale : width);
  const limit = useCallback((scale: number): number => Math.max(LEAST_SCALE, Math.min(most, scale)), [most]);
  const hold = useCallback(
    (at: Point): void => {
      if (box.current) anchor.current = anchorAt(latest.current.layout, viewOf(box.current), at);
    },
    [box],
  );
  const settle = useCallback((): void => {
    clearTimeout(settling.current);
    settling.current = setTimeout(() => {
      setZoom(({ scale }) => ({ scale, moving: false }));
      setTimeout(() => {
        anchor.current = undefined;
      }, 60);
    }, SETTLE);
  }, []);
  const zoomAt = useCallback(
    (factor: number, at: Point): void => {
      running.current?.();
      hold(at);
      setZoom(({ scale }) => ({ scale: limit(scale * factor), moving: true }));
      settle();
    },
    [hold, limit, settle],
  );
  const glide = useCallback(
    (to: number, at: Point, towards = at): void => {
      running.current?.();
      hold(at);
      const held = anchor.current;
      const from = latest.current.zoom.scale;
      const target = limit(to);
      running.current = animate((t) => {
        const done = eased(t);
        if (held) anchor.current = { ...held, at: between(at, towards, done) };
        setZoom({ scale: from * (target / from) ** done, moving: t < 1 });
        settle();
      });
    },
    [hold, limit, settle],
  );
  useGestures(box, enabled, zoomAt);
  const fitting = useCallback((): number => {
    const height = box.current?.clientHeight ?? 0;
    return fitScale((scale) => layoutHost(graph, size, width, { scale, moving: false }).height, height);
  }, [graph, size, width, box]);
  useEffect(() => {
    anchor.current = undefined;
    const many = enabled && graph.host.nodes.length > MOST_PIPED;
    setZoom(many ? { scale: fitting(), moving: false } : UNZOOMED);
    // Only for another host or a frame of another width: what was zoomed to is kept otherwise.
  }, [graph, enabled, fitting]);
  const hands = useMemo((): ZoomHands => {
    const middle = (): Point => (box.current ? middleOf(box.current) : { x: 0, y: 0 });
    return {
      scale: zoom.scale,
      by: (factor) => glide(latest.current.zoom.scale * factor, middle()),
      fit: () => glide(fitting(), middle()),
      toRoom: (node) => {
        const room = latest.current.layout.rooms[node];
        if (!room || !box.current) return;
        const view = viewOf(box.current);
        const at = { x: room.x + room.w / 2 - view.x, y: room.y + room.h / 2 - view.y };
        glide(latest.current.zoom.scale * Math.max(1, (view.w * 0.7) / room.w), at, middle());
      },
    };
  }, [zoom.scale, glide, fitting, box]);
  return { layout, hands };
}
