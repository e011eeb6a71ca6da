import type { Scenario } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import type { Frames } from './frames.ts';
import { finish, step } from './loop.ts';
import { takeFrames } from './recorder.ts';
import type { RunResult } from './reports.ts';
import { resultOf } from './result.ts';
import { openSession, settingOf, type RunOptions, type Session } from './session.ts';
import type { Strategy } from './strategy.ts';

export { ENGINE_VERSION } from './result.ts';
export type { RunOptions } from './session.ts';

export interface Run {
  readonly now: Seconds;
  readonly until: Seconds;
  /** At most `maxEvents` more events; true = finished. */
  readonly advance: (maxEvents: number) => boolean;
  /** All events up to and including `t`. */
  readonly advanceTo: (t: Seconds) => void;
  /** Frames since the last call, when the run records. */
  readonly takeFrames: () => Frames | undefined;
  /** Up to here there are frames: a long run records no more of them than memory allows. */
  readonly framesUntil: Seconds;
  /** Throws while the run is not finished. */
  readonly result: () => RunResult;
}

function advance(s: Session, maxEvents: number): boolean {
  for (let n = 0; n < maxEvents && !s.finished; n++) if (!step(s, s.until)) finish(s);
  return s.finished;
}

function advanceTo(s: Session, t: number): void {
  if (s.finished) return;
  const limit = Math.min(t, s.until);
  while (step(s, limit));
  s.now = Math.max(s.now, limit);
  if (t >= s.until) finish(s);
}

/**
 * A run that the caller advances, in steps of any size: the bits are the same (MODEL §6-§9).
 * Throws EngineError for a wrong host, placement, move or parameter.
 */
export function createRun(scenario: Scenario, strategy: Strategy, options: RunOptions = {}): Run {
  const s = openSession(settingOf(scenario, strategy, options), options.record === true);
  return {
    get now() {
      return s.now;
    },
    until: s.until,
    advance: (maxEvents) => advance(s, maxEvents),
    advanceTo: (t) => advanceTo(s, t),
    takeFrames: () => (s.recorder === undefined ? undefined : takeFrames(s.recorder)),
    get framesUntil() {
      return s.recorder === undefined ? 0 : Math.min(s.until, s.recorder.fullAt);
    },
    result: () => resultOf(s),
  };
}

/** A whole run. */
export function runScenario(scenario: Scenario, strategy: Strategy, options: RunOptions = {}): RunResult {
  const run = createRun(scenario, strategy, options);
  while (!run.advance(1000));
  return run.result();
}
