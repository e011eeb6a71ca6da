import type { Scenario } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { cloneLedger, type Ledger } from './ledger.ts';
import { cloneMeter, type Meter } from '../results/metrics.ts';
import { cloneMove } from '../moves/moves.ts';
import { packState, unpackState, type PackedState } from '../state/packed-state.ts';
import { cloneStreams } from '../numbers/random.ts';
import type { Recorder } from '../results/recorder.ts';
import type { Charge, TimelineEvent } from '../reports.ts';
import { chargeOf, ENGINE_VERSION } from './result.ts';
import { cloneSeries, type SeriesMeter } from '../results/series.ts';
import { openAccounts, type Accounts, type Present, type Session, type Setting } from './session.ts';

/** One instant of a run, as plain data: what it takes to go on from there to the same bits. */
export interface Checkpoint extends Omit<Present, 'state'> {
  readonly state: PackedState;
  /** Number of requests decided before. */
  readonly decided: number;
}

/** A run at an instant, with all that it has come to: plain data that can be stored, sent and gone on from. */
export interface Snapshot extends Charge {
  readonly engine: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly until: Seconds;
  readonly checkpoint: Checkpoint;
  readonly meter: Meter;
  readonly series: SeriesMeter;
  readonly ledger: Ledger;
  readonly events: readonly TimelineEvent[];
}

function copyPresent(present: Omit<Present, 'state'>): Omit<Present, 'state'> {
  const { cursor, now, since, ticks, stage, refusedCores, finished } = present;
  return {
    status: present.status.slice(),
    memory: { ...present.memory },
    streams: cloneStreams(present.streams),
    moves: present.moves.map(cloneMove),
    waiting: [...present.waiting],
    refused: new Map(present.refused),
    cursor,
    now,
    since,
    ticks,
    stage,
    refusedCores,
    finished,
  };
}

/** Accounts that go on by themselves; what never changes is shared. */
export function copyAccounts({ meter, series, ledger, events }: Accounts): Accounts {
  return {
    meter: cloneMeter(meter),
    series: cloneSeries(series),
    ledger: cloneLedger(ledger),
    events: [...events],
  };
}

/** This instant, without what the run has come to. */
export function checkpointOf(s: Session): Checkpoint {
  return { ...copyPresent(s), state: packState(s.state), decided: s.ledger.first + s.ledger.entries.length };
}

/** A run that goes on from a checkpoint; with `accounts` to the same result, without them to the same events and frames. */
export function goOn(setting: Setting, checkpoint: Checkpoint, accounts?: Accounts, recorder?: Recorder): Session {
  const state = unpackState(checkpoint.state, setting.host);
  return {
    ...setting,
    ...copyPresent(checkpoint),
    ...(accounts === undefined ? openAccounts(setting, state, checkpoint.decided) : copyAccounts(accounts)),
    state,
    recorder,
  };
}

/** The run as it is now. */
export function snapshotOf(s: Session): Snapshot {
  const { scenario, seed, until } = s;
  return {
    engine: ENGINE_VERSION,
    scenario,
    ...chargeOf(s),
    seed,
    until,
    checkpoint: checkpointOf(s),
    ...copyAccounts(s),
  };
}
