import { describe, expect, test } from 'vitest';
import { lineBound } from '../state/customers.ts';
import { progressOf, remoteRatioOf, solveRates, speedOf } from './rates.ts';
import { cloneState, copyGBs, endCopy, setHome, setPaused, startCopy, type State } from '../state/state.ts';
import { put, stateOf, type SmallPart } from '../testing/small.ts';
import { loadedWait } from '../equilibrium/wait-curve.ts';

const whole = (home: number, vcpus = 4, on?: number): SmallPart[] => [
  { home, vcpus, mib: 64, ...(on === undefined ? {} : { on: () => on }) },
];

function solved(state: State): State {
  solveRates(state);
  return state;
}

describe('line-fill buffers: b of MODEL §5', () => {
  test.each([
    // l = β·L₀/64 lines: 15.6 of 16; 0.016, one at a time is the least; between them a quarter, 4.5 times idle.
    [10, 15.625 / 16],
    [0.01, 0.015625],
    [1, 0.25],
    [0, 0],
  ])('at %d GB/s a core', (beta, b) => expect(lineBound(beta, 100, 16)).toBeCloseTo(b, 12));
});

describe('speed and waits (MODEL §5)', () => {
  test('a guest alone waits as the curve says: its own traffic already costs something', () => {
    const state = stateOf([{ bandwidthGBs: 40 }, {}]);
    put(state, 0, { workload: { memoryStall: 0.5, bandwidthPerCoreGBs: 5 }, parts: whole(0) });
    solved(state);
    const u = state.utilisation[0]!;
    const v = speedOf(state, 0);
    expect(v).toBeCloseTo(1 / (0.5 + 0.5 * (1 + loadedWait(u))), 10);
    expect(u).toBeCloseTo((4 * 5 * v) / 40, 12);
    expect(state.wait[0]).toBeCloseTo(100 * loadedWait(u), 8);
  });
  test('memory on a far node loads the links towards the reader and the far controller', () => {
    const state = stateOf([{}, {}, {}], {
      latencyNs: [
        [100, 150, 180],
        [150, 100, 150],
        [180, 150, 100],
      ],
      links: [
        { from: 0, to: 1, capacityGBs: 10 },
        { from: 1, to: 0, capacityGBs: 10 },
        { from: 1, to: 2, capacityGBs: 10 },
        { from: 2, to: 1, capacityGBs: 10 },
      ],
    });
    put(state, 0, { workload: { memoryStall: 0.2, bandwidthPerCoreGBs: 0.5 }, parts: whole(0, 4, 2) });
    solved(state);
    // Stations: controllers 0–2, then 0→1, 1→0, 1→2, 2→1.
    expect([...state.load].map((load) => load > 0)).toEqual([false, false, true, false, true, false, true]);
    expect(remoteRatioOf(state, 0)).toBe(1);
    const waits = state.wait[2]! + state.wait[4]! + state.wait[6]!;
    expect(speedOf(state, 0)).toBeCloseTo(1 / (0.8 + 0.2 * (1.8 + waits / 100)), 10);
  });
  test('a controller is never over its capacity, and its wait is at least the curve’s end', () => {
    const state = stateOf([{ bandwidthGBs: 4 }, {}]);
    put(state, 0, { workload: { memoryStall: 0.5, bandwidthPerCoreGBs: 8 }, parts: whole(0) });
    solved(state);
    expect(state.utilisation[0]).toBeGreaterThan(1 - 1e-12);
    expect(state.utilisation[0]).toBeLessThanOrEqual(1);
    expect(state.wait[0]).toBeGreaterThan(97);
  });
  test('memory nearer than any local one of a node with CPUs gives a speed above 1', () => {
    const state = stateOf([{}, { cores: 0, threads: 0, latencyNs: 40 }], {
      latencyNs: [
        [100, 50],
        [null, 40],
      ],
    });
    put(state, 0, { workload: { memoryStall: 1, bandwidthPerCoreGBs: 0.001 }, parts: whole(0, 1, 1) });
    expect(speedOf(solved(state), 0)).toBeCloseTo(2, 3);
  });
  test('who needs a station without capacity stands still, even without traffic, and nobody else', () => {
    const state = stateOf([{}, { bandwidthGBs: 0 }]);
    put(state, 0, { workload: { memoryStall: 0 }, parts: whole(0, 1, 1) });
    put(state, 1, { parts: whole(0, 1) });
    solved(state);
    expect(speedOf(state, 0)).toBe(0);
    expect(speedOf(state, 1)).toBeGreaterThan(0.9);
    expect([state.utilisation[1], state.wait[1]]).toEqual([0, 0]);
  });
});

