import { useCallback, useRef } from 'react';
import type { Seconds } from '../../model/units.ts';
import type { MapClock } from '../map/types.ts';
import { useLive } from './use-live.ts';

interface LiveTextProps {
  readonly clock: MapClock;
  /** The words at an instant, every second piece strong; must keep its identity while nothing else changes. */
  readonly text: (time: Seconds) => readonly string[];
  readonly className?: string;
}

function strong(words: string): HTMLElement {
  const element = document.createElement('b');
  element.textContent = words;
  return element;
}

function write(element: HTMLElement, pieces: readonly string[]): void {
  element.replaceChildren(...pieces.map((words, i) => (i % 2 === 1 ? strong(words) : words)));
}

/** A text that follows the clock without going through React. */
export function LiveText({ clock, text, className }: LiveTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  const draw = useCallback(() => {
    const pieces = text(clock.now());
    if (element.current && element.current.textContent !== pieces.join('')) write(element.current, pieces);
  }, [clock, text]);
  useLive(clock, draw);
  return <span ref={element} className={className} />;
}
