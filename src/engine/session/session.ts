import type { PrecopyRule, Scenario } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { compileRunGuests, type GuestSpec } from '../scenario/compile.ts';
import { compileHost, EngineError, type HostModel } from '../scenario/host-model.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { accumulate, createMeter, type Meter } from '../results/metrics.ts';
import { flow, type Move } from '../moves/moves.ts';
import { fillParams } from '../params.ts';
import { checkPlacement } from '../scenario/placement-check.ts';
import { createStreams, type Streams } from '../numbers/random.ts';
import { recordFrame, type Recorder } from '../results/recorder.ts';
import type { TimelineEvent, TimelineKind } from '../reports.ts';
import { handMoves, planEvents, type HandMove, type Planned } from '../scenario/schedule.ts';
import { addStretch, createSeries, type SeriesMeter } from '../results/series.ts';
import { createState, type State } from '../state/state.ts';
import type { MoveRequest, Params, Strategy, StrategyMemory } from '../strategy.ts';

const DEFAULT_UNTIL = 120;
const DEFAULT_SEED = 1;

/** From `at` on `strategy` is in charge. */
export interface Branch {
  readonly at: Seconds;
  readonly strategy: Strategy;
  readonly params?: Params;
}

export interface RunOptions {
  readonly params?: Params;
  /** Who takes over when, in order of time. */
  readonly branches?: readonly Branch[];
  readonly seed?: number;
  readonly until?: Seconds;
  /** Keep frames of every instant at which something changed, as long as memory allows, and what `framesAround` needs. */
  readonly record?: boolean;
}

/** A strategy that is in charge for a part of a run: from `from` until the next one's `from`. */
export interface Stage {
  readonly from: number;
  readonly strategy: Strategy;
  readonly params: Params;
}

/** What a run is made of and never changes. */
export interface Setting {
  readonly scenario: Scenario;
  readonly host: HostModel;
  /** At least one, in order of time. */
  readonly stages: readonly Stage[];
  readonly seed: number;
  readonly until: number;
  readonly floorMiB: number;
  readonly rule: PrecopyRule;
  readonly specs: readonly GuestSpec[];
  readonly planned: readonly Planned[];
  readonly handMoves: readonly HandMove[];
}

/** What it takes to go on from an instant: everything that decides what will happen. */
export interface Present {
  readonly state: State;
  /** GUEST_STATUS by guest. */
  readonly status: Uint8Array<ArrayBuffer>;
  readonly memory: StrategyMemory;
  readonly streams: Streams;
  /** Moves under way, in the order in which they began. */
  readonly moves: Move[];
  /** At most one request for each guest that is being moved. */
  readonly waiting: MoveRequest[];
  cursor: number;
  /** Time of the last event. */
  now: number;
  /** Up to here all stretches are accounted for; rates and moves are those of this instant. */
  since: number;
  ticks: number;
  /** Index of the stage whose strategy is in charge. */
  stage: number;
  /** Cores that each refused guest would want if it ran, until its departure, and their sum. */
  readonly refused: Map<number, number>;
  refusedCores: number;
  finished: boolean;
}

/** What a run has come to so far. */
export interface Accounts {
  readonly meter: Meter;
  readonly series: SeriesMeter;
  readonly ledger: Ledger;
  readonly events: TimelineEvent[];
}

/** A run under way. */
export interface Session extends Setting, Present, Accounts {
  readonly recorder: Recorder | undefined;
}

/** The stages that branches make. Throws EngineError for a wrong parameter or order. */
export function stagesOf(branches: readonly Branch[]): Stage[] {
  return branches.map(({ at, strategy, params }, n) => {
    if (n > 0 && !(at > branches[n - 1].at))
      throw new EngineError(`A branch at ${at} s is not after the one before it.`, `branches[${n - 1}].at`);
    return { from: at, strategy, params: fillParams(strategy, params) };
  });
}

function allStages(strategy: Strategy, { params, branches = [] }: RunOptions): Stage[] {
  return stagesOf([{ at: -Infinity, strategy, ...(params && { params }) }, ...branches]);
}

