import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeAll } from '../engine/place.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { firstFit } from '../strategies/first-fit.ts';
import { atStart, movedPlacement, moveLabel, withoutPins, withPlacements } from './placement.ts';

const node = { cores: 4, threads: 4, bandwidthGBs: 8, latencyNs: 100 };

function scenarioOf(sizes: readonly number[], guests: readonly Guest[]): Scenario {
  const nodes = sizes.map((memoryMiB, at) => ({ id: at * 2, memoryMiB, ...node }));
  return { nearfar: 1, host: { name: 'h', nodes }, guests };
}

function guest(name: string, memoryMiB: number, more: Partial<Guest> = {}): Guest {
  return { name, vcpus: 2, memoryMiB, ...more };
}

function placed(scenario: Scenario) {
  return withPlacements(scenario, placeAll(scenario, firstFit));
}

describe('first-fit placements written down', () => {
  test('fill the nodes in order; who does not fit is named with the reason', () => {
    const { scenario, unplaced } = placed(
      scenarioOf([4096, 4096], [guest('a', 3072), guest('b', 3072), guest('c', 3072)]),
    );
    expect(scenario.guests.map(({ name, placement }) => [name, placement?.parts[0]?.node])).toEqual([
      ['a', 0],
      ['b', 2],
    ]);
    expect(unplaced).toEqual([{ name: 'c', reason: expect.stringMatching(/./) }]);
  });

  test('leave a placement of the file as it is', () => {
    const placement = { parts: [{ node: 2, vcpus: 2, memoryMiB: 1024, cpus: '4-5' }] };
    const { scenario } = placed(scenarioOf([4096, 4096], [guest('a', 1024, { placement })]));
    expect(scenario.guests[0].placement).toBe(placement);
  });

  test('always hold all vCPUs and all memory, and never overfill a node', () => {
    const guests = fc.array(
      fc.record({ vcpus: fc.integer({ min: 1, max: 9 }), pages: fc.integer({ min: 1, max: 2 ** 20 }) }),
      {
        maxLength: 8,
      },
    );
    const sizes = fc.array(fc.integer({ min: 0, max: 8192 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sizes, guests, (nodes, list) => {
        const start = scenarioOf(
          nodes,
          list.map(({ vcpus, pages }, i) => ({ name: `g${i}`, vcpus, memoryMiB: pages / 256 })),
        );
        const { scenario, unplaced } = placed(start);
        expect(scenario.guests.length + unplaced.length).toBe(list.length);
        const used = new Map<number, number>();
        for (const { vcpus, memoryMiB, placement } of scenario.guests) {
          const parts = placement?.parts ?? [];
          expect(parts.reduce((sum, part) => sum + part.vcpus, 0)).toBe(vcpus);
          expect(parts.reduce((sum, part) => sum + part.memoryMiB, 0)).toBe(memoryMiB);
          for (const part of parts) used.set(part.node, (used.get(part.node) ?? 0) + part.memoryMiB);
        }
        for (const { id, memoryMiB } of scenario.host.nodes) expect(used.get(id) ?? 0).toBeLessThanOrEqual(memoryMiB);
      }),
      { numRuns: 200 },
    );
  });
});

test('guests that come later are not there at the start', () => {
  const scenario = scenarioOf([4096], [guest('now', 1024), guest('later', 1024, { arrive: 5 })]);
  expect(atStart(scenario).guests.map(({ name }) => name)).toEqual(['now']);
});

describe('a move', () => {
  const split = {
    parts: [
      { node: 0, vcpus: 2, memoryMiB: 1024, cpus: '0-1' },
      { node: 2, vcpus: 2, memoryMiB: 1024 },
    ],
  };

  test('brings all memory along; pins fall where the vCPUs leave their node', () => {
    const { parts } = movedPlacement(split, { guest: 'a', to: [2], mechanism: 'hot-first' });
    expect(parts).toEqual([
      { node: 2, vcpus: 2, memoryMiB: 1024 },
      { node: 2, vcpus: 2, memoryMiB: 1024 },
    ]);
  });

  test('of one part leaves the other with its pins', () => {
    const { parts } = movedPlacement(split, { guest: 'a', to: [0, 0], mechanism: 'live' });
    expect(parts).toEqual([
      { node: 0, vcpus: 2, memoryMiB: 1024, cpus: '0-1' },
      { node: 0, vcpus: 2, memoryMiB: 1024 },
    ]);
  });

  test('of the vCPUs alone leaves the memory where it lies, twice too', () => {
    const once = movedPlacement(split, { guest: 'a', to: [4], mechanism: 'vcpu-only' });
    const twice = movedPlacement(once, { guest: 'a', to: [6], mechanism: 'vcpu-only' });
    expect(twice.parts).toEqual([
      { node: 6, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 0, memoryMiB: 1024 }] },
      { node: 6, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 2, memoryMiB: 1024 }] },
    ]);
  });

  test('to pinned CPUs pins the parts that are named, on another node or at home', () => {
    const away = movedPlacement(split, { guest: 'a', to: [2, 2], mechanism: 'live', cpus: ['8-9', null] });
    expect(away.parts.map(({ node, cpus }) => [node, cpus])).toEqual([
      [2, '8-9'],
      [2, undefined],
    ]);
    const here = movedPlacement(split, { guest: 'a', to: [0, 2], mechanism: 'vcpu-only', cpus: ['3', null] });
    expect(here.parts).toEqual([{ ...split.parts[0], cpus: '3' }, split.parts[1]]);
    expect(withoutPins(here).parts.some((part) => 'cpus' in part)).toBe(false);
  });

  test('is called by who goes where', () => {
    const command = { guest: 'a', to: [2], mechanism: 'live' } as const;
    const placement = { parts: [{ node: 0, vcpus: 2, memoryMiB: 1024 }] };
    const scenario = scenarioOf([4096, 4096], [guest('a', 1024, { placement }), guest('b', 1024, { placement })]);
    expect(moveLabel(scenario, [command])).toBe('move a to node 2');
    expect(moveLabel(scenario, [{ ...command, cpus: ['4-7'] }])).toBe('move a to node 2, pinned to CPUs 4-7');
    expect(moveLabel(scenario, [{ ...command, to: [0], cpus: ['4-7'] }])).toBe('pin a to CPUs 4-7');
    expect(moveLabel(scenario, [command, { ...command, guest: 'b' }])).toBe('move 2 guests to node 2');
  });
});
