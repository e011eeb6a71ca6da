import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reserveCustomers } from './customers.ts';
import { createSolver, solveWaits, type Solver } from './equilibrium.ts';
import { loadedWait } from './wait-curve.ts';

interface Draw {
  readonly stations: readonly (readonly [capacity: number, base: number])[];
  readonly customers: readonly { c: readonly number[]; x: number; sigma: number; beta: number }[];
}

function build(draw: Draw): Solver {
  const solver = createSolver(
    Float64Array.from(draw.stations, ([cap]) => cap),
    Float64Array.from(draw.stations, ([, base]) => base),
    100,
  );
  const c = solver.customers;
  for (const customer of draw.customers) {
    const row = c.count++;
    reserveCustomers(c, row + 1, c.start[row] + draw.stations.length);
    let entry = c.start[row];
    customer.c.slice(0, draw.stations.length).forEach((share, e) => {
      if (share === 0) return;
      c.station[entry] = e;
      c.coefficient[entry++] = share;
    });
    c.start[row + 1] = entry;
    const lines = (customer.beta * 100) / 64;
    Object.assign(c.idle, { [row]: 1.2 });
    Object.assign(c.cores, { [row]: customer.x });
    Object.assign(c.stall, { [row]: customer.sigma });
    Object.assign(c.beta, { [row]: customer.beta });
    Object.assign(c.bound, { [row]: Math.max(lines / 16, Math.min(0.25, lines)) });
  }
  return solver;
}

/** Largest breach of MODEL §5's conditions, in units of utilisation or of the base latency. */
function breach(solver: Solver, z: Float64Array): number {
  let worst = 0;
  z.forEach((wait, e) => {
    const u = solver.load[e] / solver.capacity[e];
    const base = solver.base[e];
    worst = Math.max(worst, u - 1);
    if (u >= 1 - 1e-10) worst = Math.max(worst, base > 0 ? loadedWait(1) - wait / base - 1e-8 : 0);
    else worst = Math.max(worst, base > 0 ? Math.abs(loadedWait(u) - wait / base) : wait / 100);
  });
  return worst;
}

const draws = fc.record({
  stations: fc.array(fc.tuple(fc.constantFrom(0.01, 1, 10, 40, 5000), fc.constantFrom(0, 30, 90)), {
    minLength: 1,
    maxLength: 12,
  }),
  customers: fc.array(
    fc.record({
      c: fc.array(fc.constantFrom(0, 0, 1e-6, 0.2, 0.5, 1), { minLength: 12, maxLength: 12 }),
      x: fc.constantFrom(0, 0.5, 4, 30),
      sigma: fc.constantFrom(0, 0.3, 1),
      beta: fc.constantFrom(0.001, 1, 12),
    }),
    { minLength: 1, maxLength: 10 },
  ),
});

describe('waiting-time equilibrium (MODEL §5)', () => {
  it('holds its conditions and does not depend on the starting point', () => {
    fc.assert(
      fc.property(draws, fc.double({ min: 0, max: 5000, noNaN: true }), (draw, start) => {
        const cold = build(draw);
        const z = new Float64Array(draw.stations.length);
        solveWaits(cold, z);
        expect(breach(cold, z)).toBeLessThan(1e-8);
        const warm = build(draw);
        solveWaits(warm, z.slice().fill(start));
        for (let c = 0; c < cold.customers.count; c++)
          expect(warm.customers.speed[c]).toBeCloseTo(cold.customers.speed[c], 8);
      }),
      { numRuns: Number(process.env['NEARFAR_RUNS'] ?? 500) },
    );
  });
});
