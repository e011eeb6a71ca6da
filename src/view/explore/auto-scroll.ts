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

/** The part of a scroller that can be seen. */
function visible(element: HTMLElement): { left: number; right: number; top: number; bottom: number } {
  const box = element.getBoundingClientRect();
  return {
    left: Math.max(0, box.left),
    right: Math.min(innerWidth, box.right),
    top: Math.max(0, box.top),
    bottom: Math.min(innerHeight, box.bottom),
  };
}

/**
 * Scrolls what is around `start` while the pointer rests near an edge, one step a frame; `onScroll` hears of every step.
 * `at` gives the pointer in client coordinates. Returns the function that ends it.
 */
export function autoScroll(start: HTMLElement, at: () => { x: number; y: number }, onScroll: () => void): () => void {
  const all = scrollers(start);
  let asked = 0;
  const step = (): void => {
    const { x, y } = at();
    const moved = all.some((element) => {
      const { left, right, top, bottom } = visible(element);
      const before = element.scrollLeft + element.scrollTop;
      element.scrollBy(edgeSpeed(x, left, right), edgeSpeed(y, top, bottom));
      return element.scrollLeft + element.scrollTop !== before;
    });
    if (moved) onScroll();
    asked = requestAnimationFrame(step);
  };
  asked = requestAnimationFrame(step);
  return () => cancelAnimationFrame(asked);
}
