import { useCallback, useRef } from 'react';
import type { Seconds } from '../../model/units.ts';
import type { MapClock } from '../map/types.ts';
import type { TimelineLayout } from './timeline-layout.ts';
import { useLive } from './use-live.ts';

interface PastProps {
  readonly id: string;
  readonly clock: MapClock;
  readonly until: Seconds;
  readonly layout: TimelineLayout;
  readonly y: number;
  readonly height: number;
}

/** A clip as wide as the clock has come: what is drawn through it has been played. */
export function Past({ id, clock, until, layout, y, height }: PastProps) {
  const { plotX, plotW } = layout;
  const past = useRef<SVGRectElement>(null);
  const draw = useCallback((): void => {
    past.current?.setAttribute('width', String((until > 0 ? clock.now() / until : 0) * plotW));
  }, [clock, until, plotW]);
  useLive(clock, draw);
  return (
    <clipPath id={id}>
      <rect ref={past} x={plotX} y={y} width="0" height={height} />
    </clipPath>
  );
}
