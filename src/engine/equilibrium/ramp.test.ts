import { assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { createComponent, gather, release } from './component.ts';
import { solveWaits } from './equilibrium.ts';
import { ramp } from './ramp.ts';
import { buildNetwork, randomNetwork } from '../testing/networks.ts';

const RUNS = Number(process.env['NEARFAR_RUNS'] ?? 300);

it('finds what the other ways find, on most networks, and says where it does not', () => {
  let found = 0;
  let total = 0;
  assert(
    property(integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const network = randomNetwork(seed, { stations: 40, customers: 60, wild: false });
      const { solver } = buildNetwork(network);
      const { solver: other } = buildNetwork(network);
      solveWaits(other);
      const k = createComponent();
      gather(k, solver);
      const steps = ramp(k, solver);
      release(k);
      expect(k.share).toBe(1);
      total++;
      if (steps < 0) return;
      found++;
      solver.load.forEach((load, s) => {
        if (solver.capacity[s]! > 0) expect(Math.abs(load - other.load[s]!) / solver.capacity[s]!).toBeLessThan(1e-10);
      });
    }),
    { numRuns: RUNS },
  );
  expect(found / total).toBeGreaterThan(0.8);
});
