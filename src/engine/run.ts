import type { MechanismId, Scenario } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import { compileGuests, type GuestSpec } from './compile.ts';
import { GUEST_STATUS, type Frames } from './frames.ts';
import { createHasher, digest, hashNumber, hashText } from './hash.ts';
import { compileHost } from './host-model.ts';
import { accumulate, createMeter, imbalanceOf, readMeter, throughputOf, type Meter } from './metrics.ts';
import { beginMove, breakOff, flow, stepMove, untilNext, type Move } from './moves.ts';
import { fillParams } from './params.ts';
import { solveRates, speedOf } from './rates.ts';
import { createRecorder, packFrames, recordFrame, type Recorder } from './recorder.ts';
import type { MoveRecord, RunResult, Series, TimelineEvent, TimelineKind } from './reports.ts';
import { settle } from './settle.ts';
import { createState, dealTasks, removeGuest, setTasks, setWorkload, type State } from './state.ts';
import type { Params, Strategy, StrategyMemory } from './strategy.ts';
import { viewOf } from './view.ts';

/** Part of every hash: the same engine version gives the same bits. */
export const ENGINE_VERSION = '0.1.0';
const DEFAULT_UNTIL = 120;
const BUCKETS = 512;

export interface RunOptions {
  readonly params?: Params;
  readonly seed?: number;
  readonly until?: Seconds;
  readonly record?: boolean;
}

export interface Run {
  readonly now: Seconds;
  readonly until: Seconds;
  /** At most `maxEvents` more events; true = finished. */
  readonly advance: (maxEvents: number) => boolean;
  /** All events up to and including `t`. */
  readonly advanceTo: (t: Seconds) => void;
  /** Frames since the last call, when the run records. */
  readonly takeFrames: () => Frames | undefined;
  /** Throws while the run is not finished. */
  readonly result: () => RunResult;
}

type EventKind = 'depart' | 'phase' | 'arrive' | 'manual';
const RANK: Record<EventKind, number> = { depart: 0, phase: 1, arrive: 2, manual: 3 };

interface Planned {
  readonly at: number;
  readonly kind: EventKind;
  readonly guest: number;
  /** Number of the phase or of the manual move. */
  readonly which: number;
}

interface Watch {
  at: number;
  doneAt: number | null;
  readonly guest: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  copiedMiB: number;
  reason: string;
  /** ∫ (speed − speed before) dt while it is watched; paid back once it is ≥ 0 again. */
  gain: number;
  readonly speedBefore: number;
  watched: boolean;
  inVain: boolean;
  started: boolean;
}

interface Session {
  readonly scenario: Scenario;
  readonly strategy: Strategy;
  readonly params: Params;
  readonly seed: number;
  readonly until: number;
  readonly floorMiB: number;
  readonly specs: readonly GuestSpec[];
  readonly planned: readonly Planned[];
  readonly state: State;
  readonly meter: Meter;
  readonly recorder: Recorder | undefined;
  readonly status: Uint8Array;
  readonly memory: StrategyMemory;
  readonly watches: Watch[];
  readonly events: TimelineEvent[];
  readonly series: { throughput: Float64Array; far: Float64Array; all: Float64Array; imbalance: Float64Array };
  moves: Move[];
  cursor: number;
  now: number;
  nextTick: number;
  refusedCores: number;
  finished: boolean;
}

function plan(scenario: Scenario, specs: readonly GuestSpec[]): Planned[] {
  const list: Planned[] = [];
  for (const spec of specs) {
    list.push({ at: spec.arrive, kind: 'arrive', guest: spec.index, which: spec.placement === undefined ? 1 : 0 });
    if (spec.depart < Infinity) list.push({ at: spec.depart, kind: 'depart', guest: spec.index, which: 0 });
    spec.phases.forEach((phase, which) => list.push({ at: phase.at, kind: 'phase', guest: spec.index, which }));
  }
  (scenario.run?.moves ?? []).forEach((move, which) => {
    const guest = specs.findIndex((spec) => spec.name === move.guest);
    if (guest >= 0) list.push({ at: move.at, kind: 'manual', guest, which });
  });
  const order = (event: Planned): number => (event.kind === 'arrive' ? event.which : 0);
  return list.sort(
    (a, b) =>
      a.at - b.at || RANK[a.kind] - RANK[b.kind] || order(a) - order(b) || a.guest - b.guest || a.which - b.which,
  );
}

