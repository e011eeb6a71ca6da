import { describe, expect, test } from 'vitest';
import type { MechanismId } from '../../model/scenario.ts';
import { beginMove, breakOff, flow, stepMove, untilNext, type Move } from './moves.ts';
import { solveRates, speedOf } from '../rates/rates.ts';
import { copyGBs, freeMiB, memoryOn, partRow, type State } from '../state/state.ts';
import { put, stateOf, type SmallGuest } from '../testing/small.ts';

const FAST = { copy: { liveGBs: 1.048576, backgroundGBs: 1.048576 } };
const WHOLE: SmallGuest = { parts: [{ home: 0, vcpus: 2, mib: 1024 }] };
const SPLIT: SmallGuest = {
  vnumaAware: true,
  parts: [
    { home: 0, vcpus: 1, mib: 1024 },
    { home: 1, vcpus: 1, mib: 512 },
  ],
};

function hostOf(count: number): State {
  return stateOf(
    Array.from({ length: count }, () => ({ bandwidthGBs: 1000 })),
    FAST,
  );
}

function started(state: State, mechanism: MechanismId, to: readonly number[], guest = 0): Move {
  const move = beginMove(state, 0, { guest, to, mechanism }, 0);
  if (typeof move === 'string') throw new Error(move);
  return move;
}

function refused(state: State, mechanism: MechanismId, to: readonly number[], floorMiB = 0): string | undefined {
  const move = beginMove(state, 0, { guest: 0, to, mechanism }, floorMiB);
  return typeof move === 'string' ? move : undefined;
}

/** Plays a move out; gives the time it took and what `look` saw before each event. */
function play<T>(state: State, move: Move, look: () => T): { seconds: number; seen: T[] } {
  let seconds = 0;
  const seen: T[] = [];
  while (!move.ended) {
    solveRates(state);
    seen.push(look());
    const dt = untilNext(state, move);
    flow(state, move, dt);
    seconds += dt;
    stepMove(state, move, 'xen-4.6');
  }
  solveRates(state);
  return { seconds, seen };
}

describe('a move is refused with the reason and its numbers', () => {
  test.each([
    ['vcpu-only', [0], 'nothing to move, it is already there'],
    ['hot-first', [0], 'nothing to move, it is already there'],
    ['live', [2], 'node 2 has no CPUs'],
    ['live', [1, 1], 'names 2 nodes for 1 parts'],
    ['hot-first', [1], 'needs 1.0 GiB, 512 MiB free on node 1'],
    ['process', [1], 'the guest does not read its topology, it cannot move tasks between vnodes'],
  ] as const)('%s to %j: %s', (mechanism, to, reason) => {
    const state = stateOf([{}, { memoryMiB: 512 }, { cores: 0, threads: 0 }]);
    put(state, 0, WHOLE);
    expect(refused(state, mechanism, to)).toBe(reason);
    expect([...state.reservedMiB]).toEqual([0, 0, 0]);
  });

  test('what stays free on every node is not there for moves', () => {
    const state = hostOf(2);
    put(state, 0, WHOLE);
    expect(refused(state, 'live', [1], 7168)).toBeUndefined();
    expect(refused(hostWith(WHOLE), 'live', [1], 7169)).toBe('needs 1.0 GiB, 1023 MiB free on node 1');
  });

  test('where nothing can flow', () => {
    const state = stateOf([{}, {}], { links: [link(0, 1, 0), link(1, 0, 4)] });
    put(state, 0, WHOLE);
    expect(refused(state, 'hot-first', [1])).toMatch(/^no data can flow from node 0 to node 1/);
    expect(refused(state, 'vcpu-only', [1])).toBeUndefined();
  });
});

function link(from: number, to: number, capacityGBs: number): { from: number; to: number; capacityGBs: number } {
  return { from, to, capacityGBs };
}

function hostWith(guest: SmallGuest, count = 2): State {
  const state = hostOf(count);
  put(state, 0, guest);
  return state;
}

