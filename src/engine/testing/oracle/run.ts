import { withDefaults } from '../../../model/fields.ts';
import type { Guest, ManualMove, MechanismId, Scenario, Workload } from '../../../model/scenario.ts';
import type { Metrics } from '../../reports.ts';
import { advance, begin, drop, newClock, resolve, step, untilNext, type Clock, type RunningMove } from './clock.ts';
import { changeWorkload, placedGuest, unpinnedGuest, type OracleGuest } from './guests.ts';
import { oracleHost } from './host.ts';
import { measure, newMeter, readMeter, type Meter } from './metrics.ts';
import type { OracleStrategy } from './strategies.ts';
import { freeMiB, newWorld, speedOf, stationsOf } from './world.ts';

/** What became of a request to move, as the report has it. */
export interface OracleMove {
  readonly at: number;
  readonly guest: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  copiedMiB: number;
  outcome: 'running' | 'done' | 'broken-off' | 'refused';
  doneAt: number | null;
  inVain: boolean;
}

export interface OracleResult {
  readonly metrics: Metrics;
  readonly refused: readonly string[];
  readonly moves: readonly OracleMove[];
}

interface Request {
  readonly guest: OracleGuest;
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
}

/** To look one move ahead the whole run is played again up to it; then the move begins or not, and nobody decides anything any more. */
interface Probe {
  /** Number of the request, refused ones counted. */
  readonly request: number;
  readonly granted: boolean;
}

class Cut extends Error {}

class Simulation {
  readonly scenario: Scenario;
  readonly strategy: OracleStrategy;
  readonly probe: Probe | undefined;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly records: OracleMove[] = [];
  readonly running = new Map<RunningMove, OracleMove>();
  /** The last move of each guest that began, and when it will have paid back. */
  readonly open = new Map<OracleGuest, { record: OracleMove; paysBackAt: number | null }>();
  readonly refused = new Map<string, number>();
  readonly refusedNames: string[] = [];
  waiting: Request[] = [];
  requests = 0;
  curve: [number, number][] = [];

  constructor(scenario: Scenario, strategy: OracleStrategy, probe?: Probe) {
    this.scenario = scenario;
    this.strategy = strategy;
    this.probe = probe;
    const host = oracleHost(scenario.host);
    this.meter = newMeter(stationsOf(host).length);
    this.clock = newClock(newWorld(host, scenario.run?.reservedMiBPerNode ?? 0), {
      ended: (move) => this.moveEnded(move),
      passed: (seconds, rates) => {
        const missed = [...this.refused.values()].reduce((a, b) => a + b, 0);
        measure(this.meter, this.clock.world, rates, missed, seconds);
      },
    });
  }

  play(): void {
    const until = this.scenario.run?.until ?? 120;
    const memory = { late: 0 };
    const planned = plan(this.scenario);
    let ticks = 0;
    for (;;) {
      const tickAt = (ticks + 1) * this.strategy.period;
      const at = Math.min(planned[0]?.at ?? Infinity, tickAt);
      this.toInstant(Math.min(at, until));
      if (at > until) break;
      if (planned[0]?.at === at) this.happen(planned.shift()!);
      else {
        ticks++;
        this.tick(memory);
      }
      resolve(this.clock);
    }
    for (const [move, record] of this.running) record.copiedMiB = move.copiedMiB;
    for (const request of this.waiting) this.refuse(request);
  }

  /** Moves step by step, so that whoever waits for the end of one begins at that very instant. */
  private toInstant(t: number): void {
    while (this.clock.now + untilNext(this.clock) <= t) {
      step(this.clock);
      this.grantWaiting();
    }
    advance(this.clock, t);
  }

  private happen(event: Planned): void {
    if (event.kind === 'depart') this.depart(event.spec);
    else if (event.kind === 'phase') this.phase(event.spec, event.workload);
    else if (event.kind === 'move') this.byHand(event.move);
    else this.arrive(event.spec, event.order);
  }

  private find(name: string): OracleGuest | undefined {
    return this.clock.world.guests.find(({ spec }) => spec.name === name);
  }

  private arrive(spec: Guest, order: number): void {
    const guest = this.settle(spec, order);
    const workload = workloadNow(spec, this.clock.now);
    if (guest) {
      changeWorkload(guest, workload);
      this.clock.world.guests.push(guest);
      this.clock.world.guests.sort((a, b) => a.order - b.order);
      return;
    }
    this.refusedNames.push(spec.name);
    this.refused.set(spec.name, wantedBy(spec, workload));
  }

