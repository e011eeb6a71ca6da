import { addTraffic, join, leave } from '../equilibrium/classes.ts';
import { createDraft } from '../equilibrium/ways.ts';
import { createNetwork, enqueue, type Network } from '../equilibrium/network.ts';
import { placeOf } from '../equilibrium/wait-curve.ts';

/** A closed queueing network in plain words, read by the engine's solver and by the slow one. */
export interface Station {
  /** GB/s. */
  readonly capacity: number;
  /** ns. */
  readonly base: number;
}

export interface Customer {
  /** By station. */
  readonly coefficients: readonly number[];
  /** Λ without waits. */
  readonly idle: number;
  readonly cores: number;
  readonly stall: number;
  readonly beta: number;
  readonly bound: number;
}

export interface PlainNetwork {
  readonly l0: number;
  readonly stations: readonly Station[];
  readonly customers: readonly Customer[];
}

/** A network in the engine's columns, and the class of each customer. */
export interface Built {
  readonly solver: Network;
  readonly classes: readonly number[];
}

/** A customer joins; gives its class. */
export function joinAs(solver: Network, customer: Customer): number {
  const draft = createDraft(solver.capacity.length);
  customer.coefficients.forEach((share, s) => {
    if (share === 0) return;
    draft.station[draft.count] = s;
    draft.coefficient[draft.count++] = share;
  });
  const c = join(solver, draft, customer.idle, customer.stall, customer.bound);
  addTraffic(solver, c, customer.beta * customer.cores);
  return c;
}

/** The plain network in the columns of the engine's solver. */
export function buildNetwork(network: PlainNetwork): Built {
  const solver = createNetwork(
    Float64Array.from(network.stations, ({ capacity }) => capacity),
    Float64Array.from(network.stations, ({ base }) => base),
    network.l0,
  );
  return { solver, classes: network.customers.map((customer) => joinAs(solver, customer)) };
}

/** A customer leaves. */
export function part(solver: Network, c: number, customer: Customer): void {
  addTraffic(solver, c, -customer.beta * customer.cores);
  leave(solver, c);
}

/** Waits to start from. */
export function startAt(solver: Network, wait: (s: number) => number): void {
  for (let s = 0; s < solver.wait.length; s++) {
    solver.wait[s] = solver.capacity[s]! > 0 ? wait(s) : 0;
    solver.place[s] = placeOf(solver.wait[s]!, solver.base[s]!, solver.l0);
    enqueue(solver, s);
  }
}

/** Seeded draws for tests (mulberry32). */
export function draws(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function lineBound(beta: number, l0: number): number {
  const lines = (beta * l0) / 64;
  return Math.max(lines / 16, Math.min(0.25, lines));
}

/** `wild`: capacities and traffic over many orders of magnitude, slivers, links without latency or capacity. */
export interface Taste {
  readonly stations: number;
  readonly customers: number;
  readonly wild: boolean;
}

/** A random network: controllers first, links after them; customers with shares on a few controllers and the links before them. */
export function randomNetwork(seed: number, taste: Taste): PlainNetwork {
  const next = draws(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const { wild } = taste;
  const count = 1 + Math.floor(next() * taste.stations);
  const l0 = 60 + next() * 60;
  const capacities = wild ? [0.01, 1, 10, 40, 5000] : [4, 8, 20, 40, 80];
  const stations = Array.from({ length: count }, () => ({
    capacity: wild && next() < 0.02 ? 0 : pick(capacities) * (1 + next()),
    base: pick(wild ? [0, 0, 0.5, 30, 90, 2000] : [0, 30, 60, 90, 110]),
  }));
  const customers = Array.from({ length: 1 + Math.floor(next() * taste.customers) }, () => {
    const copy = next() < 0.2;
    const stall = copy || next() < 0.1 ? 0 : pick([next(), 0.3, 1]);
    const beta =
      stall === 0 && !copy && next() < 0.5 ? 0 : pick(wild ? [0.001, 1, 12, 4000] : [0.2, 1, 4, 12]) * (1 + next());
    return {
      coefficients: stations.map(() =>
        next() < 0.5 ? 0 : copy ? pick([1, 1, 2]) : pick(wild ? [1e-11, 1e-6, 0.3, 1] : [0.1, 0.3, next(), 1]),
      ),
      idle: copy ? 1 : 0.8 + next() * 2,
      cores: copy ? 1 : pick([0, 0.5, 4, 30]) * next(),
      stall,
      beta,
      bound: lineBound(beta, l0),
    };
  });
  return { l0, stations, customers };
}