describe('what a move holds', () => {
  test('the whole amount is reserved at the start and used piece by piece', () => {
    const state = hostWith(WHOLE);
    const move = started(state, 'hot-first', [1]);
    expect(state.reservedMiB[1]).toBe(1024);
    const { seen } = play(state, move, () => [state.reservedMiB[1] + state.usedMiB[1], freeMiB(state, 1)]);
    for (const [held, free] of seen) expect([held, free]).toEqual([1024, 7168]);
    expect([state.reservedMiB[1], state.usedMiB[0], state.usedMiB[1]]).toEqual([0, 0, 1024]);
    expect(move.extraMiB).toBe(32);
  });

  test('live needs all of it there, also what lies there already', () => {
    const state = hostWith({ parts: [{ home: 0, vcpus: 1, mib: 1024, on: (k) => (k < 16 ? 1 : 0) }] });
    const move = started(state, 'live', [1]);
    expect([state.reservedMiB[1], move.extraMiB]).toEqual([1024, 1024]);
    play(state, move, () => 0);
    expect([state.reservedMiB[1], state.usedMiB[1]]).toEqual([0, 1024]);
    expect(move.sentMiB).toBeGreaterThanOrEqual(1024);
  });

  test('background moves need what is not yet there', () => {
    const state = hostWith({ parts: [{ home: 0, vcpus: 1, mib: 1024, on: (k) => (k < 16 ? 1 : 0) }] });
    expect(started(state, 'address-order', [1]).reserved[1]).toBe(512);
  });

  test('one that is broken off gives back what it held and keeps what has landed', () => {
    const state = hostWith(WHOLE);
    const move = started(state, 'hot-first', [1]);
    for (let n = 0; n < 9; n++) {
      solveRates(state);
      flow(state, move, untilNext(state, move));
      stepMove(state, move, 'xen-4.6');
    }
    breakOff(state, move);
    expect([state.reservedMiB[1], state.usedMiB[1], state.home[0], state.copyLive[0]]).toEqual([0, 256, 1, 0]);
  });
});

function landed(mechanism: MechanismId, guest: SmallGuest, to: readonly number[]): string[] {
  const state = hostWith(guest, 3);
  const move = started(state, mechanism, to);
  const { plan } = move;
  return Array.from({ length: plan.count }, (_, i) => `${plan.part[i]}.${plan.extent[i]}`);
}

