import type { RefObject } from 'react';

/** Where a guest is on the map: the node (index) and its part's key. */
export interface Place {
  readonly node: number;
  readonly key: string;
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
function flyTo(element: Element, frame: Element): void {
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
      flyTo(element, frame);
    }
    asked = requestAnimationFrame(watch);
  };
  flyTo(element, frame);
  watch();
  for (const event of ['wheel', 'pointerdown']) frame.addEventListener(event, stop, { once: true, passive: true });
  return stop;
}

/**
 * Brings a guest into sight. With `focus` it gets the focus, too; far out, where guests have no buttons, its node does.
 * Gives the function that ends it.
 */
export function reveal(
  { current: stage }: RefObject<HTMLElement | null>,
  { node, key }: Place,
  focus: boolean,
): () => void {
  if (!stage) return () => undefined;
  const find = (selector: string): HTMLElement | null => stage.querySelector(`${selector}[data-node="${node}"]`);
  const room = find('.map-room');
  if (room) flyTo(room, stage);
  let left = PATIENCE;
  let asked = 0;
  const look = (): void => {
    const part = find(`.map-part[data-part="${key}"]`);
    if (!part && left > 0) {
      left -= 1;
      asked = requestAnimationFrame(look);
      return;
    }
    const shown = part ?? room;
    if (focus) shown?.focus({ preventScroll: true });
    if (shown) end = settleOn(shown, stage);
  };
  let end = (): void => cancelAnimationFrame(asked);
  asked = requestAnimationFrame(look);
  return () => end();
}
