import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveWaits } from './equilibrium.ts';
import type { Network } from './network.ts';
import {
  buildNetwork,
  draws,
  joinAs,
  part,
  randomNetwork,
  startAt,
  type Built,
  type PlainNetwork,
  type Taste,
} from '../testing/networks.ts';
import { slowEquilibrium } from '../testing/slow-equilibrium.ts';

const RUNS = Number(process.env['NEARFAR_RUNS'] ?? 1500);
const seeds = integer({ min: 0, max: 2 ** 31 });

function curve(u: number): number {
  return 0.42 * u + 0.55 * u ** 8;
}

/** The utilisation whose curve gives this wait, by bisection. */
function utilisationFor(wait: number): number {
  let low = 0;
  let high = 1;
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    if (curve(middle) < wait) low = middle;
    else high = middle;
  }
  return high;
}

/** Breach of MODEL §5's condition at a station, in units of utilisation. */
function stationBreach(network: PlainNetwork, s: number, u: number, wait: number): number {
  const { base } = network.stations[s]!;
  if (wait < 0 || Number.isNaN(wait)) return Infinity;
  if (base === 0) return wait > 0 ? Math.abs(u - 1) : Math.max(0, u - 1);
  return Math.abs(u - utilisationFor(wait / base));
}

/** Loads and speeds of MODEL §5 from the waits alone. */
function recomputed(network: PlainNetwork, waits: Float64Array): { u: number[]; v: number[] } {
  const { stations, customers, l0 } = network;
  const v = customers.map(({ coefficients, idle, stall, bound }) => {
    if (coefficients.some((c, s) => c > 0 && !(stations[s]!.capacity > 0))) return 0;
    const lambda = coefficients.reduce((sum, c, s) => sum + (c * waits[s]!) / l0, idle);
    return 1 / Math.max(1 - stall + stall * lambda, bound * lambda);
  });
  const u = stations.map(({ capacity }, s) =>
    capacity > 0
      ? customers.reduce((sum, c, g) => sum + c.beta * c.coefficients[s]! * c.cores * v[g]!, 0) / capacity
      : 0,
  );
  return { u, v };
}

/** Holds an answer of the engine against the conditions, and its loads and speeds against its waits; gives the worst breach. */
function certificate(network: PlainNetwork, { solver, classes }: Built): number {
  const { u, v } = recomputed(network, solver.wait);
  let worst = 0;
  network.stations.forEach(({ capacity }, s) => {
    if (!(capacity > 0)) worst = solver.wait[s] === 0 ? worst : Infinity;
    else
      worst = Math.max(
        worst,
        Math.abs(solver.load[s]! / capacity - u[s]!),
        stationBreach(network, s, u[s]!, solver.wait[s]!),
      );
  });
  return classes.reduce((most, c, g) => Math.max(most, Math.abs(solver.speed[c]! - v[g]!) / (1 + v[g]!)), worst);
}

const TAME: Taste = { stations: 14, customers: 30, wild: false };
const WILD: Taste = { stations: 14, customers: 30, wild: true };

function solved(network: PlainNetwork, start: (s: number) => number): Built {
  const built = buildNetwork(network);
  startAt(built.solver, start);
  solveWaits(built.solver);
  return built;
}

/** Largest difference of the utilisations of two answers. */
function apart(a: Network, b: Network): number {
  return a.load.reduce((worst, load, s) => {
    const capacity = a.capacity[s]!;
    return capacity > 0 ? Math.max(worst, Math.abs(load - b.load[s]!) / capacity) : worst;
  }, 0);
}

describe('waiting-time equilibrium (MODEL §5)', () => {
  it.each([
    ['ordinary', TAME],
    ['wild', WILD],
  ])('holds its conditions from any starting point on %s networks', (_, taste) => {
    assert(
      property(seeds, (seed) => {
        const network = randomNetwork(seed, taste);
        const next = draws(seed + 1);
        const cold = solved(network, () => 0);
        expect(certificate(network, cold)).toBeLessThan(1e-11);
        for (const scale of [1, 50, 5000]) {
          const warm = solved(network, () => next() * scale);
          expect(certificate(network, warm)).toBeLessThan(1e-11);
          expect(apart(warm.solver, cold.solver)).toBeLessThan(1e-10);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('holds its conditions on networks of hundreds of stations', () => {
    assert(
      property(seeds, (seed) => {
        const network = randomNetwork(seed, { stations: 300, customers: 400, wild: false });
        const cold = solved(network, () => 0);
        expect(certificate(network, cold)).toBeLessThan(1e-11);
        expect(apart(solved(network, () => 50).solver, cold.solver)).toBeLessThan(1e-10);
      }),
      { numRuns: Math.ceil(RUNS / 150) },
    );
  });

  it('agrees with a slow solver of its own', () => {
    let compared = 0;
    let total = 0;
    assert(
      property(seeds, (seed) => {
        const network = randomNetwork(seed, { stations: 5, customers: 7, wild: seed % 4 === 0 });
        const slow = slowEquilibrium(network);
        total++;
        if (slow.breach > 1e-12) return;
        compared++;
        const { solver, classes } = solved(network, () => 0);
        slow.utilisation.forEach((u, s) => {
          const capacity = network.stations[s]!.capacity;
          if (capacity > 0) expect(Math.abs(solver.load[s]! / capacity - u)).toBeLessThan(1e-10);
        });
        slow.speeds.forEach((v, g) => expect(Math.abs(solver.speed[classes[g]!]! - v)).toBeLessThan(1e-8));
      }),
      { numRuns: RUNS },
    );
    expect(compared / total).toBeGreaterThan(0.9);
  });

  it.each([
    ['ordinary', TAME],
    ['wild', WILD],
  ])('is the same whatever came and went before, on %s networks', (_, taste) => {
    assert(
      property(seeds, (seed) => {
        const network = randomNetwork(seed, taste);
        const next = draws(seed + 1);
        const built = buildNetwork({ ...network, customers: [] });
        const classes = network.customers.map((customer) => joinAs(built.solver, customer));
        for (let n = 0; n < 12; n++) {
          const g = Math.floor(next() * network.customers.length);
          part(built.solver, classes[g]!, network.customers[g]!);
          if (next() < 0.8) solveWaits(built.solver);
          classes[g] = joinAs(built.solver, network.customers[g]!);
          if (next() < 0.8) solveWaits(built.solver);
        }
        solveWaits(built.solver);
        expect(certificate(network, { solver: built.solver, classes })).toBeLessThan(1e-11);
        expect(apart(built.solver, solved(network, () => 0).solver)).toBeLessThan(1e-10);
      }),
      { numRuns: RUNS },
    );
  });
});
