import { describe, expect, test } from 'vitest';
import { esxi } from './esxi.ts';
import { newcomer, pretendView, type PretendGuest, type PretendNode } from './testing/pretend-view.ts';

const DEFAULTS = Object.fromEntries(esxi.params.map((spec) => [spec.name, spec.default]));

function place(nodes: readonly PretendNode[], vcpus: number, mib = 1024, aware = true): string {
  const decision = esxi.place(pretendView(nodes), newcomer(vcpus, mib, aware), DEFAULTS);
  if (decision.kind === 'parts') return decision.parts.map((part) => `${part.node}:${part.vcpus}`).join(' ');
  return decision.kind === 'unpinned' ? `over ${decision.nodes?.join()}` : 'refused';
}

describe('a home at power-on', () => {
  test('is the least loaded node with the memory', () => {
    expect(place([{ demand: 2 }, {}, { usedMiB: 8000 }], 2)).toBe('1:2');
  });

  test('a wide guest becomes clients on close nodes; below nine vCPUs it is not shown them', () => {
    expect(place([{}, {}, {}], 6)).toBe('over 0,1');
    expect(place([{}, {}, {}, {}], 10)).toBe('0:4 1:3 2:3');
  });

  test('a virtual node has at most eight vCPUs', () => {
    const nodes = [{ cores: 16 }, { cores: 16 }, { cores: 16 }];
    expect(place(nodes, 16)).toBe('0:16');
    expect(place(nodes, 20)).toBe('0:7 1:7 2:6');
  });

  test('the others are those closest to the first', () => {
    const far = pretendView([{}, {}, {}], [], { latencyNs: (from, to) => (from + to === 2 ? 110 : 200) });
    expect(esxi.place(far, newcomer(8, 1024, true), DEFAULTS)).toEqual({ kind: 'unpinned', nodes: [0, 2] });
  });

  test('where no node has the memory, several give it', () => {
    expect(place([{}, {}], 2, 12_000)).toBe('over 0,1');
    expect(place([{}, {}], 2, 20_000)).toBe('refused');
  });
});

function wishes(nodes: readonly PretendNode[], guests: readonly PretendGuest[], change: object = {}): string[] {
  const asked = esxi.policy?.(pretendView(nodes, guests), { ...DEFAULTS, ...change }, {}) ?? [];
  return asked.map(({ guest, to, mechanism }) => `g${guest} to ${to.join()} by ${mechanism}`);
}

const CROWD: readonly PretendGuest[] = [1, 2, 1].map((vcpus) => ({ vcpus, homes: [0] }));

describe('every two seconds', () => {
  test('a guest of the most loaded node goes to the least loaded one, pages after it', () => {
    expect(wishes([{}, {}], CROWD)).toEqual(['g1 to 1 by address-order']);
    expect(wishes([{}, {}], CROWD, { pageOrder: 'hot-first' })).toEqual(['g1 to 1 by hot-first']);
    expect(wishes([{}, {}], CROWD, { pageMigEnable: false })).toEqual(['g1 to 1 by vcpu-only']);
  });

  test('up to ten percent are left alone, and all when told so', () => {
    expect(wishes([{ cores: 100 }, { cores: 100, demand: 90 }], [{ vcpus: 100, demand: [99] }])).toEqual([]);
    expect(wishes([{}, {}], CROWD, { rebalanceEnable: false })).toEqual([]);
    expect(wishes([{}, {}], CROWD, { rebalanceCoresTotal: 9 })).toEqual([]);
    expect(wishes([{}, {}], CROWD, { rebalanceCoresNode: 5 })).toEqual([]);
  });

  test('one that already has memory there goes first', () => {
    const there = [CROWD[1], { vcpus: 1, homes: [0], memoryOn: [[0, 1024]] }];
    expect(wishes([{}, {}], there)).toEqual(['g1 to 1 by address-order']);
  });

  test('two guests change places where no single move helps', () => {
    const guests = [
      { vcpus: 4, homes: [0] },
      { vcpus: 3, homes: [1] },
    ];
    expect(wishes([{ demand: 1 }, { demand: 0 }], guests)).toEqual([
      'g0 to 1 by address-order',
      'g1 to 0 by address-order',
    ]);
  });

  test('without room for its memory a guest stays', () => {
    expect(wishes([{}, { usedMiB: 8000 }], CROWD)).toEqual([]);
    expect(wishes([{}, { usedMiB: 8000 }], CROWD, { pageMigEnable: false })).toEqual(['g1 to 1 by vcpu-only']);
  });

  test('a client of a wide guest goes alone', () => {
    const wide = { vcpus: 4, vnumaAware: true, homes: [0, 0] };
    expect(wishes([{}, {}], [wide])).toEqual(['g0 to 1,0 by address-order']);
  });
});