describe('guests (MODEL §5)', () => {
  test('one that wants nothing has speed 1, one that is paused has 0', () => {
    const state = stateOf([{}]);
    put(state, 0, { workload: { tasks: 0 }, parts: whole(0) });
    put(state, 1, { parts: whole(0) });
    setPaused(state, 1, true);
    solved(state);
    expect([speedOf(state, 0), speedOf(state, 1)]).toEqual([1, 0]);
    expect(progressOf(state, 1)).toBe(0);
  });
  test('far accesses are weighted by progress, by demand where there is none, then by size', () => {
    const parts = [
      { home: 0, vcpus: 3, mib: 64, on: () => 0 },
      { home: 1, vcpus: 1, mib: 64, on: () => 0 },
    ];
    const state = stateOf([{}, {}]);
    put(state, 0, { parts, workload: { osLocality: 1, shared: 0 }, vnumaAware: true });
    expect(remoteRatioOf(solved(state), 0)).toBeGreaterThan(0.2);
    expect(remoteRatioOf(state, 0)).toBeLessThan(0.25);
    setPaused(state, 0, true);
    expect(remoteRatioOf(solved(state), 0)).toBeCloseTo(0.25, 12);
    put(state, 1, { parts, workload: { osLocality: 1, shared: 0, duty: 0 }, vnumaAware: true });
    expect(remoteRatioOf(solved(state), 1)).toBeCloseTo(0.5, 12);
  });
});

describe('copies (MODEL §5)', () => {
  test('keep their rate on an idle host, loading both controllers and the way', () => {
    const state = stateOf([{}, {}]);
    const slot = startCopy(state, 0, 1, 1);
    solved(state);
    expect(copyGBs(state, slot)).toBe(1);
    expect([...state.load]).toEqual([1, 1, 1, 0]);
    endCopy(state, slot);
    expect([...solved(state).load]).toEqual([0, 0, 0, 0]);
  });
  test('within one controller count twice there, and are bounded by half of it', () => {
    const state = stateOf([{ bandwidthGBs: 1 }, {}]);
    const slot = startCopy(state, 0, 0, 100);
    solved(state);
    expect(copyGBs(state, slot)).toBeCloseTo(0.5, 9);
    expect(state.utilisation[0]).toBeCloseTo(1, 9);
  });
  test('are bounded by the narrowest station, and stand still where one has no capacity', () => {
    const links = [
      { from: 0, to: 1, capacityGBs: 0.25 },
      { from: 1, to: 0, capacityGBs: 0 },
    ];
    const state = stateOf([{}, {}], { links });
    const [there, back] = [startCopy(state, 0, 1, 2), startCopy(state, 1, 0, 2)];
    solved(state);
    expect(copyGBs(state, there)).toBeCloseTo(0.25, 9);
    expect(copyGBs(state, back)).toBe(0);
  });
  test('fall behind where their line-fill buffers run out', () => {
    const state = stateOf([{ bandwidthGBs: 8 }, {}]);
    for (let g = 0; g < 3; g++)
      put(state, g, { workload: { memoryStall: 0.9, bandwidthPerCoreGBs: 12 }, parts: whole(0, 4) });
    const slot = startCopy(state, 0, 1, 4);
    solved(state);
    expect(copyGBs(state, slot)).toBeLessThan(4);
    expect(copyGBs(state, slot)).toBeGreaterThan(0);
  });
});

test('a clone goes on by itself to the same bits', () => {
  const state = stateOf([{ bandwidthGBs: 6 }, {}]);
  for (let g = 0; g < 3; g++) put(state, g, { workload: { bandwidthPerCoreGBs: 4 }, parts: whole(g % 2) });
  startCopy(state, 0, 1, 1);
  solved(state);
  const clone = cloneState(state);
  for (const each of [clone, state]) {
    setHome(each, each.guestFirst[2]!, 1);
    solved(each);
  }
  expect(progressOf(clone, 0)).toBe(progressOf(state, 0));
  expect(progressOf(clone, 2)).toBe(progressOf(state, 2));
  expect([...clone.wait]).toEqual([...state.wait]);
});
