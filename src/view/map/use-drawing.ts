import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { readTheme, type Theme } from './colours.ts';
import { graphOf, type MapGraph } from './graph.ts';
import { DEFAULT_WIDTH, type Layout } from './layout.ts';
import { comparesRuns } from './lens.ts';
import { Painter } from './painter.ts';
import { usePatterns } from './pattern-mode.ts';
import { InkWell } from './picture.ts';
import { sceneOf, type Scene } from './scene.ts';
import { targetsKey, targetsOf, type RoomTargets } from './targets.ts';
import type { Difference, FrameAt, FrameSource, HostMapProps, MapClock } from './types.ts';
import { useZoom, type ZoomHands } from './use-zoom.ts';
import type { View } from './zoom.ts';
import { viewOf } from './zoomer.ts';

/** Width of an element in CSS pixels, kept up to date. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(DEFAULT_WIDTH);
  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const measure = (): void => setWidth(Math.max(120, Math.floor(node.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

function sameTheme(a: Theme | undefined, b: Theme): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** The page's theme, read again when the root's attributes or the system's choice change. */
export function useTheme(element: RefObject<HTMLElement | null>): Theme | undefined {
  const [theme, setTheme] = useState<Theme>();
  useEffect(() => {
    const read = (): void => {
      if (!element.current) return;
      const next = readTheme(element.current);
      setTheme((old) => (sameTheme(old, next) ? old : next));
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true });
    const query = matchMedia('(prefers-color-scheme: dark)');
    query.addEventListener('change', read);
    return () => {
      observer.disconnect();
      query.removeEventListener('change', read);
    };
  }, [element]);
  return theme;
}

/** What the elements over the drawing are made from; changes only when the structure of the scene does. */
export interface Structure {
  readonly rooms: readonly RoomTargets[];
  readonly scene: Scene;
  readonly at: FrameAt;
  readonly source: FrameSource;
}

export interface Drawing {
  readonly graph: MapGraph;
  readonly layout: Layout;
  readonly structure: Structure | undefined;
  /** The scene drawn last, for hit tests. */
  readonly latest: RefObject<Structure | undefined>;
  readonly zoom: ZoomHands;
  readonly theme: Theme | undefined;
}

/** Descriptions (not the drawing) follow the frame once it has stood still this long. */
const SETTLE_MS = 200;

interface Painted {
  readonly at: FrameAt;
  readonly props: HostMapProps;
  readonly layout: Layout;
  readonly theme: Theme;
  readonly patterns: boolean;
  readonly difference: Difference | undefined;
  readonly ratio: number;
  /** What of the layout is drawn: all of it unless the map has a frame of its own. */
  readonly view: View;
}

function sameView(a: View, b: View): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}

/** Nothing to redraw: the same frame, nothing in flight, nothing else changed. */
function isSame(old: Painted | undefined, next: Painted): boolean {
  if (!old || old.layout !== next.layout || old.theme !== next.theme || old.ratio !== next.ratio) return false;
  if (!sameView(old.view, next.view) || old.patterns !== next.patterns) return false;
  if (old.difference !== next.difference) return false;
  if (old.props !== next.props || old.at.frames !== next.at.frames || old.at.index !== next.at.index) return false;
  const { copyStart } = next.at.frames;
  const still = copyStart[next.at.index] === copyStart[next.at.index + 1];
  return still || old.at.time === next.at.time;
}

/** What paints one map, kept from frame to frame. */
class Brush {
  readonly #painter = new Painter();
  readonly #inks = new InkWell();
  #scene: Scene | undefined;

