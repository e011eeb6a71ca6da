import { describe, expect, test } from 'vitest';
import type { HostView, Params, Strategy, StrategyMemory } from '../engine/strategy.ts';
import { dynamicBalance } from './dynamic-balance.ts';
import { pinVcpuOnly } from './pin-vcpu-only.ts';
import { pretendView, type PretendGuest } from './testing/pretend-view.ts';

const PARAMS = { period: 10, threshold: 0.25, patience: 2, mechanism: 'hot-first' };

/** What a strategy asks for at each of several looks at the same view, as "g1 to 0 by live". */
function looks(strategy: Strategy, view: HostView, count: number, params: Params = PARAMS): string[][] {
  const memory: StrategyMemory = {};
  return Array.from({ length: count }, () =>
    (strategy.policy?.(view, params, memory) ?? []).map(
      (wish) => `g${wish.guest} to ${wish.to.join()} by ${wish.mechanism}`,
    ),
  );
}

const CROWDED: readonly PretendGuest[] = [
  { vcpus: 2, homes: [0] },
  { vcpus: 1, homes: [0] },
  { vcpus: 1, homes: [0] },
];

describe('dynamic-balance', () => {
  test('moves the guest that evens the load best, after two looks in a row', () => {
    expect(looks(dynamicBalance, pretendView([{}, {}], CROWDED), 4)).toEqual([
      [],
      ['g0 to 1 by hot-first'],
      [],
      ['g0 to 1 by hot-first'],
    ]);
  });

  test('by live migration if asked, and after as many looks as asked', () => {
    const params = { ...PARAMS, mechanism: 'live', patience: 1 };
    expect(looks(dynamicBalance, pretendView([{}, {}], CROWDED), 1, params)).toEqual([['g0 to 1 by live']]);
  });

  test('leaves a difference up to the threshold alone', () => {
    const even = pretendView([{}, { demand: 3 }], CROWDED);
    expect(looks(dynamicBalance, even, 3)).toEqual([[], [], []]);
    expect(looks(dynamicBalance, even, 2, { ...PARAMS, threshold: 0.2 })[1]).toHaveLength(0);
  });

  test('a move that would not even the load is not asked for', () => {
    expect(looks(dynamicBalance, pretendView([{}, {}], [{ vcpus: 4 }]), 3)).toEqual([[], [], []]);
  });

  test('two crowded and two idle nodes are evened one guest at a time', () => {
    const guests = [0, 0, 1, 1].map((home) => ({ vcpus: 2, homes: [home] }));
    expect(looks(dynamicBalance, pretendView([{}, {}, {}, {}], guests), 2)[1]).toEqual(['g0 to 2 by hot-first']);
  });

  test('needs the memory at the target: all of it for live, the rest for background copies', () => {
    const guests = [
      { vcpus: 2, homes: [0], memoryMiB: 4096, memoryOn: [[2048, 2048]] },
      { vcpus: 2, homes: [0], memoryMiB: 8000, memoryOn: [[8000]] },
    ];
    const view = pretendView([{ memoryMiB: 20_000 }, { memoryMiB: 4096 }], guests);
    expect(looks(dynamicBalance, view, 2)[1]).toEqual(['g0 to 1 by hot-first']);
    expect(looks(dynamicBalance, view, 2, { ...PARAMS, mechanism: 'live' })[1]).toEqual([]);
  });

  test('neither nodes without CPUs nor guests that move or float are touched', () => {
    const guests = [
      { vcpus: 2, homes: [0], moving: true },
      { vcpus: 2, homes: [0], unpinned: true },
    ];
    expect(looks(dynamicBalance, pretendView([{}, { cores: 0 }, {}], guests), 2)[1]).toEqual([]);
  });
});

describe('pin-vcpu-only', () => {
  test('moves vCPUs only, whether or not there is memory', () => {
    expect(looks(pinVcpuOnly, pretendView([{}, { memoryMiB: 0 }], CROWDED), 2)[1]).toEqual(['g0 to 1 by vcpu-only']);
  });

  test('vCPUs go home when the loads stay even', () => {
    const away = { vcpus: 1, homes: [1], demand: [0.5], memoryOn: [[1024, 0]] };
    expect(looks(pinVcpuOnly, pretendView([{}, {}], [away]), 1)).toEqual([['g0 to 0 by vcpu-only']]);
  });

  test('and when home is as empty as where they are', () => {
    const away = { vcpus: 4, homes: [1], memoryOn: [[1024, 0]] };
    expect(looks(pinVcpuOnly, pretendView([{}, {}], [away]), 1)).toEqual([['g0 to 0 by vcpu-only']]);
  });

  test('but not while home is crowded', () => {
    const guests = [
      { vcpus: 2, homes: [0] },
      { vcpus: 2, homes: [1], memoryOn: [[1024, 0]] },
    ];
    expect(looks(pinVcpuOnly, pretendView([{}, {}], guests), 3)).toEqual([[], [], []]);
  });
});
