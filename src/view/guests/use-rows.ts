import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { rowByKey } from './row-keys.ts';

/** Rows beyond the frame on either side, so that a turn of the wheel shows no gap. */
const MORE = 8;
/** How much larger than usual the reader wants text. */
function textScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

/** Height of the head, px; it stays on top of the rows. */
function headHeight(): number {
  return 40 * textScale();
}

/** Height of a row, px: a finger needs more than a mouse. */
export function rowHeight(): number {
  return (matchMedia('(pointer: coarse)').matches ? 44 : 28) * textScale();
}

interface Span {
  readonly first: number;
  readonly last: number;
}

export interface RowWindow extends Span {
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Scrolls as little as is needed to show a row. */
  readonly show: (index: number) => void;
}

function spanOf({ scrollTop, clientHeight }: HTMLElement, height: number): Span {
  const first = Math.max(0, Math.floor(scrollTop / height) - MORE);
  // By steps, so that most scrolling renders nothing.
  const step = Math.floor(first / MORE) * MORE;
  return { first: step, last: step + Math.ceil(clientHeight / height) + 3 * MORE };
}

/** The rows near the frame: only they are rendered, however many there are. */
export function useRowWindow(count: number, height: number): RowWindow {
  const frame = useRef<HTMLDivElement>(null);
  const [span, setSpan] = useState<Span>({ first: 0, last: 40 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const look = (): void => {
      const next = spanOf(element, height);
      setSpan((old) => (old.first === next.first && old.last === next.last ? old : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [height]);
  const show = useCallback(
    (index: number): void => {
      const element = frame.current;
      if (!element || index < 0) return;
      const top = index * height;
      const least = top + height + headHeight() - element.clientHeight;
      if (element.scrollTop > top) element.scrollTop = top;
      else if (element.scrollTop < least) element.scrollTop = least;
    },
    [height],
  );
  return { first: span.first, last: Math.min(count, span.last), frame, show };
}

interface Roving {
  /** The row that the Tab key comes to. */
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocusRow: (key: string) => void;
}

/** One row of the table takes the focus; arrows, Page Up and Down, Home and End move it. */
export function useRovingRow(keys: readonly string[], window: RowWindow, height: number): Roving {
  const [activeKey, setActive] = useState<string>();
  const isWanted = useRef(false);
  const active = Math.max(0, activeKey === undefined ? 0 : keys.indexOf(activeKey));
  const { frame, show } = window;
  useLayoutEffect(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    show(active);
    frame.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus({ preventScroll: true });
  }, [active, frame, show]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(((frame.current?.clientHeight ?? 0) - headHeight()) / height) - 1);
    const next = rowByKey(event.key, active, keys.length, page);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    isWanted.current = true;
    setActive(keys[next]);
  };
  return { active, onKeyDown, onFocusRow: setActive };
}
