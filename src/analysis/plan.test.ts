import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Guest, Scenario } from '../model/scenario.ts';
import { planMoves } from './plan.ts';

const SIZE = 100;

const node = (id: number) => ({ id, cores: 4, threads: 4, memoryMiB: SIZE, bandwidthGBs: 10, latencyNs: 100 });

function scenario(homes: Readonly<Record<string, readonly [node: number, memoryMiB: number]>>, nodes = 3): Scenario {
  const guests = Object.entries(homes).map(([name, [home, memoryMiB]]): Guest => ({
    name,
    vcpus: 1,
    memoryMiB,
    placement: { parts: [{ node: home, vcpus: 1, memoryMiB }] },
  }));
  return { nearfar: 1, host: { name: 'h', nodes: Array.from({ length: nodes }, (_, id) => node(id)) }, guests };
}

/** 12,000 guests of one page each. */
function many(home: number): Record<string, readonly [node: number, memoryMiB: number]> {
  return Object.fromEntries(Array.from({ length: 12_000 }, (_, i) => [`g${i}`, [home, 1 / 256]]));
}

describe('planMoves', () => {
  it('has nothing to do where nothing changes', () => {
    const same = scenario({ a: [0, 50] });
    expect(planMoves(same, same)).toEqual({ order: [] });
  });

  it('lets the guest that makes room go first', () => {
    const before = scenario({ a: [0, 80], b: [1, 80] });
    const after = scenario({ a: [1, 80], b: [2, 80] });
    expect(planMoves(before, after)).toEqual({ order: ['b', 'a'] });
  });

  it('finds the order that a greedy one misses', () => {
    const before = scenario({ f: [0, 20], g: [2, 40], h: [0, 40], x: [1, 60] });
    const after = scenario({ f: [0, 20], g: [1, 40], h: [1, 40], x: [0, 60] });
    const { order, impossible } = planMoves(before, after);
    expect(impossible).toBeUndefined();
    expect(order.indexOf('h')).toBeLessThan(order.indexOf('x'));
  });

  it('says that two guests cannot swap full nodes without a pause', () => {
    const plan = planMoves(scenario({ a: [0, 80], b: [1, 80] }, 2), scenario({ a: [1, 80], b: [0, 80] }, 2));
    expect(plan.impossible).toContain('no order');
  });

  it('thousands of guests go as they fit', () => {
    const plan = planMoves(scenario({ ...many(0), last: [1, 100] }), scenario({ ...many(1), last: [2, 100] }));
    expect(plan.impossible).toBeUndefined();
    expect(plan.order).toHaveLength(12_001);
    expect(plan.order[0]).toBe('last');
  });

  it('never overfills a node, whatever the moves are', () => {
    const arrangement = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      fc.record({ from: fc.nat(2), to: fc.nat(2), size: fc.integer({ min: 1, max: 60 }) }),
    );
    fc.assert(
      fc.property(arrangement, (moves) => {
        const at = (end: 'from' | 'to') =>
          Object.fromEntries(Object.entries(moves).map(([name, one]) => [name, [one[end], one.size] as const]));
        const sum = (end: 'from' | 'to', node: number) =>
          Object.values(moves).reduce((total, one) => total + (one[end] === node ? one.size : 0), 0);
        fc.pre([0, 1, 2].every((node) => sum('from', node) <= SIZE && sum('to', node) <= SIZE));
        const { order, impossible } = planMoves(scenario(at('from')), scenario(at('to')));
        if (impossible !== undefined) return;
        const used = [0, 1, 2].map((node) => sum('from', node));
        for (const name of order) {
          used[moves[name]!.to]! += moves[name]!.size;
          expect(Math.max(...used)).toBeLessThanOrEqual(SIZE);
          used[moves[name]!.from]! -= moves[name]!.size;
        }
        expect(used).toEqual([0, 1, 2].map((node) => sum('to', node)));
      }),
    );
  });
});
