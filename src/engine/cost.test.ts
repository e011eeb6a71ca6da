import { describe, expect, test } from 'vitest';
import { MECHANISM_IDS } from '../model/fields.ts';
import type { Guest, MechanismId, Scenario } from '../model/scenario.ts';
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

const onNodeOne = (cpus?: string) => ({
  parts: [{ node: 1, vcpus: 4, memoryMiB: 512, ...(cpus === undefined ? {} : { cpus }) }],
});

const askPinned = (scenario: Scenario, pins: readonly number[], mechanism: MechanismId = 'hot-first') =>
  costOf(scenario, { guest: 'a', to: [1], pins, mechanisms: [mechanism] }).mechanisms[0];

describe('a move to pinned CPUs', () => {
  const host = smallHost([{ cpus: '0-3' }, { cpus: '4-7' }]);
  const guests = [guestOn(0, 'a', { vcpus: 4, memoryMiB: 512 }), guestOn(1, 'b', { vcpus: 2, memoryMiB: 512 })];

  test('ends where a placement with those pins begins, for the guest and for the others', () => {
    for (const mechanism of ['live', 'hot-first'] as const) {
      const found = askPinned(scenarioOf(host, guests), [2], mechanism);
      const after = ratesOf(scenarioOf(host, [{ ...guests[0], placement: onNodeOne('4-5') }, guests[1]])).guests;
      expect('refused' in found ? found.refused : found.speedAfter).toBeCloseTo(after[0].speed, 9);
      expect('refused' in found ? [] : found.others[0].speedAfter).toBeCloseTo(after[1].speed, 9);
    }
  });

  test('on the node where it is copies nothing, pauses nothing and is felt at once', () => {
    const there = scenarioOf(host, [{ ...guests[0], placement: onNodeOne() }, guests[1]]);
    const found = askPinned(there, [2], 'vcpu-only');
    const after = ratesOf(scenarioOf(host, [{ ...guests[0], placement: onNodeOne('6-7') }, guests[1]])).guests;
    expect(found).toMatchObject({ copiedMiB: 0, seconds: 0, pauseSeconds: 0 });
    expect('refused' in found ? undefined : found.speedAfter).toBeCloseTo(after[0].speed, 9);
    expect(askPinned(there, [2])).toMatchObject({ refused: 'nothing to move, it is already there' });
    expect(askPinned(there, [0], 'vcpu-only')).toMatchObject({ refused: 'nothing to move, it is already there' });
  });
});

describe('several guests at once', () => {
  const links = [
    { from: 0, to: 1, capacityGBs: 1.5 },
    { from: 1, to: 0, capacityGBs: 1.5 },
  ];
  const host = smallHost([{}, {}], { links, copy: { liveGBs: 1, backgroundGBs: 1 } });
  const busy = { memoryStall: 0.5, bandwidthPerCoreGBs: 8, writableSetMiB: 0 };
  const [a, b, c] = ['a', 'b', 'c'].map((name) => guestOn(0, name, { memoryMiB: 2048, workload: busy }));
  const ask = (guests: readonly Guest[], names: readonly string[]) =>
    costOf(scenarioOf(host, guests), { guest: names[0], also: names.slice(1), to: [1], mechanisms: ['hot-first'] })
      .mechanisms[0];

  test('come to what rates say of all of them there, not to the moves one by one', () => {
    const together = ask([a, b, c], ['a', 'b']);
    const there = [
      guestOn(1, 'a', { memoryMiB: 2048, workload: busy }),
      guestOn(1, 'b', { memoryMiB: 2048, workload: busy }),
    ];
    const after = ratesOf(scenarioOf(host, [...there, c])).guests;
    const alone = ask([a, b, c], ['a']);
    if ('refused' in together || 'refused' in alone) throw new Error('refused');
    expect(together.speedAfter).toBeCloseTo((after[0].speed + after[1].speed) / 2, 9);
    expect(together.copiedMiB).toBeCloseTo(4096, 6);
    expect(together.others).toEqual([
      expect.objectContaining({ name: 'c', speedAfter: expect.closeTo(after[2].speed, 9) }),
    ]);
    // Both copies share the way: together they take longer than one.
    expect(together.seconds).toBeGreaterThan(alone.seconds);
  });

  test('are refused together, naming the one that has no room', () => {
    const big = guestOn(0, 'big', { memoryMiB: 5120 });
    const full = guestOn(1, 'full', { memoryMiB: 2048 });
    expect(ask([a, big, full], ['a', 'big'])).toEqual({
      id: 'hot-first',
      refused: 'big: needs 5.0 GiB, 4.0 GiB free on node 1',
    });
  });

  test('those that are there already stay', () => {
    const there = guestOn(1, 'b', { memoryMiB: 2048, workload: busy });
    expect(ask([a, there, c], ['a', 'b'])).toMatchObject({ copiedMiB: expect.closeTo(2048, 6) });
    expect(ask([{ ...there, name: 'a' }, there], ['a', 'b'])).toEqual({
      id: 'hot-first',
      refused: 'a: nothing to move, it is already there',
    });
  });
});
