import { describe, expect, it } from 'vitest';
import { deliverable, refreshDemand, shareNode } from './cpu.ts';
import { setPaused, type State } from '../state/state.ts';
import { put, stateOf, type SmallGuest } from '../testing/small.ts';

/** CPU shares of guests that lie whole on one node, rounded to the vectors' places. */
function shares(
  guests: readonly Omit<SmallGuest, 'parts'>[],
  vcpus: readonly number[],
  state = stateOf([{}]),
): number[] {
  const rows = guests.flatMap((guest, g) =>
    put(state, g, { ...guest, parts: [{ home: 0, vcpus: vcpus[g]!, mib: 64 }] }),
  );
  return settled(state, rows, guests.length);
}

function settled(state: State, rows: readonly number[], guests: number): number[] {
  for (let g = 0; g < guests; g++) refreshDemand(state, g);
  for (let node = 0; node < state.host.nodeCount; node++) shareNode(state, node);
  return rows.map((row) => Math.round(state.cpuShare[row]! * 1000) / 1000);
}

describe('CPU shares (MODEL §4)', () => {
  it('counts the weight once per running vCPU', () => {
    expect(shares([{ weight: 512 }, {}], [4, 4])).toEqual([2.667, 1.333]);
    expect(shares([{ weight: 512 }, {}, {}], [1, 4, 4])).toEqual([0.8, 1.6, 1.6]);
  });
  it('gives what a capped guest leaves to the others', () => {
    expect(shares([{ weight: 512, capPercent: 150 }, {}], [4, 4])).toEqual([1.5, 2.5]);
  });
  it('weighs running vCPUs whatever their duty, and only those', () => {
    expect(shares([{ workload: { tasks: 1 } }, {}], [4, 4])).toEqual([0.8, 3.2]);
    expect(shares([{ workload: { duty: 0.6 } }, {}], [4, 4])).toEqual([2, 2]);
  });
  it('splits a cap over the parts by their running vCPUs', () => {
    const state = stateOf([{}, {}]);
    const rows = put(state, 0, {
      capPercent: 200,
      parts: [
        { home: 0, vcpus: 3, mib: 64 },
        { home: 1, vcpus: 1, mib: 64 },
      ],
    });
    expect(settled(state, rows, 1)).toEqual([1.5, 0.5]);
    expect(state.wanted[0]).toBe(2);
  });
  it('lets a part want no more than the pCPUs that it is pinned to', () => {
    const state = stateOf([{}]);
    const rows = put(state, 0, { parts: [{ home: 0, vcpus: 4, mib: 64, pins: 2 }] });
    expect(settled(state, rows, 1)).toEqual([2]);
    expect(state.wanted[0]).toBe(2);
  });
  it('gives a paused guest nothing, and the others what it leaves', () => {
    const state = stateOf([{}]);
    const rows = [0, 1].flatMap((g) => put(state, g, { parts: [{ home: 0, vcpus: 4, mib: 64 }] }));
    setPaused(state, 0, true);
    expect(settled(state, rows, 2)).toEqual([0, 4]);
    expect(state.wanted[0]).toBe(4);
    expect([...state.cpuDemand]).toEqual([4]);
  });
  it('adds a quarter of a core for a second thread', () => {
    expect(deliverable(8, 4, 8)).toBe(5);
    expect(deliverable(6, 4, 8)).toBe(4.5);
    expect(deliverable(3, 4, 8)).toBe(3);
    expect(deliverable(20, 4, 8)).toBe(5);
    expect(shares([{}, {}], [4, 4], stateOf([{ threads: 8 }]))).toEqual([2.5, 2.5]);
  });
  it('meets demands that fit to the bit', () => {
    const state = stateOf([{}]);
    const rows = [0.1, 0.2, 0.7].flatMap((duty, g) =>
      put(state, g, { weight: 1 + g * 7, workload: { duty }, parts: [{ home: 0, vcpus: 1, mib: 64 }] }),
    );
    settled(state, rows, 3);
    expect(rows.map((row) => state.cpuShare[row])).toEqual([0.1, 0.2, 0.7]);
  });
});