/** Everything that a scenario, a strategy and their options fix. Throws EngineError for a wrong host, placement, move or parameter. */
export function settingOf(scenario: Scenario, strategy: Strategy, options: RunOptions): Setting {
  const { run = {} } = scenario;
  const seed = options.seed ?? run.seed ?? DEFAULT_SEED;
  const until = options.until ?? run.until ?? DEFAULT_UNTIL;
  const specs = compileRunGuests(scenario, seed, until);
  const host = compileHost(scenario.host);
  for (const spec of specs) checkPlacement(host, spec);
  const byHand = handMoves(host, specs, run.moves ?? []);
  const times = (run.moves ?? []).map((move) => move.at);
  return {
    scenario,
    host,
    stages: allStages(strategy, options),
    seed,
    until,
    floorMiB: run.reservedMiBPerNode ?? 0,
    rule: run.precopy ?? 'xen-4.6',
    specs,
    planned: planEvents(specs, byHand, times),
    handMoves: byHand,
  };
}

/** Accounts that have seen nothing yet; requests are numbered from `first` on. */
export function openAccounts(setting: Setting, state: State, first = 0): Accounts {
  return {
    meter: createMeter(state, setting.specs.length),
    series: createSeries(setting.until),
    ledger: createLedger(first),
    events: [],
  };
}

/** A run at its beginning. */
export function openSession(setting: Setting, recorder?: Recorder): Session {
  const state = createState(setting.host);
  return {
    ...setting,
    ...openAccounts(setting, state),
    state,
    recorder,
    status: new Uint8Array(setting.specs.length),
    memory: {},
    streams: createStreams(setting.seed),
    moves: [],
    waiting: [],
    cursor: 0,
    now: 0,
    since: 0,
    ticks: 0,
    stage: 0,
    refused: new Map(),
    refusedCores: 0,
    finished: false,
  };
}

/** Puts an event on the timeline. */
export function say(s: Session, kind: TimelineKind, guest: number, move?: number): void {
  s.events.push({ at: s.now, kind, guest: s.specs[guest].name, ...(move === undefined ? {} : { move }) });
}

export function moveOf(s: Session, guest: number): Move | undefined {
  return s.moves.find((move) => move.guest === guest);
}

/** The strategy in charge, with its parameters. */
export function inCharge(s: Session): Stage {
  return s.stages[s.stage];
}

/** When the next strategy takes over; Infinity = never. */
export function nextBranch(s: Session): number {
  return s.stage + 1 < s.stages.length ? s.stages[s.stage + 1].from : Infinity;
}

/** The next strategy takes over at its time: it remembers nothing and looks at the next multiple of its period. */
export function takeOver(s: Session): void {
  s.now = Math.max(s.now, nextBranch(s));
  s.stage++;
  for (const name of Object.keys(s.memory)) Reflect.deleteProperty(s.memory, name);
  const period = periodOf(s);
  s.ticks = period === undefined ? 0 : Math.floor(s.now / period);
}

function periodOf(s: Session): number | undefined {
  const { strategy, params } = inCharge(s);
  return strategy.period?.(params);
}

/** When the strategy looks again; Infinity = never. Counted, not added up, so that it does not drift. */
export function nextTick(s: Session): number {
  const period = periodOf(s);
  return period === undefined ? Infinity : (s.ticks + 1) * period;
}

/** Keeps the frame that has held since the last change; call it before time goes on. Rates must be solved. */
export function keepFrame(s: Session): void {
  if (s.recorder !== undefined) recordFrame(s.recorder, s.state, s.since, s.status, s.moves);
}

/**
 * Accounts for the time since the last change, in which all rates were constant; call it before anything changes.
 * Ticks that change nothing need no call, so they cost nothing, and where a caller pauses a run leaves no trace in its bits.
 */
export function settleAccounts(s: Session): void {
  const dt = s.now - s.since;
  if (!(dt > 0)) return;
  keepFrame(s);
  accumulate(s.meter, s.state, s.refusedCores, dt);
  addStretch(s.series, s.since, dt, s.meter.last);
  for (const move of s.moves) flow(s.state, move, dt);
  s.since = s.now;
}
