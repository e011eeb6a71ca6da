import { createHasher, digest, hashNumber, hashText, type Hasher } from '../numbers/hash.ts';
import { countMoves, readLedger } from './ledger.ts';
import { readMeter } from '../results/metrics.ts';
import type { Charge, Metrics, MoveRecord, RunGuest, RunResult, Series } from '../reports.ts';
import { readSeries } from '../results/series.ts';
import type { Session, Setting } from './session.ts';
import { EXTENTS, extentAt, type State } from '../state/state.ts';

/** Part of every hash: the same engine version gives the same bits. */
export const ENGINE_VERSION = '0.1.0';

function hashColumn(h: Hasher, column: Float64Array | Float32Array): void {
  for (const value of column) hashNumber(h, value);
}

/** Where everyone ended up, to the last extent. */
function hashState(h: Hasher, state: State): void {
  hashColumn(h, state.usedMiB);
  hashColumn(h, state.reservedMiB);
  hashColumn(h, state.utilisation);
  let hashed = -1;
  for (let n = 0; n < state.activeCount; n++) {
    for (let row = state.guestFirst[state.active[n]]; row >= 0; row = state.next[row]) {
      hashNumber(h, state.guest[row]);
      hashNumber(h, state.home[row]);
      hashNumber(h, state.partTasks[row]);
      hashNumber(h, state.progress[row]);
      // Parts that share their extents have them hashed once.
      if (state.extentRow[row] === hashed) continue;
      hashed = state.extentRow[row];
      const from = extentAt(state, row, 0);
      hashColumn(h, state.extents.subarray(from, from + EXTENTS * state.host.nodeCount));
    }
  }
}

function hashMove(h: Hasher, move: MoveRecord): void {
  hashNumber(h, move.at);
  hashNumber(h, move.doneAt ?? -1);
  hashNumber(h, move.copiedMiB);
  hashText(h, `${move.guest} ${move.mechanism} ${move.from.join()} ${move.to.join()} ${move.outcome} ${move.inVain}`);
  hashText(h, move.reason);
}

/** Which strategy was in charge first, and which took over when. */
export function chargeOf({ stages }: Pick<Setting, 'stages'>): Charge {
  const [first, ...later] = stages.map(({ from, strategy, params }) => ({ at: from, id: strategy.id, params }));
  return { strategy: first.id, params: first.params, ...(later.length > 0 && { branches: later }) };
}

function hashCharge(h: Hasher, { strategy, params, branches = [] }: Charge): void {
  hashText(h, `${ENGINE_VERSION} ${strategy} ${JSON.stringify(params)}`);
  for (const branch of branches) {
    hashNumber(h, branch.at);
    hashText(h, `${branch.id} ${JSON.stringify(branch.params)}`);
  }
}

function hashOf(s: Session, metrics: Metrics, moves: readonly MoveRecord[], series: Series): string {
  const h = createHasher();
  hashCharge(h, chargeOf(s));
  hashNumber(h, s.seed);
  hashNumber(h, s.until);
  for (const value of Object.values(metrics)) hashNumber(h, value);
  for (const event of s.events) {
    hashNumber(h, event.at);
    hashText(h, `${event.kind} ${event.guest}`);
  }
  for (const move of moves) hashMove(h, move);
  for (const column of [series.throughput, series.remoteAccessRatio, series.loadImbalance]) hashColumn(h, column);
  hashState(h, s.state);
  return digest(h);
}

/** All guests of a run: those of the file, then those of its generator. */
export function guestsOf({ scenario, specs }: Setting): RunGuest[] {
  return specs.map(({ index, name, group, vcpus, memoryMiB, vnumaAware, arrive, depart }) => ({
    name,
    ...(group === undefined ? {} : { group }),
    vcpus,
    memoryMiB,
    vnumaAware,
    arrive,
    depart: depart === Infinity ? null : depart,
    generated: index >= scenario.guests.length,
  }));
}

/** The report of a finished run. Throws while it is not finished. */
export function resultOf(s: Session): RunResult {
  if (!s.finished) throw new Error('The run is not finished.');
  const refused = s.events.filter((event) => event.kind === 'refuse').map((event) => event.guest);
  const metrics = readMeter(s.meter, s.state.host.nodeCount, {
    refusedGuests: refused.length,
    ...countMoves(s.ledger),
  });
  const moves = readLedger(s.ledger, s.state.host, s.specs);
  const series = readSeries(s.series);
  return {
    engine: ENGINE_VERSION,
    ...chargeOf(s),
    seed: s.seed,
    hash: hashOf(s, metrics, moves, series),
    until: s.until,
    metrics,
    guests: guestsOf(s),
    refused,
    moves,
    events: s.events,
    series,
  };
}