  /** Where the file or the strategy puts it; nothing where it does not fit. */
  private settle(spec: Guest, order: number): OracleGuest | undefined {
    const { world } = this.clock;
    const free = freeMiB(world);
    const { ids } = world.host;
    if (spec.placement) {
      const guest = placedGuest(world.host, spec, spec.placement, order);
      const fits = ids.every((_, n) => {
        const need = guest.parts.reduce((sum, part) => sum + part.extents.reduce((mib, on) => mib + on[n], 0), 0);
        // What stays free binds strategies and moves, not the file.
        return need === 0 || need <= free[n] + world.reserve + 1e-9;
      });
      return fits ? guest : undefined;
    }
    const parts = this.strategy.place(world, spec);
    if (!parts) return undefined;
    if (parts === 'unpinned') return unpinnedGuest(world.host, spec, free, order);
    return placedGuest(world.host, spec, { parts: parts.map((part) => ({ ...part, node: ids[part.node] })) }, order);
  }

  private depart(spec: Guest): void {
    this.refused.delete(spec.name);
    const guest = this.find(spec.name);
    if (!guest) return;
    const { clock } = this;
    const move = clock.moves.find((other) => other.ask.guest === guest);
    if (move) this.breakOff(move);
    for (const request of this.waiting.filter((other) => other.guest === guest)) this.refuse(request);
    this.waiting = this.waiting.filter((other) => other.guest !== guest);
    this.close(guest);
    clock.world.guests = clock.world.guests.filter((other) => other !== guest);
  }

  private breakOff(move: RunningMove): void {
    const record = this.running.get(move)!;
    record.outcome = 'broken-off';
    record.copiedMiB = move.copiedMiB;
    this.running.delete(move);
    drop(this.clock, move);
  }

  private phase(spec: Guest, workload: Workload): void {
    const guest = this.find(spec.name);
    if (guest) changeWorkload(guest, workload);
    else if (this.refused.has(spec.name)) this.refused.set(spec.name, wantedBy(spec, workload));
  }

  private byHand(move: ManualMove): void {
    const guest = this.find(move.guest);
    const { ids } = this.clock.world.host;
    if (guest) this.ask({ guest, to: move.to.map((id) => ids.indexOf(id)), mechanism: move.mechanism });
    else this.note({ ...move, from: [], outcome: 'refused' });
  }

  private tick(memory: { late: number }): void {
    const busy = new Set(this.clock.moves.map((move) => move.ask.guest));
    const wish = this.strategy.tick(this.clock.world, busy, memory);
    if (wish) this.ask({ ...wish, to: [wish.to] });
  }

  private ask(request: Request): void {
    if (!this.clock.moves.some((move) => move.ask.guest === request.guest)) return this.begin(request);
    for (const older of this.waiting.filter((other) => other.guest === request.guest)) this.refuse(older);
    this.waiting = [...this.waiting.filter((other) => other.guest !== request.guest), request];
  }

  private grantWaiting(): void {
    const idle = (request: Request) => !this.clock.moves.some((move) => move.ask.guest === request.guest);
    const ready = this.waiting.filter(idle);
    this.waiting = this.waiting.filter((request) => !ready.includes(request));
    for (const request of ready) this.begin(request);
  }

  private begin(request: Request): void {
    const from = request.guest.parts.map((part) => part.node);
    const number = this.requests++;
    if (this.probe?.request === number) this.lookAhead(request);
    const ask = { ...request, precopy: this.scenario.run?.precopy ?? 'xen-4.6' } as const;
    const record = this.record(request, from);
    const move = begin(this.clock, ask, (begun) => this.running.set(begun, record));
    if (typeof move === 'string') {
      record.outcome = 'refused';
      this.records.push(record);
      return;
    }
    this.close(request.guest);
    this.records.push(record);
    const paysBack = this.probe ? null : paybackOf(this.scenario, this.strategy, number);
    this.open.set(request.guest, { record, paysBackAt: paysBack === null ? null : this.clock.now + paysBack });
  }

  /** Plays on for the horizon, with the move or without, and cuts the run off. */
  private lookAhead(request: Request): void {
    const { clock } = this;
    const start = clock.now;
    const watch = () => this.curve.push([clock.now - start, speedOf(clock.rates, request.guest)]);
    resolve(clock);
    if (this.probe?.granted) {
      const ask = { ...request, precopy: this.scenario.run?.precopy ?? 'xen-4.6' } as const;
      const quiet: OracleMove = this.record(request, []);
      if (typeof begin(clock, ask, (begun) => this.running.set(begun, quiet)) === 'string') return;
    }
    resolve(clock);
    watch();
    while (clock.now + untilNext(clock) <= start + HORIZON) {
      step(clock);
      watch();
    }
    throw new Cut();
  }

  private record(request: Request, from: readonly number[]): OracleMove {
    const { ids } = this.clock.world.host;
    const to = request.to.length === 1 ? request.guest.parts.map(() => request.to[0]) : request.to;
    return {
      at: this.clock.now,
      guest: request.guest.spec.name,
      from: from.map((n) => ids[n]),
      to: to.map((n) => ids[n]),
      mechanism: request.mechanism,
      copiedMiB: 0,
      outcome: 'running',
      doneAt: null,
      inVain: false,
    };
  }

  private refuse(request: Request): void {
    this.records.push({
      ...this.record(
        request,
        request.guest.parts.map((part) => part.node),
      ),
      outcome: 'refused',
    });
  }

