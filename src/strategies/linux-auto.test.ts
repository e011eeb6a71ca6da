import { describe, expect, test } from 'vitest';
import type { HostView, StrategyMemory } from '../engine/strategy.ts';
import { linuxAuto } from './linux-auto.ts';
import { newcomer, pretendView, type PretendGuest, type PretendNode } from './testing/pretend-view.ts';

const DEFAULTS = Object.fromEntries(linuxAuto.params.map((spec) => [spec.name, spec.default]));

/** What is asked for at looks a second apart, as "g0 to 1 by vcpu-only". */
function looks(
  nodes: readonly PretendNode[],
  guests: readonly PretendGuest[],
  count: number,
  change: Partial<HostView> = {},
): string[] {
  const memory: StrategyMemory = {};
  return Array.from({ length: count }, (_, n) => {
    const view = pretendView(nodes, guests, { now: n + 1, ...change });
    const asked = linuxAuto.policy?.(view, DEFAULTS, memory) ?? [];
    return asked.map(({ guest, to, mechanism }) => `g${guest} to ${to.join()} by ${mechanism}`).join(', ');
  });
}

describe('a new guest', () => {
  test('starts on the idlest node and touches its memory there, the rest on the nearest', () => {
    const nodes = [{ demand: 1 }, { usedMiB: 7680 }, {}];
    const view = pretendView(nodes, [], { latencyNs: (from, to) => (from === to ? 100 : from + to === 3 ? 110 : 200) });
    expect(linuxAuto.place(view, newcomer(2, 1024), DEFAULTS)).toEqual({
      kind: 'parts',
      parts: [{ node: 2, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 2, memoryMiB: 1024 }] }],
    });
    const full = pretendView([{ demand: 1 }, {}, { usedMiB: 7680 }], [], { latencyNs: view.latencyNs });
    expect(linuxAuto.place(full, newcomer(2, 9000), DEFAULTS)).toMatchObject({
      parts: [
        {
          node: 1,
          memoryOn: [
            { node: 1, memoryMiB: 8192 },
            { node: 2, memoryMiB: 512 },
            { node: 0, memoryMiB: 296 },
          ],
        },
      ],
    });
  });

  test('with more vCPUs than a node has cores runs on several; without memory in all it is refused', () => {
    expect(linuxAuto.place(pretendView([{}, {}, {}]), newcomer(6, 1024), DEFAULTS)).toEqual({
      kind: 'unpinned',
      nodes: [0, 1],
    });
    expect(linuxAuto.place(pretendView([{}]), newcomer(1, 9000), DEFAULTS).kind).toBe('refused');
  });
});

const AWAY: PretendGuest = { vcpus: 1, homes: [1], memoryOn: [[1024, 0]] };

test('the load balancer knows nothing of memory', () => {
  const crowd = [1, 1, 2].map((vcpus) => ({ vcpus, homes: [0] }));
  expect(looks([{}, { memoryMiB: 0 }], crowd, 1)).toEqual(['g2 to 1 by vcpu-only']);
});

test('vCPUs go where their faults are when no load gets worse by it', () => {
  expect(looks([{}, {}], [AWAY], 1)).toEqual(['g0 to 0 by vcpu-only']);
});

test('else pages follow: at once in the first scans, later after a whole pass over the memory', () => {
  const crowded = [{ demand: 4 }, { demand: 3 }];
  expect(looks(crowded, [AWAY], 2)).toEqual(['g0 to 1 by address-order', 'g0 to 1 by address-order']);
  const large = { ...AWAY, memoryMiB: 3072, memoryOn: [[3072, 0]] };
  const later = looks(crowded, [large], 14);
  expect(later.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'g0 to 1 by address-order'));
  expect(later.slice(4, 11)).toEqual(Array.from({ length: 7 }, () => ''));
  expect(later[11]).toBe('g0 to 1 by address-order');
});

test('pages stay where the CPUs of two nodes fault alike (three to one)', () => {
  const crowded = [{ demand: 3 }, { demand: 3 }];
  const even = {
    vcpus: 2,
    homes: [0, 1],
    memoryMiB: 1024,
    memoryOn: [
      [512, 0],
      [512, 0],
    ],
  };
  expect(looks(crowded, [even], 2)).toEqual(['', '']);
});

test('two guests change places when both together gain', () => {
  const other = { vcpus: 1, homes: [0], memoryOn: [[0, 1024]] };
  expect(looks([{ demand: 3 }, { demand: 3 }], [AWAY, other], 1)[0]).toContain('g0 to 0 by vcpu-only');
  const heavy = [
    { ...AWAY, vcpus: 2 },
    { ...other, vcpus: 2 },
  ];
  expect(looks([{ demand: 2 }, { demand: 2 }], heavy, 1)).toEqual(['g0 to 0 by vcpu-only, g1 to 1 by vcpu-only']);
});

test('a guest at work on both nodes stays', () => {
  const both = { vcpus: 1, homes: [1], memoryOn: [[640, 384]] };
  expect(looks([{}, {}], [both], 1)).toEqual(['g0 to 1 by address-order']);
});

test('a near guest is scanned ever less often; what was learned goes with the guest', () => {
  const memory: StrategyMemory = {};
  for (let now = 1; now <= 20; now++)
    linuxAuto.policy?.(pretendView([{}, {}], [{ vcpus: 1 }], { now }), DEFAULTS, memory);
  expect(memory).toEqual({ 'period 0': 16, 'next 0': 31, 'scans 0': 4, 'far 0': 0 });
  linuxAuto.react?.(pretendView([{}]), { kind: 'left', guest: 0 }, DEFAULTS, memory);
  expect(memory).toEqual({});
});
