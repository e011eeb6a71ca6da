import { useEffect } from 'react';
import type { MapClock } from '../map/types.ts';

/** Calls `draw` now and in one animation frame after each change of the clock, outside React. */
export function useLive(clock: MapClock, draw: () => void): void {
  useEffect(() => {
    let asked = 0;
    const run = (): void => {
      asked = 0;
      draw();
    };
    draw();
    const end = clock.subscribe(() => {
      asked ||= requestAnimationFrame(run);
    });
    return () => {
      end();
      cancelAnimationFrame(asked);
    };
  }, [clock, draw]);
}