function openSession(scenario: Scenario, strategy: Strategy, options: RunOptions): Session {
  const specs = compileGuests(scenario);
  const state = createState(compileHost(scenario.host));
  const params = fillParams(strategy, options.params);
  const column = (): Float64Array => new Float64Array(BUCKETS);
  return {
    scenario,
    strategy,
    params,
    specs,
    state,
    seed: options.seed ?? scenario.run?.seed ?? 0,
    until: options.until ?? scenario.run?.until ?? DEFAULT_UNTIL,
    floorMiB: scenario.run?.reservedMiBPerNode ?? 0,
    planned: plan(scenario, specs),
    meter: createMeter(state, specs.length),
    recorder: options.record === true ? createRecorder() : undefined,
    status: new Uint8Array(specs.length),
    memory: {},
    watches: [],
    events: [],
    moves: [],
    series: { throughput: column(), far: column(), all: column(), imbalance: column() },
    cursor: 0,
    now: 0,
    refusedCores: 0,
    finished: false,
    nextTick: strategy.period === undefined ? Infinity : strategy.period(params),
  };
}

function say(s: Session, kind: TimelineKind, guest: number, move?: number): void {
  s.events.push({ at: s.now, kind, guest: s.specs[guest].name, ...(move === undefined ? {} : { move }) });
}

function moveOf(s: Session, guest: number): Move | undefined {
  return s.moves.find((move) => move.guest === guest);
}

function view(s: Session): ReturnType<typeof viewOf> {
  solveRates(s.state);
  return viewOf(s.state, s.specs, s.now, s.floorMiB, (guest) => moveOf(s, guest) !== undefined);
}

function wantedBy(spec: GuestSpec): number {
  const want = Math.min(spec.workload.tasks, spec.vcpus) * spec.workload.duty;
  return spec.capPercent > 0 ? Math.min(want, spec.capPercent / 100) : want;
}

function arrive(s: Session, guest: number): void {
  const spec = s.specs[guest];
  const decision = spec.placement === undefined ? s.strategy.place(view(s), spec, s.params) : undefined;
  const fault = settle(s.state, spec, decision, s.floorMiB);
  s.status[guest] = fault === undefined ? GUEST_STATUS.running : GUEST_STATUS.refused;
  if (fault !== undefined) s.refusedCores += wantedBy(spec);
  say(s, fault === undefined ? 'arrive' : 'refuse', guest);
}

/** Moves of this guest are watched no more: those that have not paid back were in vain. */
function closeWatches(s: Session, guest: number): void {
  for (const watch of s.watches) {
    if (!watch.watched || watch.guest !== guest) continue;
    watch.watched = false;
    watch.inVain = true;
  }
}

function depart(s: Session, guest: number): void {
  if (s.status[guest] === GUEST_STATUS.refused) s.refusedCores = Math.max(0, s.refusedCores - wantedBy(s.specs[guest]));
  if (s.status[guest] !== GUEST_STATUS.running) return;
  const move = moveOf(s, guest);
  if (move !== undefined) {
    breakOff(s.state, move);
    endWatch(s, move, null);
    s.watches[move.id].reason += ' (broken off: the guest left)';
  }
  closeWatches(s, guest);
  removeGuest(s.state, guest);
  s.status[guest] = GUEST_STATUS.gone;
  say(s, 'depart', guest);
}

function phase(s: Session, guest: number, which: number): void {
  if (s.status[guest] !== GUEST_STATUS.running) return;
  const { state } = s;
  const { workload } = s.specs[guest].phases[which];
  const rows: number[] = [];
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) rows.push(row);
  setWorkload(state, guest, workload);
  const total = rows.reduce((sum, row) => sum + state.vcpus[row], 0);
  const tasks =
    state.unpinned[guest] === 1
      ? rows.map((row) => (workload.tasks * state.vcpus[row]) / total)
      : dealTasks(
          workload.tasks,
          rows.map((row) => state.vcpus[row]),
        );
  rows.forEach((row, p) => setTasks(state, row, tasks[p]));
  say(s, 'phase', guest);
}

function homesOf(s: Session, guest: number): number[] {
  const homes: number[] = [];
  for (let row = s.state.guestFirst[guest]; row >= 0; row = s.state.next[row]) homes.push(s.state.home[row]);
  return homes;
}

