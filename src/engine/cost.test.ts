import { describe, expect, test } from 'vitest';
import { MECHANISM_IDS } from '../model/fields.ts';
import type { MechanismId, Scenario } from '../model/scenario.ts';
import { costOf } from './cost.ts';
import { EngineError } from './scenario/host-model.ts';
import { ratesOf } from './rates-report.ts';
import type { MechanismCost } from './reports.ts';
import { runScenario } from './run.ts';
import { guestOn, scenarioOf, scripted } from './testing/scripted.ts';
import { smallHost } from './testing/small.ts';

/** Guest a's vCPUs are on node 0, its memory on node 1, 1000 MiB that take a second to bring home. */
const FAR: Scenario = scenarioOf(smallHost([{}, {}], { copy: { liveGBs: 1.048576, backgroundGBs: 1.048576 } }), [
  {
    name: 'a',
    vcpus: 2,
    memoryMiB: 1000,
    workload: { memoryStall: 0.5, bandwidthPerCoreGBs: 1, writableSetMiB: 0 },
    placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 1000, memoryOn: [{ node: 1, memoryMiB: 1000 }] }] },
  },
  guestOn(1, 'b', { workload: { memoryStall: 0.5 } }),
  { name: 'loose', vcpus: 1, memoryMiB: 64 },
]);

function cost(mechanism: MechanismId, to: number, horizon = 60): MechanismCost {
  const [found] = costOf(FAR, { guest: 'a', to: [to], mechanisms: [mechanism], horizon }).mechanisms;
  if ('refused' in found) throw new Error(found.refused);
  return found;
}

function speedOfFirst(scenario: Scenario): number {
  return ratesOf(scenario).guests[0].speed;
}

/** Path and words of what a query is refused with. */
function refusal(query: { guest: string; to: number[] }): string {
  try {
    costOf(FAR, query);
  } catch (error) {
    if (error instanceof EngineError) return `${error.path}: ${error.message}`;
  }
  return 'not refused';
}

describe('the cost card (MODEL §6)', () => {
  test('asks all mechanisms unless some are named, refused ones with the reason only', () => {
    const { mechanisms } = costOf(FAR, { guest: 'a', to: [0] });
    expect(mechanisms.map((one) => one.id)).toEqual([...MECHANISM_IDS]);
    expect(mechanisms[0]).toEqual({ id: 'live', refused: 'nothing to move, it is already there' });
    expect('refused' in mechanisms[2]).toBe(false);
  });

  test('a guest without a placement is refused with the reason', () => {
    for (const one of costOf(FAR, { guest: 'loose', to: [1] }).mechanisms)
      expect(one).toEqual({ id: one.id, refused: 'the guest has no placement, it already runs on every node' });
  });

  test('is against staying: what rates say before, what they say of the placement after', () => {
    const after = cost('vcpu-only', 1);
    expect(after.speedBefore).toBe(speedOfFirst(FAR));
    const [a, ...others] = FAR.guests;
    const moved = { ...a, placement: { parts: [{ node: 1, vcpus: 2, memoryMiB: 1000 }] } };
    expect(after.speedAfter).toBeCloseTo(speedOfFirst({ ...FAR, guests: [moved, ...others] }), 9);
    expect(after.others.map((other) => other.name)).toEqual(['b', 'loose']);
    expect([after.remoteBefore, after.remoteAfter]).toEqual([1, 0]);
  });

  test('break-even of a bare pause: what it lost, earned again by what is gained', () => {
    const { speedBefore, speedAfter, breakEvenSeconds, seconds, pauseSeconds } = cost('vcpu-only', 1);
    expect([seconds, pauseSeconds]).toEqual([0.03, 0.03]);
    expect(breakEvenSeconds).toBeCloseTo(0.03 + (0.03 * speedBefore) / (speedAfter - speedBefore), 9);
  });

  test('the curve has one step at each change, within the horizon', () => {
    const { curve } = cost('hot-first', 0);
    expect(curve[0][0]).toBe(0);
    expect(curve.every(([t, speed], n) => n === 0 || (t > curve[n - 1][0] && speed !== curve[n - 1][1]))).toBe(true);
    // 32 extents come; the last step is the arrival of the last.
    expect(curve).toHaveLength(33);
    expect(curve.at(-1)![0]).toBeCloseTo(1, 9);
    expect(cost('hot-first', 0, 0.5).curve.at(-1)![0]).toBeLessThanOrEqual(0.5);
    expect(cost('hot-first', 0, 0.5).seconds).toBeCloseTo(1, 9);
    expect(cost('vcpu-only', 1).curve).toHaveLength(2);
  });

  test('the simulation charges by the same code', () => {
    for (const mechanism of ['live', 'suspend', 'hot-first', 'address-order', 'vcpu-only'] as const) {
      const card = cost(mechanism, 1);
      const scenario = { ...FAR, run: { until: 60, moves: [{ at: 10, guest: 'a', to: [1], mechanism }] } };
      const { moves, metrics } = runScenario(scenario, { ...scripted(), place: () => ({ kind: 'unpinned' }) });
      expect(moves[0].copiedMiB).toBeCloseTo(card.copiedMiB, 6);
      expect(moves[0].doneAt! - 10).toBeCloseTo(card.seconds, 6);
      expect(metrics.pauseSeconds).toBeCloseTo(card.pauseSeconds, 6);
    }
  });

  test('names what is not there', () => {
    expect(refusal({ guest: 'x', to: [0] })).toBe('guests: There is no guest "x".');
    expect(refusal({ guest: 'a', to: [4] })).toBe('host.nodes: There is no node 4.');
  });
});