  paint(canvas: HTMLCanvasElement, next: Painted, graph: MapGraph): Structure | undefined {
    const { props, layout, theme, patterns, difference, at, ratio, view } = next;
    const { guests, hovered, selected, picked, lens = 'owner' } = props;
    const nodeStates = props.nodeStates ?? difference?.states;
    const scene = sceneOf({ graph, layout, guests, at, nodeStates, before: this.#scene });
    this.#scene = scene;
    const ink = this.#inks.inkOf({
      theme,
      layout,
      guests,
      hovered,
      selected,
      picked,
      patterns,
      lens: { lens, scene, difference },
    });
    if (!this.#painter.paint(canvas, scene, ink, view, ratio)) return undefined;
    if (props.zoomable) Object.assign(canvas.style, { width: `${view.w}px`, height: `${view.h}px` });
    return { scene, at, source: props.source, rooms: targetsOf(scene, ink, view) };
  }

  /** Leaves nothing of another run on the canvas. */
  wipe(canvas: HTMLCanvasElement): void {
    canvas.width = 0;
    this.#painter.forget();
  }
}

/** What a frame shows; all of the layout where there is no frame. */
function shownOf(frame: HTMLElement | null, layout: Layout): View {
  return frame ? viewOf(frame) : { x: 0, y: 0, w: layout.width, h: layout.height };
}

/** What the lens of differences shows; undefined under any other. */
function differenceAt({ lens, difference }: HostMapProps, at: FrameAt): Difference | undefined {
  return lens && comparesRuns(lens) ? difference?.(at) : undefined;
}

/** Tells React of a structure: at once when it is another one, else (and while the map is zoomed) once it stands still. */
function useTelling(setStructure: (drawn: Structure) => void) {
  const key = useRef('');
  const settled = useRef(0);
  return useCallback(
    (drawn: Structure, isNew: boolean, moving: boolean): void => {
      const nextKey = targetsKey(drawn.rooms);
      clearTimeout(settled.current);
      if (!isNew && (moving || nextKey === key.current)) settled.current = setTimeout(setStructure, SETTLE_MS, drawn);
      else setStructure(drawn);
      key.current = nextKey;
    },
    [setStructure],
  );
}

/**
 * Draws the map's canvas from the frame that holds at the clock's time, in one animation frame for each change, outside
 * React; React hears of it only when the guests' structure changes.
 */
export function useDrawing(
  props: HostMapProps,
  box: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
): Drawing {
  const { host, size, clock, source, zoomable = false } = props;
  const width = useWidth(box);
  const theme = useTheme(box);
  const patterns = usePatterns();
  const graph = useMemo(() => graphOf(host), [host]);
  const { layout, hands: zoom } = useZoom({ graph, size, width, box, enabled: zoomable });
  const [structure, setStructure] = useState<Structure>();
  const latest = useRef<Structure>(undefined);
  const painted = useRef<Painted>(undefined);
  const tell = useTelling(setStructure);
  const [brush] = useState(() => new Brush());
  const draw = useCallback((): void => {
    const at = source.frameAt(clock.now());
    if (!theme || !canvas.current) return;
    if (!at) {
      if (painted.current?.props.source !== source) brush.wipe(canvas.current);
      return;
    }
    const view = shownOf(zoomable ? box.current : null, layout);
    const next = {
      difference: differenceAt(props, at),
      at,
      props,
      layout,
      theme,
      patterns,
      ratio: devicePixelRatio || 1,
      view,
    };
    if (isSame(painted.current, next)) return;
    const isNew = painted.current?.props.source !== source;
    painted.current = next;
    const drawn = brush.paint(canvas.current, next, graph);
    if (!drawn) return;
    latest.current = drawn;
    tell(drawn, isNew, layout.moving);
  }, [props, layout, theme, patterns, graph, clock, source, canvas, box, zoomable, tell, brush]);
  useOnChange(clock, draw, box);
  return { graph, layout, structure: structure?.source === source ? structure : undefined, latest, zoom, theme };
}

/** Calls `draw` in one animation frame, now and after every change of the clock or of what the frame shows. */
function useOnChange(clock: MapClock, draw: () => void, box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frame = oncePerFrame(draw);
    const element = box.current;
    frame.ask();
    const end = clock.subscribe(frame.ask);
    element?.addEventListener('scroll', frame.ask, { passive: true });
    const resized = new ResizeObserver(frame.ask);
    if (element) resized.observe(element);
    return () => {
      end();
      element?.removeEventListener('scroll', frame.ask);
      resized.disconnect();
      frame.cancel();
    };
  }, [clock, draw, box]);
}

/** Many asks, one call in the next animation frame. */
function oncePerFrame(draw: () => void): { ask: () => void; cancel: () => void } {
  let asked = 0;
  const run = (): void => {
    asked = 0;
    draw();
  };
  return {
    ask: () => {
      asked ||= requestAnimationFrame(run);
    },
    cancel: () => cancelAnimationFrame(asked),
  };
}