function ask(s: Session, guest: number, to: readonly number[], mechanism: MechanismId, reason: string): void {
  if (s.status[guest] !== GUEST_STATUS.running) return;
  solveRates(s.state);
  const id = s.watches.length;
  const from = homesOf(s, guest);
  const speedBefore = speedOf(s.state, guest);
  const busy = moveOf(s, guest) !== undefined;
  const move = busy
    ? 'another move of this guest is under way'
    : beginMove(s.state, id, guest, to, mechanism, s.floorMiB);
  const started = typeof move !== 'string';
  if (started) closeWatches(s, guest);
  s.watches.push({
    at: s.now,
    doneAt: null,
    guest,
    from,
    to: to.length === 1 ? from.map(() => to[0]) : to,
    mechanism,
    copiedMiB: 0,
    reason: started ? reason : `refused: ${move}`,
    gain: 0,
    speedBefore,
    watched: started,
    inVain: false,
    started,
  });
  if (!started) return;
  s.moves.push(move);
  say(s, 'move-start', guest, id);
}

function endWatch(s: Session, move: Move, doneAt: number | null): void {
  s.watches[move.id].doneAt = doneAt;
  s.watches[move.id].copiedMiB = move.sentMiB;
  s.moves = s.moves.filter((other) => other !== move);
  say(s, 'move-end', move.guest, move.id);
}

function manual(s: Session, guest: number, which: number): void {
  const move = s.scenario.run!.moves![which];
  const to = move.to.map((id) => s.state.host.indexOf.get(id) ?? -1);
  if (to.every((node) => node >= 0)) ask(s, guest, to, move.mechanism, 'by hand');
}

function handle(s: Session, event: Planned): void {
  if (event.kind === 'arrive') arrive(s, event.guest);
  else if (event.kind === 'depart') depart(s, event.guest);
  else if (event.kind === 'phase') phase(s, event.guest, event.which);
  else manual(s, event.guest, event.which);
}

function tick(s: Session): void {
  s.nextTick += s.strategy.period!(s.params);
  for (const wish of s.strategy.policy?.(view(s), s.params, s.memory) ?? [])
    ask(s, wish.guest, wish.to, wish.mechanism, wish.reason);
}

function takeSeries(s: Session, from: number, dt: number, farGB: number, allGB: number): void {
  const width = s.until / BUCKETS;
  const throughput = Math.max(0, throughputOf(s.state, s.refusedCores));
  const imbalance = imbalanceOf(s.state);
  const last = Math.min(BUCKETS - 1, Math.floor((from + dt) / width));
  for (let b = Math.min(BUCKETS - 1, Math.floor(from / width)); b <= last; b++) {
    const part = Math.max(0, Math.min(from + dt, (b + 1) * width) - Math.max(from, b * width));
    s.series.throughput[b] += (throughput * part) / width;
    s.series.imbalance[b] += (imbalance * part) / width;
    s.series.far[b] += (farGB * part) / dt;
    s.series.all[b] += (allGB * part) / dt;
  }
}

function watchGains(s: Session, dt: number): void {
  for (const watch of s.watches) {
    if (!watch.watched) continue;
    watch.gain += (speedOf(s.state, watch.guest) - watch.speedBefore) * dt;
    if (watch.doneAt !== null && watch.gain >= 0) watch.watched = false;
  }
}

function pass(s: Session, t: number): void {
  const dt = t - s.now;
  if (dt > 0) {
    const { farGB, allGB } = s.meter;
    accumulate(s.meter, s.state, s.refusedCores, dt);
    takeSeries(s, s.now, dt, s.meter.farGB - farGB, s.meter.allGB - allGB);
    watchGains(s, dt);
    for (const move of s.moves) flow(s.state, move, dt);
  }
  s.now = t;
}

function nextMove(s: Session): { move: Move | undefined; at: number } {
  let best: Move | undefined;
  let at = Infinity;
  for (const move of s.moves) {
    const t = s.now + untilNext(s.state, move);
    if (t < at || (t === at && best !== undefined && move.guest < best.guest)) [best, at] = [move, t];
  }
  return { move: best, at };
}

function occur(s: Session, move: Move | undefined): void {
  if (move !== undefined) {
    stepMove(s.state, move, s.scenario.run?.precopy ?? 'xen-4.6');
    if (move.ended) endWatch(s, move, s.now);
  } else if (s.cursor < s.planned.length && s.planned[s.cursor].at <= s.nextTick) handle(s, s.planned[s.cursor++]);
  else tick(s);
}

function snapshot(s: Session): void {
  if (s.recorder === undefined || s.recorder.times.at(-1) === s.now) return;
  recordFrame(s.recorder, s.state, s.now, s.status, s.moves);
}

