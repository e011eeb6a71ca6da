import type { Scenario } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import {
  createArchive,
  framesAround,
  goOnFrom,
  keepCheckpoint,
  type Archive,
  type FrameWindow,
} from './session/archive.ts';
import { costIn, type CostQuery } from './cost.ts';
import { GUEST_STATUS, type Frames } from './frames.ts';
import { EngineError } from './scenario/host-model.ts';
import { finish, step } from './session/loop.ts';
import { createRecorder, takeFrames, type Recorder } from './results/recorder.ts';
import { solveRates } from './rates/rates.ts';
import type { CostReport, RunGuest, RunResult } from './reports.ts';
import { ENGINE_VERSION, guestsOf, resultOf } from './session/result.ts';
import {
  moveOf,
  openSession,
  settingOf,
  stagesOf,
  type Branch,
  type RunOptions,
  type Session,
  type Setting,
  type Stage,
} from './session/session.ts';
import { goOn, snapshotOf, type Snapshot } from './session/snapshot.ts';
import type { Strategy } from './strategy.ts';

export { ENGINE_VERSION } from './session/result.ts';
export type { FrameWindow } from './session/archive.ts';
export type { Branch, RunOptions } from './session/session.ts';
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
  /**
   * A run that is this one until the first of these branches, at an instant that this one has passed, and theirs from there
   * on: to the same bits as from the beginning, but gone on from a checkpoint before `from`. Its pictures come from
   * `framesAround` only. undefined where this one does not record.
   */
  readonly branch: (branches: readonly Branch[], from?: Seconds) => Run | undefined;
  /**
   * What moves would cost if they began now, as the cost card has it: everybody else stays as it is. A guest that is not
   * there, or is being moved, is refused by name.
   */
  readonly cost: (query: CostQuery) => CostReport;
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

function costNow(s: Session, query: CostQuery): CostReport {
  for (const name of [query.guest, ...(query.also ?? [])]) {
    const guest = s.specs.findIndex((spec) => spec.name === name);
    if (s.status[guest] !== GUEST_STATUS.running)
      throw new EngineError(`${name} is not there at ${s.now} s.`, 'guests');
    if (moveOf(s, guest)) throw new EngineError(`${name} is being moved at ${s.now} s.`, 'guests');
  }
  solveRates(s.state);
  return costIn(s, s.scenario, query);
}

/** The stages of a run that begin before `at`. */
function stagesBefore({ stages }: Setting, at: number): readonly Stage[] {
  return stages.filter((stage) => stage.from < at);
}

function branchOf(s: Session, archive: Archive, branches: readonly Branch[], at: Seconds): Run {
  const before = stagesBefore(s, at);
  const setting = { ...s, stages: [...before, ...stagesOf(branches)] };
  const branched = goOnFrom(archive, setting, at, before.length);
  return runOf(branched.session, branched.archive);
}

function runOf(s: Session, archive = s.recorder && createArchive()): Run {
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
    branch: (branches, from = branches[0]?.at ?? s.until) => archive && branchOf(s, archive, branches, from),
    cost: (query) => costNow(s, query),
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
  /** Other strategies from an instant on that the snapshot has not passed; those that it was to have are forgotten. */
  readonly branches?: readonly Branch[];
  readonly record?: boolean;
}

/** Branches as a snapshot tells them, with their strategies. Throws EngineError for a strategy that is not there. */
function branchesIn({ branches = [] }: Snapshot, strategyById: StrategyById): Branch[] {
  return branches.map(({ at, id, params }) => ({ at, params, strategy: known(id, strategyById) }));
}

function known(id: string, strategyById: StrategyById): Strategy {
  const strategy = strategyById(id);
  if (strategy === undefined) throw new EngineError(`There is no strategy "${id}".`, 'strategy');
  return strategy;
}

type StrategyById = (id: string) => Strategy | undefined;

/** The branches that a resumed run has behind it, and those before it. */
function branchesFrom(snapshot: Snapshot, strategyById: StrategyById, given: readonly Branch[] | undefined): Branch[] {
  const own = branchesIn(snapshot, strategyById);
  if (given === undefined) return own;
  const { stage, now } = snapshot.checkpoint;
  const [first] = given;
  if (first !== undefined && first.at < now)
    throw new EngineError(`The snapshot is of ${now} s: it cannot branch at ${first.at} s.`, 'branches[0].at');
  return [...own.slice(0, stage), ...given];
}

/**
 * Goes on from a snapshot: to the same bits, or with branches of its own to those of a run that had them from the beginning.
 * Throws EngineError for a snapshot of another engine version, and for a branch before it.
 */
export function resumeRun(snapshot: Snapshot, strategyById: StrategyById, options: ResumeOptions = {}): Run {
  if (snapshot.engine !== ENGINE_VERSION)
    throw new EngineError(`The snapshot was made by engine ${snapshot.engine}, this is ${ENGINE_VERSION}.`, 'engine');
  const { scenario, seed, until, params, checkpoint } = snapshot;
  const branches = branchesFrom(snapshot, strategyById, options.branches);
  const setting = settingOf(scenario, known(snapshot.strategy, strategyById), { seed, until, params, branches });
  const accounts = { ...snapshot, events: [...snapshot.events] };
  return runOf(goOn(setting, checkpoint, accounts, recorderFor(setting, options.record)));
}

/** A whole run. */
export function runScenario(scenario: Scenario, strategy: Strategy, options: RunOptions = {}): RunResult {
  const run = createRun(scenario, strategy, options);
  while (!run.advance(1000));
  return run.result();
}
