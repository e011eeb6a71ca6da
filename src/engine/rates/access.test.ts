import { describe, expect, test } from 'vitest';
import { heatUpTo, refreshAccess } from './access.ts';
import { moveExtentShare, setHome, setOwnFrom, setTasks, type State } from '../state/state.ts';
import { put, stateOf } from '../testing/small.ts';

function access(state: State, row: number): number[] {
  const n = state.host.nodeCount;
  return Array.from(state.access.subarray(row * n, row * n + n), (a) => Math.round(a * 1e9) / 1e9);
}

test('heat follows the polyline through (hf, hs)', () => {
  expect(heatUpTo(0.1, 0.2, 0.8)).toBeCloseTo(0.4, 15);
  expect(heatUpTo(0.2, 0.2, 0.8)).toBeCloseTo(0.8, 15);
  expect(heatUpTo(0.6, 0.2, 0.8)).toBeCloseTo(0.9, 15);
  expect(heatUpTo(0.5, 1, 1)).toBe(0.5);
  expect(heatUpTo(1, 0.2, 1)).toBe(1);
});

describe('where accesses go (MODEL §3)', () => {
  const workload = { shared: 0.2, osLocality: 0.9, hotFraction: 1, hotShare: 1 };
  const halves = [
    { home: 0, vcpus: 2, mib: 1024 },
    { home: 1, vcpus: 2, mib: 1024 },
  ];

  test('a flat guest reads where its heat lies: 8 hot extents of 32 on node 1', () => {
    const state = stateOf([{}, {}]);
    const [row] = put(state, 0, {
      workload: { hotFraction: 0.25, hotShare: 0.7 },
      parts: [{ home: 0, vcpus: 4, mib: 3200, on: (k) => (k < 8 ? 1 : 0) }],
    });
    refreshAccess(state, 0);
    expect(access(state, row!)).toEqual([0.3, 0.7]);
  });
  test('an OS that reads no topology mixes both halves, one that does keeps near what is private', () => {
    const state = stateOf([{}, {}]);
    const [flat] = put(state, 0, { workload, parts: halves });
    const [near, far] = put(state, 1, { workload, vnumaAware: true, parts: halves });
    refreshAccess(state, 0);
    refreshAccess(state, 1);
    expect(access(state, flat!)).toEqual([0.5, 0.5]);
    // (1 − 0.2) · 0.9 = 0.72 near, 0.28 mixed.
    expect(access(state, near!)).toEqual([0.86, 0.14]);
    expect(access(state, far!)).toEqual([0.14, 0.86]);
  });
  test('a single task does not fit into half of the memory', () => {
    const state = stateOf([{}, {}]);
    const [busy, idle] = put(state, 0, { workload: { ...workload, tasks: 1 }, vnumaAware: true, parts: halves });
    refreshAccess(state, 0);
    // f = ½ · 1/1: own = ½ m + ½ others = (½, ½); a part without tasks skips the rule.
    expect(access(state, busy!)).toEqual([0.5, 0.5]);
    expect(access(state, idle!)).toEqual([0.14, 0.86]);
  });
  test('a task on its way still reads where it came from', () => {
    const state = stateOf([{}, {}]);
    const [from, to] = put(state, 0, { workload: { ...workload, tasks: 4 }, vnumaAware: true, parts: halves });
    setTasks(state, from!, 2);
    setTasks(state, to!, 2);
    setOwnFrom(state, to!, from!);
    refreshAccess(state, 0);
    expect(access(state, to!)).toEqual([0.72 * 0.5 + 0.14, 0.72 * 0.5 + 0.14].map((a) => Math.round(a * 1e9) / 1e9));
  });
  test('a topology that nobody told the guest of is stale until more than half of the memory is back', () => {
    const state = stateOf([{}, {}, {}]);
    const [row] = put(state, 0, { workload, vnumaAware: true, hotplug: false, parts: halves });
    setHome(state, row!, 2);
    refreshAccess(state, 0);
    expect(access(state, row!)).toEqual([0.5, 0.5, 0]);
    for (let k = 0; k < 16; k++) moveExtentShare(state, row!, k, 0, 2, 1);
    refreshAccess(state, 0);
    expect(access(state, row!)).toEqual([0.25, 0.5, 0.25]);
    moveExtentShare(state, row!, 16, 0, 2, 1);
    refreshAccess(state, 0);
    expect(access(state, row!)[2]).toBeCloseTo(0.72 * (17 / 32) + 0.28 * (17 / 64), 9);
    setHome(state, row!, 2);
    expect(state.stale[row!]).toBe(0);
  });
  test('a guest that was told believes its topology at once', () => {
    const state = stateOf([{}, {}, {}]);
    const [row] = put(state, 0, { workload, vnumaAware: true, parts: halves });
    setHome(state, row!, 2);
    refreshAccess(state, 0);
    expect(access(state, row!)).toEqual([0.86, 0.14, 0]);
  });
  test('a share below 1e-12 is none', () => {
    const state = stateOf([{}, {}]);
    const [row] = put(state, 0, { workload, parts: [{ home: 0, vcpus: 4, mib: 1024 }] });
    moveExtentShare(state, row!, 31, 0, 1, 1e-12);
    refreshAccess(state, 0);
    expect(state.access[row! * 2 + 1]).toBe(0);
  });
});
