/** How near to an edge a held guest scrolls, px, and how fast at most, px a frame. */
const EDGE = 48;
const FASTEST = 14;

/** Speed at a coordinate between two edges: negative towards `from`, 0 in the middle. */
export function edgeSpeed(at: number, from: number, to: number): number {
  if (to - from < 2 * EDGE) return 0;
  const before = Math.min(EDGE, from + EDGE - at);
  const after = Math.min(EDGE, at - (to - EDGE));
  if (before > 0) return (-before / EDGE) * FASTEST;
  return after > 0 ? (after / EDGE) * FASTEST : 0;
}

function scrollers(start: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let element: HTMLElement | null = start; element; element = element.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(overflowX + overflowY);
    const longer = element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
    if (longer && (scrolls || element === document.documentElement)) found.push(element);
  }
  return found;
}

interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a sheet begins that covers the foot of the page; the window's edge where there is none. */
function sheetTop(): number {
  const card = document.querySelector('.cost-card');
  const isSheet = card !== null && getComputedStyle(card).position === 'fixed';
  return isSheet ? card.getBoundingClientRect().top : innerHeight;
}

/** The part of a scroller that can be seen. */
function visible(element: HTMLElement): Edges {
  const box = element.getBoundingClientRect();
  return {
    left: Math.max(0, box.left),
    right: Math.min(innerWidth, box.right),
    top: Math.max(0, box.top),
    bottom: Math.min(sheetTop(), box.bottom),
  };
}

/** A step that would show more of the map; 0 where its end is in sight already: what is around it may be longer. */
function towardsMore(step: number, map: readonly [from: number, to: number], from: number, to: number): number {
  if (step > 0) return map[1] > to ? step : 0;
  return map[0] < from ? step : 0;
}

/** Scrolls one element by one step, if the pointer is near an edge of what can be seen of it. */
function stepOf(element: HTMLElement, map: HTMLElement, { x, y }: { x: number; y: number }): void {
  const { left, right, top, bottom } = visible(element);
  const [across, down] = [edgeSpeed(x, left, right), edgeSpeed(y, top, bottom)];
  if (element === map) {
    element.scrollBy(across, down);
    return;
  }
  const box = map.getBoundingClientRect();
  element.scrollBy(
    towardsMore(across, [box.left, box.right], left, right),
    towardsMore(down, [box.top, box.bottom], top, bottom),
  );
}

/**
 * Scrolls the map and what is around it while the pointer rests near an edge, one step a frame; `onScroll` hears of every step.
 * `at` gives the pointer in client coordinates. Returns the function that ends it.
 */
export function autoScroll(map: HTMLElement, at: () => { x: number; y: number }, onScroll: () => void): () => void {
  const all = scrollers(map);
  let asked = 0;
  const step = (): void => {
    const point = at();
    const moved = all.some((element) => {
      const before = element.scrollLeft + element.scrollTop;
      stepOf(element, map, point);
      return element.scrollLeft + element.scrollTop !== before;
    });
    if (moved) onScroll();
    asked = requestAnimationFrame(step);
  };
  asked = requestAnimationFrame(step);
  return () => cancelAnimationFrame(asked);
}
