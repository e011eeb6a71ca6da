import type { Point } from './channels.ts';
import type { Layout, Zoom } from './layout.ts';
import { anchorAt, cornerFor, fitScale, LEAST_SCALE, mostScale, type Anchor, type View } from './zoom.ts';

/** How long a step of the keys and buttons takes, ms. */
const DURATION = 240;
/** After the last turn of the wheel cells snap to whole pixels again, ms. */
const SETTLE = 140;
/** What is under the hand is held for as long as the snapped layout needs to appear, ms. */
const HOLD = 60;

/** What a map's element shows of it. */
export function viewOf(element: HTMLElement): View {
  return { x: element.scrollLeft, y: element.scrollTop, w: element.clientWidth, h: element.clientHeight };
}

function eased(t: number): number {
  return 1 - (1 - t) ** 3;
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** Steps from 0 to 1 over the duration; at once where less motion is wanted. Returns the function that ends it. */
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

/** What the zoomer knows of the map as rendered last. */
interface Rendered {
  readonly element: HTMLElement | null;
  readonly layout: Layout;
  readonly zoom: Zoom;
  /** Height of the whole map at another scale, px. */
  readonly heightAt: (scale: number) => number;
}

/** Zooms a map by asking for another scale; what is under the hand keeps its place while the layout changes. */
export class Zoomer {
  readonly #ask: (zoom: Zoom) => void;
  #now: Rendered | undefined;
  #scale = 1;
  #anchor: Anchor | undefined;
  #settling = 0;
  #end: (() => void) | undefined;

  constructor(ask: (zoom: Zoom) => void) {
    this.#ask = ask;
  }

  /** After every rendering: brings what is held back under the hand. */
  rendered(now: Rendered): void {
    this.#now = now;
    this.#scale = now.zoom.scale;
    if (!now.element || !this.#anchor) return;
    const corner = cornerFor(now.layout, this.#anchor);
    now.element.scrollTo(corner.x, corner.y);
  }

  /** Zooms by a factor; the place at a point of the frame stays there. */
  at(factor: number, at: Point): void {
    this.#hold(at);
    this.#scale = this.#limit(this.#scale * factor);
    this.#ask({ scale: this.#scale, moving: true });
    this.#settle();
  }

  /** Zooms by a factor around the middle of the frame, smoothly. */
  by(factor: number): void {
    this.#glide(this.#scale * factor, this.#middle());
  }

  /** Shows the whole host. */
  fit(): void {
    const { element, heightAt } = this.#now ?? {};
    if (element && heightAt) this.#glide(fitScale(heightAt, element.clientHeight), this.#middle());
  }

  /** Shows a room in the middle of the frame, large. */
  toRoom(node: number): void {
    const { element, layout } = this.#now ?? {};
    const room = layout?.rooms[node];
    if (!element || !room) return;
    const view = viewOf(element);
    const at = { x: room.x + room.w / 2 - view.x, y: room.y + room.h / 2 - view.y };
    this.#glide(this.#scale * Math.max(1, (view.w * 0.7) / room.w), at, this.#middle());
  }

  /** Nothing is to come after the map is gone. */
  dispose(): void {
    this.#end?.();
    clearTimeout(this.#settling);
  }

  #middle(): Point {
    const { element } = this.#now ?? {};
    return element ? { x: element.clientWidth / 2, y: element.clientHeight / 2 } : { x: 0, y: 0 };
  }

  #limit(scale: number): number {
    const { layout, zoom } = this.#now ?? {};
    const width = layout?.rooms[0]?.w ?? 0;
    return Math.max(LEAST_SCALE, Math.min(mostScale(width / (zoom?.scale ?? 1)), scale));
  }

  #hold(at: Point): void {
    this.#end?.();
    const { element, layout } = this.#now ?? {};
    if (element && layout) this.#anchor = anchorAt(layout, viewOf(element), at);
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#ask({ scale: this.#scale, moving: false });
      this.#settling = setTimeout(() => {
        this.#anchor = undefined;
      }, HOLD);
    }, SETTLE);
  }

  #glide(to: number, at: Point, towards = at): void {
    this.#hold(at);
    const held = this.#anchor;
    const from = this.#scale;
    const target = this.#limit(to);
    this.#end = animate((t) => {
      const done = eased(t);
      if (held) this.#anchor = { ...held, at: between(at, towards, done) };
      this.#scale = from * (target / from) ** done;
      this.#ask({ scale: this.#scale, moving: t < 1 });
      this.#settle();
    });
  }
}