  private note(move: ManualMove & Pick<OracleMove, 'from' | 'outcome'>): void {
    const { guest, to, mechanism, from, outcome } = move;
    this.records.push({
      at: this.clock.now,
      guest,
      from,
      to,
      mechanism,
      copiedMiB: 0,
      outcome,
      doneAt: null,
      inVain: false,
    });
  }

  private moveEnded(move: RunningMove): void {
    const record = this.running.get(move)!;
    this.running.delete(move);
    record.outcome = 'done';
    record.copiedMiB = move.copiedMiB;
    record.doneAt = this.clock.now;
  }

  /** The guest is destroyed or moved again now. */
  private close(guest: OracleGuest): void {
    const last = this.open.get(guest);
    if (last) last.record.inVain = last.paysBackAt === null || this.clock.now < last.paysBackAt;
    this.open.delete(guest);
  }
}

const HORIZON = 60;

/** Break-even of the run's n-th request, by playing the run up to it twice more. */
function paybackOf(scenario: Scenario, strategy: OracleStrategy, request: number): number | null {
  const [withMove, without] = [true, false].map((granted) => {
    const simulation = new Simulation(scenario, strategy, { request, granted });
    try {
      simulation.play();
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
    }
    return simulation.curve;
  });
  return payback(withMove, without);
}

type Curve = readonly (readonly [number, number])[];

function payback(a: Curve, b: Curve): number | null {
  const times = [...new Set([...a, ...b].map(([at]) => at))].filter((at) => at < HORIZON).toSorted((x, y) => x - y);
  const at = (curve: Curve, t: number) => curve.findLast(([from]) => from <= t)![1];
  let gained = 0;
  let lost = false;
  let differs = false;
  for (const [k, from] of times.entries()) {
    const slope = at(a, from) - at(b, from);
    if (Math.abs(slope) < 1e-9) continue;
    differs = true;
    const after = gained + slope * ((times[k + 1] ?? HORIZON) - from);
    if (lost && after >= 0) return from - gained / slope;
    lost ||= after < 0;
    gained = after;
  }
  return lost || !differs ? null : 0;
}

interface PlannedBase {
  readonly at: number;
  readonly order: number;
  readonly spec: Guest;
}

type Planned =
  | (PlannedBase & { readonly kind: 'depart' | 'arrive' })
  | (PlannedBase & { readonly kind: 'phase'; readonly workload: Workload })
  | { readonly at: number; readonly order: number; readonly kind: 'move'; readonly move: ManualMove };

/** What the file makes happen. At one instant: departures, phases, arrivals (placed ones first), moves by hand. */
function plan(scenario: Scenario): Planned[] {
  const events: Planned[] = scenario.guests.flatMap((spec, order) => {
    const arrive = spec.arrive ?? 0;
    const depart = spec.depart ?? Infinity;
    const life: Planned[] = [{ kind: 'arrive', at: arrive, order, spec }];
    if (depart < Infinity) life.push({ kind: 'depart', at: depart, order, spec });
    for (const phase of spec.phases ?? []) {
      if (phase.at > arrive && phase.at < depart)
        life.push({ kind: 'phase', at: phase.at, order, spec, workload: { ...spec.workload, ...phase.workload } });
    }
    return life;
  });
  (scenario.run?.moves ?? []).forEach((move, order) => events.push({ kind: 'move', at: move.at, order, move }));
  const rank = (event: Planned) => ['depart', 'phase', 'arrive', 'move'].indexOf(event.kind);
  const late = (event: Planned) => (event.kind === 'arrive' && !event.spec.placement ? 1 : 0);
  return events.toSorted((a, b) => a.at - b.at || rank(a) - rank(b) || late(a) - late(b) || a.order - b.order);
}

/** A phase changes the fields that it names. */
function workloadNow(spec: Guest, now: number): Workload {
  const begun = (spec.phases ?? []).filter((phase) => phase.at <= now).toSorted((a, b) => a.at - b.at);
  return { ...spec.workload, ...begun.at(-1)?.workload };
}

function wantedBy(spec: Guest, workload: Workload): number {
  const { tasks, duty } = withDefaults(workload, spec);
  const cap = spec.capPercent ?? 0;
  const want = Math.min(tasks, spec.vcpus) * duty;
  return cap > 0 ? Math.min(want, cap / 100) : want;
}

/** MODEL §6–§8. */
export function oracleRun(scenario: Scenario, strategy: OracleStrategy): OracleResult {
  const simulation = new Simulation(scenario, strategy);
  simulation.play();
  const begun = simulation.records.filter((record) => record.outcome !== 'refused');
  return {
    refused: simulation.refusedNames,
    moves: simulation.records,
    metrics: readMeter(simulation.meter, scenario.host.nodes.length, {
      refusedGuests: simulation.refusedNames.length,
      moves: begun.length,
      movedGiB: begun.reduce((sum, record) => sum + record.copiedMiB, 0) / 1024,
      movesInVain: begun.filter((record) => record.inVain).length,
    }),
  };
}
