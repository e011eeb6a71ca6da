import { useCallback, useRef } from 'react';
import type { Seconds } from '../../model/units.ts';
import type { MapClock } from '../map/types.ts';
import { useLive } from './use-live.ts';

interface LiveTextProps {
  readonly clock: MapClock;
  /** The words at an instant; must keep its identity while nothing else changes. */
  readonly text: (time: Seconds) => string;
  readonly className?: string;
}

/** A text that follows the clock without going through React. */
export function LiveText({ clock, text, className }: LiveTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  const draw = useCallback(() => {
    const words = text(clock.now());
    if (element.current && element.current.textContent !== words) element.current.textContent = words;
  }, [clock, text]);
  useLive(clock, draw);
  return <span ref={element} className={className} />;
}
