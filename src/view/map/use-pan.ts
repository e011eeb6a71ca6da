import { useCallback, type PointerEvent } from 'react';

/** Pans a zoomed map by its empty places: with the mouse; fingers scroll it by themselves. */
export function usePan(enabled: boolean): ((event: PointerEvent<HTMLElement>) => void) | undefined {
  const onPointerDown = useCallback((event: PointerEvent<HTMLElement>): void => {
    const map = event.currentTarget;
    const onGuest = event.target instanceof Element && event.target.closest('.map-part') !== null;
    const pannable = map.scrollWidth > map.clientWidth || map.scrollHeight > map.clientHeight;
    if (event.button !== 0 || event.pointerType !== 'mouse' || onGuest || event.defaultPrevented || !pannable) return;
    const { pointerId } = event;
    let [x, y] = [event.clientX, event.clientY];
    const ending = new AbortController();
    const onMove = (move: globalThis.PointerEvent): void => {
      if (move.pointerId !== pointerId) return;
      map.scrollBy(x - move.clientX, y - move.clientY);
      [x, y] = [move.clientX, move.clientY];
    };
    const end = (): void => ending.abort();
    window.addEventListener('pointermove', onMove, { signal: ending.signal });
    for (const type of ['pointerup', 'pointercancel', 'blur']) window.addEventListener(type, end, ending);
  }, []);
  return enabled ? onPointerDown : undefined;
}
