import type { ParamValue, Scenario } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import { createArchive, framesAround, keepCheckpoint, type Archive, type FrameWindow } from './session/archive.ts';
import type { Frames } from './frames.ts';
import { EngineError } from './scenario/host-model.ts';
import { finish, step } from './session/loop.ts';
import { createRecorder, takeFrames, type Recorder } from './results/recorder.ts';
import type { RunGuest, RunResult } from './reports.ts';
import { ENGINE_VERSION, guestsOf, resultOf } from './session/result.ts';
import { openSession, settingOf, type RunOptions, type Session, type Setting } from './session/session.ts';
import { goOn, snapshotOf, type Snapshot } from './session/snapshot.ts';
import type { Strategy } from './strategy.ts';

export { ENGINE_VERSION } from './session/result.ts';
export type { FrameWindow } from './session/archive.ts';
export type { RunOptions } from './session/session.ts';
export type { Snapshot } from './session/snapshot.ts';

export interface Run {
  readonly now: Seconds;
  readonly until: Seconds;
  /** All guests of the run, in the order of the frames' columns. */
  readonly guests: readonly RunGuest[];
  /** At most `maxEvents` more events; true = finished. */
  readonly advance: (maxEvents: number) => boolean;
  /** All events up to and including `t`. */
  readonly advanceTo: (t: Seconds) => void;
  /** Frames since the last call, when the run records. */
  readonly takeFrames: () => Frames | undefined;
  /** Up to here there are frames: a long run, or one of very many guests, records no more of them than memory allows. */
  readonly framesUntil: Seconds;
  /**
   * Frames around an instant that the run has passed, when it records: computed again from a checkpoint, to the same bits,
   * with the guests that are there in that time. Any instant of a day is some tenths of a second of computing away.
   */
  readonly framesAround: (t: Seconds) => FrameWindow | undefined;
  /** The run as it is now; `resumeRun` goes on from there. */
  readonly snapshot: () => Snapshot;
  /** Throws while the run is not finished. */
  readonly result: () => RunResult;
}

/** Each frame has a column for every guest of the run: with more than this, there are windows only. */
const MOST_COLUMNS = 1000;

function recorderFor(setting: Setting, record: boolean | undefined): Recorder | undefined {
  if (record !== true) return undefined;
  return setting.specs.length > MOST_COLUMNS ? createRecorder(0) : createRecorder();
}

function stepKept(s: Session, archive: Archive | undefined, limit: number): boolean {
  if (archive !== undefined) keepCheckpoint(archive, s);
  return step(s, limit);
}

function advance(s: Session, archive: Archive | undefined, maxEvents: number): boolean {
  for (let n = 0; n < maxEvents && !s.finished; n++) if (!stepKept(s, archive, s.until)) finish(s);
  return s.finished;
}

function advanceTo(s: Session, archive: Archive | undefined, t: number): void {
  if (s.finished) return;
  const limit = Math.min(t, s.until);
  while (stepKept(s, archive, limit));
  s.now = Math.max(s.now, limit);
  if (t >= s.until) finish(s);
}

function runOf(s: Session): Run {
  const archive = s.recorder === undefined ? undefined : createArchive();
  return {
    get now() {
      return s.now;
    },
    until: s.until,
    guests: guestsOf(s),
    advance: (maxEvents) => advance(s, archive, maxEvents),
    advanceTo: (t) => advanceTo(s, archive, t),
    takeFrames: () => (s.recorder === undefined ? undefined : takeFrames(s.recorder)),
    get framesUntil() {
      return s.recorder === undefined ? 0 : Math.min(s.until, s.recorder.fullAt);
    },
    framesAround: (t) => (archive === undefined ? undefined : framesAround(archive, s, t)),
    snapshot: () => snapshotOf(s),
    result: () => resultOf(s),
  };
}

/**
 * A run that the caller advances, in steps of any size: the bits are the same (MODEL §6-§9).
 * Throws EngineError for a wrong host, placement, move or parameter.
 */
export function createRun(scenario: Scenario, strategy: Strategy, options: RunOptions = {}): Run {
  const setting = settingOf(scenario, strategy, options);
  return runOf(openSession(setting, recorderFor(setting, options.record)));
}

export interface ResumeOptions {
  /** Without it those of the snapshot, for the same strategy. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly record?: boolean;
}

/**
 * Goes on from a snapshot: with the same strategy to the same bits, with another one as a branch. A new strategy remembers
 * nothing and looks at the next multiple of its period. Throws EngineError for a snapshot of another engine version.
 */
export function resumeRun(snapshot: Snapshot, strategy: Strategy, options: ResumeOptions = {}): Run {
  if (snapshot.engine !== ENGINE_VERSION)
    throw new EngineError(`The snapshot was made by engine ${snapshot.engine}, this is ${ENGINE_VERSION}.`, 'engine');
  const same = snapshot.strategy === strategy.id && options.params === undefined;
  const { scenario, seed, until, checkpoint } = snapshot;
  const params = same ? snapshot.params : options.params;
  const setting = settingOf(scenario, strategy, { seed, until, ...(params && { params }) });
  const accounts = { ...snapshot, events: [...snapshot.events] };
  const s = goOn(setting, checkpoint, accounts, recorderFor(setting, options.record));
  if (!same) branch(s);
  return runOf(s);
}

function branch(s: Session): void {
  for (const name of Object.keys(s.memory)) Reflect.deleteProperty(s.memory, name);
  const period = s.strategy.period?.(s.params);
  s.ticks = period === undefined ? 0 : Math.floor(s.now / period);
}

/** A whole run. */
export function runScenario(scenario: Scenario, strategy: Strategy, options: RunOptions = {}): RunResult {
  const run = createRun(scenario, strategy, options);
  while (!run.advance(1000));
  return run.result();
}
