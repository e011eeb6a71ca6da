import type { Run } from '../../engine/run.ts';
import { SLICE_MS } from './context.ts';

const FIRST_STEP = 64;
const LARGEST_STEP = 65_536;

/** Events for one step: as many as leave the clock unread for long without missing the end of a slice. */
export interface Pace {
  step: number;
}

export function createPace(): Pace {
  return { step: FIRST_STEP };
}

/** Advances until the slice is over, in steps that grow while they are short; true = finished. */
export function advanceSlice(run: Run, pace: Pace): boolean {
  const began = performance.now();
  for (;;) {
    if (run.advance(pace.step)) return true;
    const spent = performance.now() - began;
    if (spent > SLICE_MS) {
      pace.step = Math.max(1, pace.step >> 1);
      return false;
    }
    if (spent < SLICE_MS / 4) pace.step = Math.min(LARGEST_STEP, pace.step * 2);
  }
}