/** One event, at its exact time: ends of copies and pauses first, then departures, phases, arrivals, moves by hand, ticks. */
function step(s: Session, limit: number): boolean {
  solveRates(s.state);
  const { move, at } = nextMove(s);
  const planned = Math.min(s.planned[s.cursor]?.at ?? Infinity, s.nextTick);
  const t = Math.min(at, planned);
  if (t > s.now) snapshot(s);
  if (t > limit) return false;
  pass(s, Math.max(s.now, t));
  occur(s, at <= planned ? move : undefined);
  return true;
}

function finish(s: Session): void {
  if (s.finished) return;
  solveRates(s.state);
  pass(s, s.until);
  snapshot(s);
  for (const move of s.moves) s.watches[move.id].copiedMiB = move.sentMiB;
  s.finished = true;
}

function records(s: Session): MoveRecord[] {
  const ids = (nodes: readonly number[]): number[] => nodes.map((node) => s.state.host.ids[node]);
  return s.watches.map((watch) => ({
    at: watch.at,
    guest: s.specs[watch.guest].name,
    from: ids(watch.from),
    to: ids(watch.to),
    mechanism: watch.mechanism,
    copiedMiB: watch.copiedMiB,
    done: watch.doneAt !== null,
    doneAt: watch.doneAt,
    inVain: watch.inVain,
    reason: watch.reason,
  }));
}

function hashOf(s: Session, metrics: object): string {
  const h = createHasher();
  hashText(h, ENGINE_VERSION + s.strategy.id + JSON.stringify(s.params));
  for (const value of Object.values(metrics)) hashNumber(h, Number(value));
  for (const event of s.events) {
    hashNumber(h, event.at);
    hashText(h, event.kind + event.guest);
  }
  for (const watch of s.watches) hashNumber(h, watch.copiedMiB);
  for (const column of [s.state.usedMiB, s.state.utilisation]) for (const value of column) hashNumber(h, value);
  return digest(h);
}

function seriesOf(s: Session): Series {
  const ratio = s.series.far.map((far, b) => (s.series.all[b] > 0 ? far / s.series.all[b] : 0));
  return {
    bucketSeconds: s.until / BUCKETS,
    throughput: Float32Array.from(s.series.throughput),
    remoteAccessRatio: Float32Array.from(ratio),
    loadImbalance: Float32Array.from(s.series.imbalance),
  };
}

function resultOf(s: Session): RunResult {
  if (!s.finished) throw new Error('The run is not finished.');
  const refused = s.events.filter((event) => event.kind === 'refuse').map((event) => event.guest);
  const started = s.watches.filter((watch) => watch.started);
  const metrics = readMeter(s.meter, s.state.host.nodeCount, {
    refusedGuests: refused.length,
    moves: started.length,
    movedGiB: started.reduce((sum, watch) => sum + watch.copiedMiB, 0) / 1024,
    movesInVain: started.filter((watch) => watch.inVain).length,
  });
  return {
    engine: ENGINE_VERSION,
    strategy: s.strategy.id,
    params: s.params,
    seed: s.seed,
    hash: hashOf(s, metrics),
    until: s.until,
    metrics,
    refused,
    moves: records(s),
    events: s.events,
    series: seriesOf(s),
  };
}

function takeFrames(s: Session): Frames | undefined {
  if (s.recorder === undefined) return undefined;
  const frames = packFrames(s.recorder);
  Object.assign(s.recorder, createRecorder());
  return frames;
}

/** A run that the caller advances (MODEL §6-§9). Throws EngineError for a wrong host, placement or parameter. */
export function createRun(scenario: Scenario, strategy: Strategy, options: RunOptions = {}): Run {
  const s = openSession(scenario, strategy, options);
  return {
    get now() {
      return s.now;
    },
    until: s.until,
    advance(maxEvents) {
      for (let n = 0; n < maxEvents && !s.finished; n++) if (!step(s, s.until)) finish(s);
      return s.finished;
    },
    advanceTo(t) {
      const limit = Math.min(t, s.until);
      while (!s.finished && step(s, limit));
      if (s.finished || !(limit > s.now)) return;
      pass(s, limit);
      snapshot(s);
    },
    takeFrames: () => takeFrames(s),
    result: () => resultOf(s),
  };
}

/** A whole run. */
export function runScenario(scenario: Scenario, strategy: Strategy, options: RunOptions = {}): RunResult {
  const run = createRun(scenario, strategy, options);
  while (!run.advance(1000));
  return run.result();
}