describe('the order of pages', () => {
  test('hot-first goes by heat × size, ties by extent, then part', () => {
    // Extents 0–5 are hot (6.4 of 32 take 80 %), extent 6 half so, the rest cold; part 1 has half the size.
    const order = landed('hot-first', SPLIT, [2]);
    expect(order.slice(0, 6)).toEqual(['0.0', '0.1', '0.2', '0.3', '0.4', '0.5']);
    expect(order.slice(6, 12)).toEqual(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5']);
    expect(order.slice(12, 16)).toEqual(['0.6', '1.6', '0.7', '0.8']);
  });

  test('between equal parts the same extents take turns', () => {
    const twins = { ...SPLIT, parts: [SPLIT.parts[0], { ...SPLIT.parts[0], home: 1 }] };
    expect(landed('hot-first', twins, [2]).slice(0, 4)).toEqual(['0.0', '1.0', '0.1', '1.1']);
  });

  test('uniform heat leaves the order of extents', () => {
    const even = { ...WHOLE, workload: { hotFraction: 0.3, hotShare: 0.3 } };
    expect(landed('hot-first', even, [1])).toEqual(Array.from({ length: 32 }, (_, k) => `0.${k}`));
  });

  test('address order takes part after part and leaves every source 1 − n/N of its heat', () => {
    const state = hostWith(WHOLE);
    const row = partRow(state, 0, 0);
    const { seen } = play(state, started(state, 'address-order', [1]), () => state.heat[row * 2]);
    // The first look is in the pause, then one before each of the 32 landings.
    seen.slice(1).forEach((heat, n) => expect(heat).toBeCloseTo(1 - n / 32, 12));
    expect(landed('address-order', SPLIT, [2]).slice(30, 34)).toEqual(['0.30', '0.31', '1.0', '1.1']);
  });
});

describe('vCPUs and pauses', () => {
  test('vcpu-only leaves the memory', () => {
    const state = hostWith(WHOLE);
    const { seconds } = play(state, started(state, 'vcpu-only', [1]), () => 0);
    expect([seconds, state.home[0], memoryOn(state, 0, 0)]).toEqual([0.03, 1, 1024]);
  });

  test('a background copy starts when the vCPUs run again', () => {
    const state = hostWith(WHOLE);
    const { seconds, seen } = play(state, started(state, 'hot-first', [1]), () => [state.paused[0], state.home[0]]);
    expect(seen[0]).toEqual([1, 1]);
    expect(seen[1]).toEqual([0, 1]);
    expect(seconds).toBeCloseTo(0.03 + 1.024, 9);
  });

  test('where the vCPUs are already, only memory comes, without a pause', () => {
    const state = hostWith({ parts: [{ home: 1, vcpus: 1, mib: 1024, on: () => 0 }] });
    const { seconds, seen } = play(state, started(state, 'hot-first', [1]), () => state.paused[0]);
    expect(seen).not.toContain(1);
    expect(seconds).toBeCloseTo(1.024, 9);
    expect(refused(hostWith({ parts: [{ home: 1, vcpus: 1, mib: 1024, on: () => 0 }] }), 'live', [1])).toBe(
      'nothing to move, it is already there',
    );
  });

  test.each([
    [true, 2.03],
    [false, 0.03],
  ])('two vnodes that change node, hotplug %s: %d s', (hotplug, seconds) => {
    const state = hostWith({ ...SPLIT, hotplug }, 3);
    const played = play(state, started(state, 'vcpu-only', [2]), () => speedOf(state, 0));
    expect(played.seconds).toBe(seconds);
    expect(played.seen).toEqual([0]);
    expect(state.stale[0]).toBe(hotplug ? 0 : 1);
  });

  test('suspend stands still for the whole copy', () => {
    const state = hostWith(WHOLE);
    const { seconds, seen } = play(state, started(state, 'suspend', [1]), () => state.paused[0]);
    expect(new Set(seen)).toEqual(new Set([1]));
    expect(seconds).toBeCloseTo(1.024 + 0.03, 9);
    expect([state.paused[0], state.home[0], state.usedMiB[1]]).toEqual([0, 1, 1024]);
  });
});

describe('live migration of some parts', () => {
  const quiet = { writableSetMiB: 96, dirtyRateMiBs: 300, memoryStall: 0, duty: 1 };

  test('only the parts that move are copied; working set and dirtying in proportion', () => {
    const state = hostWith({ ...SPLIT, hotplug: false, workload: quiet }, 3);
    const move = started(state, 'live', [0, 2]);
    expect([move.movedMiB, state.reservedMiB[2], [...move.to]]).toEqual([512, 512, [-1, 2]]);
    play(state, move, () => 0);
    // 512 MiB take 0.512 s at 1000 MiB/s; 300·(512/1536) = 100 MiB/s dirty 51.2 MiB, of which ws·(512/1536) = 32 count.
    // Then 3.2, 0.32 (82 pages) and 0.032 MiB (8 pages), which go in the pause.
    expect(move.round).toBe(4);
    expect(move.sentMiB).toBeCloseTo(512 + 32 + 3.2 + 0.32 + 0.032, 9);
    expect([state.home[0], state.home[1]]).toEqual([0, 2]);
  });
});

function rounds(dirtyGBs: number, rule: 'xen-4.6' | 'xen-4.5'): number {
  const state = stateOf([{ bandwidthGBs: 1000 }, { bandwidthGBs: 1000 }]);
  const dirtyRateMiBs = (dirtyGBs * 1e9) / 1_048_576;
  const workload = { memoryStall: 0, bandwidthPerCoreGBs: 0, writableSetMiB: 256, dirtyRateMiBs };
  put(state, 0, { workload, parts: [{ home: 0, vcpus: 1, mib: 4096 }] });
  const move = started(state, 'live', [1]);
  while (!move.ended) {
    solveRates(state);
    flow(state, move, untilNext(state, move));
    stepMove(state, move, rule);
  }
  return move.round;
}

describe('pre-copy rounds (MODEL §6)', () => {
  test.each([
    [0.5, 'xen-4.6', 5],
    [0.5, 'xen-4.5', 12],
    [0.95, 'xen-4.6', 5],
    [0.95, 'xen-4.5', 29],
    [0, 'xen-4.6', 1],
  ] as const)('dirtying %d GB/s with %s stops after %d live rounds', (dirty, rule, count) => {
    expect(rounds(dirty, rule)).toBe(count);
  });

  test('the older rule also stops when three times the memory has been sent', () => {
    const state = stateOf([{ bandwidthGBs: 1000 }, { bandwidthGBs: 1000 }]);
    const workload = { memoryStall: 0, bandwidthPerCoreGBs: 0, writableSetMiB: 4096, dirtyRateMiBs: 1e6 };
    put(state, 0, { workload, parts: [{ home: 0, vcpus: 1, mib: 4096 }] });
    const move = started(state, 'live', [1]);
    while (!move.ended) {
      solveRates(state);
      flow(state, move, untilNext(state, move));
      stepMove(state, move, 'xen-4.5');
    }
    expect([move.round, move.sentMiB]).toEqual([3, 4 * 4096]);
  });
});

test('copies that share a link share what it has', () => {
  const state = stateOf([{}, {}], { links: [link(0, 1, 1), link(1, 0, 1)], copy: { liveGBs: 1, backgroundGBs: 1 } });
  put(state, 0, WHOLE);
  put(state, 1, WHOLE);
  const slots = [0, 1].map((guest) => started(state, 'suspend', [1], guest).slot);
  solveRates(state);
  const rates = slots.map((slot) => copyGBs(state, slot));
  expect(rates[0]).toBeCloseTo(rates[1], 9);
  expect(rates[0] + rates[1]).toBeLessThanOrEqual(1 + 1e-9);
  expect(rates[0] + rates[1]).toBeGreaterThan(0.9);
});

const rate = (maxGBs?: number): number => {
  const move = beginMove(hostWith(WHOLE), 0, { guest: 0, to: [1], mechanism: 'hot-first', maxGBs }, 0);
  return typeof move === 'string' ? Number.NaN : move.rateGBs;
};

test('a ceiling slows a copy down, the host’s own rate stays one', () => {
  expect([rate(), rate(0.1), rate(50)]).toEqual([1.048576, 0.1, 1.048576]);
});

describe('moving a task', () => {
  const TASKS: SmallGuest = {
    vnumaAware: true,
    workload: { tasks: 3, shared: 0.25 },
    parts: [
      { home: 0, vcpus: 2, mib: 512 },
      { home: 1, vcpus: 2, mib: 512 },
    ],
  };

  test('the lowest of the fullest parts gives one to the lowest idle vCPU, its private data flow', () => {
    const state = hostWith(TASKS);
    expect([...state.partTasks.subarray(0, 2)]).toEqual([2, 1]);
    const move = started(state, 'process', [1]);
    expect([...state.partTasks.subarray(0, 2)]).toEqual([1, 2]);
    expect(move.extraMiB).toBe(16);
    const { seen } = play(state, move, () => [state.paused[0], state.ownFrom[1]]);
    expect(seen).toEqual([[0, 0]]);
    expect(state.ownFrom[1]).toBe(-1);
    expect(move.sentMiB).toBe((0.75 * 1024) / 3);
    expect([memoryOn(state, 0, 0), memoryOn(state, 1, 1)]).toEqual([512, 512]);
  });

  test('is refused where nobody is idle, or where the task would stay', () => {
    const state = hostWith({ ...TASKS, workload: { tasks: 4 } });
    expect(refused(state, 'process', [1])).toBe('no part of the guest on node 1 has an idle vCPU');
    expect(refused(hostWith(TASKS, 3), 'process', [2])).toBe('no part of the guest on node 2 has an idle vCPU');
    expect(refused(hostWith({ ...TASKS, workload: { tasks: 1 } }), 'process', [0])).toBe(
      'there is no task to move to node 0',
    );
  });

  test('all data shared: nothing flows and the move is over at once', () => {
    const move = started(hostWith({ ...TASKS, workload: { tasks: 3, shared: 1 } }), 'process', [1]);
    expect([move.ended, move.sentMiB, move.extraMiB]).toEqual([true, 0, 0]);
  });
});
