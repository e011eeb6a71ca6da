import { describe, expect, test, vi } from 'vitest';
import type { Scenario } from '../../model/scenario.ts';
import {
  COPY,
  COPY_FIELDS,
  frameIndexAt,
  GUEST_FIELDS,
  PART,
  PART_FIELDS,
  RUN_FIELDS,
  type Frames,
} from '../frames.ts';
import { costOf } from '../cost.ts';
import { finish, step } from './loop.ts';
import { createRecorder, takeFrames } from '../results/recorder.ts';
import { resultOf } from './result.ts';
import { createRun, resumeRun, runScenario, type Branch, type FrameWindow, type Run, type Snapshot } from '../run.ts';
import { openSession, settingOf } from './session.ts';
import type { MoveRequest, Strategy } from '../strategy.ts';
import { erratic } from '../testing/erratic.ts';
import { forAllDice, NO_LIMIT } from '../testing/random-dice.ts';
import { randomRun } from '../testing/random-run.ts';
import { asFile } from '../testing/random-scenario.ts';
import { guestOn, scenarioOf, scripted } from '../testing/scripted.ts';
import { smallHost } from '../testing/small.ts';

// A longer search (NEARFAR_RUNS) takes what it takes.
vi.setConfig({ testTimeout: NO_LIMIT });

function toTheEnd(run: Run): Run {
  while (!run.advance(1000));
  return run;
}

/** A snapshot as another thread or a store would hand it on. */
function sent(snapshot: Snapshot): Snapshot {
  return structuredClone(snapshot);
}

function saying(scenario: Scenario, body: () => void): void {
  try {
    body();
  } catch (error) {
    throw new Error(`${String(error)}\n${asFile(scenario)}`, { cause: error });
  }
}

describe('a run that is stopped, saved and resumed', () => {
  test('goes on to the same bits, wherever it was stopped, and leaves the snapshot as it was', () => {
    forAllDice(10, (row) => {
      const scenario = randomRun(row, { moves: 6 });
      saying(scenario, () => {
        const whole = runScenario(scenario, erratic);
        const run = createRun(scenario, erratic);
        const snapshots: Snapshot[] = [];
        for (let n = 0; !run.advance(1 + (n % 7)); n++) if (n % 5 === 2) snapshots.push(sent(run.snapshot()));
        run.advanceTo(run.until);
        expect(run.result()).toEqual(whole);
        for (const snapshot of snapshots.slice(0, 6)) {
          expect(toTheEnd(resumeRun(snapshot, byId)).result()).toEqual(whole);
          expect(toTheEnd(resumeRun(snapshot, byId)).result().hash).toBe(whole.hash);
        }
      });
    });
  });

  test('between two events too', () => {
    forAllDice(10, (row) => {
      const scenario = randomRun(row);
      saying(scenario, () => {
        let run = createRun(scenario, erratic);
        for (let t = 0.3; t < run.until; t += 9.1) {
          run.advanceTo(t);
          run = resumeRun(sent(run.snapshot()), byId);
          expect(run.now).toBe(t);
        }
        expect(toTheEnd(run).result()).toEqual(runScenario(scenario, erratic));
      });
    });
  });

  test('not by another engine', () => {
    const snapshot = { ...createRun(scenarioOf(smallHost([{}]), []), erratic).snapshot(), engine: '0.0.0' };
    expect(() => resumeRun(snapshot, byId)).toThrow('The snapshot was made by engine 0.0.0');
  });
});

const mover: Strategy = {
  ...scripted(),
  id: 'mover',
  period: () => 3,
  policy: (view, _, memory) => {
    memory['looks'] = (memory['looks'] ?? 0) + 1;
    return [
      {
        guest: 0,
        to: [view.guests()[0].homes[0] === 0 ? 1 : 0],
        mechanism: 'vcpu-only',
        reason: `${memory['looks']}`,
      },
    ];
  },
};

describe('a branch', () => {
  const scenario = scenarioOf(smallHost([{}, {}]), [guestOn(0, 'a'), guestOn(0, 'b')], [], { until: 20 });

  test('goes another way from its instant on, what was before stays', () => {
    const run = createRun(scenario, mover);
    run.advanceTo(10.5);
    const branches = [{ at: 10.5, strategy: scripted() }];
    const other = toTheEnd(resumeRun(run.snapshot(), () => mover, { branches })).result();
    expect(other.moves.map((move) => move.at)).toEqual([3, 6, 9]);
    expect([other.strategy, other.branches]).toEqual(['mover', [{ at: 10.5, id: 'scripted', params: {} }]]);
    expect(
      toTheEnd(run)
        .result()
        .moves.map((move) => move.at),
    ).toEqual([3, 6, 9, 12, 15, 18]);
  });

  test('to a strategy that looks at the multiples of its period and remembers nothing', () => {
    const run = createRun(scenario, scripted());
    run.advanceTo(10.5);
    const branches = [{ at: 10.5, strategy: mover }];
    const { moves } = toTheEnd(resumeRun(run.snapshot(), () => scripted(), { branches })).result();
    expect(moves.map((move) => [move.at, move.reason])).toEqual([
      [12, '1'],
      [15, '2'],
      [18, '3'],
    ]);
  });
});

/** As text, without the last digits: where a solution begins decides them. */
function rounded(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'number' ? item.toPrecision(9) : item));
}

/** Another one of its kind, told from it by its period, so that it matters who is in charge. */
const hasty: Strategy = { ...erratic, id: 'hasty', period: () => 0.7 };

function byId(id: string): Strategy | undefined {
  return [erratic, hasty].find((strategy) => strategy.id === id);
}

/** Two strategies in turn over a run of this length. */
function branchesOver(until: number): Branch[] {
  const times = [0.31, 0.4, 0.77].map((share) => share * until);
  return times.map((at, n) => ({ at, strategy: n % 2 === 0 ? hasty : erratic }));
}

function wish(reason: string): MoveRequest {
  return { guest: 0, to: [1], mechanism: 'vcpu-only', reason };
}

describe('branches, one after the other', () => {
  test('are the same to the bit from the beginning, from a snapshot, and from a checkpoint of the run without them', () => {
    forAllDice(10, (row) => {
      const scenario = randomRun(row, { moves: 6, most: 9 });
      saying(scenario, () => {
        const plain = toTheEnd(createRun(scenario, erratic, { record: true }));
        const branches = branchesOver(plain.until);
        const whole = runScenario(scenario, erratic, { branches });
        const stopped = createRun(scenario, erratic);
        stopped.advanceTo(0.2 * stopped.until);
        const snapshot = sent(stopped.snapshot());
        expect(toTheEnd(resumeRun(snapshot, byId, { branches })).result()).toEqual(whole);
        const first = toTheEnd(plain.branch(branches.slice(0, 1))!);
        const all = toTheEnd(first.branch(branches.slice(1))!);
        expect(all.result()).toEqual(whole);
        const again = resumeRun(sent(all.branch([])!.snapshot()), byId);
        expect(toTheEnd(again).result()).toEqual(whole);
        expect(toTheEnd(all.branch([])!).result()).toEqual(whole);
      });
    });
  });

  test('of a long run begin at a checkpoint, and their pictures are those of the whole', () => {
    const phases = Array.from({ length: 3000 }, (_, n) => ({ at: 1 + 2 * n, workload: { duty: (n % 10) / 10 } }));
    const scenario = scenarioOf(smallHost([{}, {}]), [guestOn(0, 'a', { phases })], [], { until: 6000 });
    const branches = [{ at: 3001, strategy: erratic }];
    const plain = toTheEnd(createRun(scenario, hasty, { record: true }));
    const branch = plain.branch(branches)!;
    expect(branch.now).toBeGreaterThan(2000);
    expect(branch.now).toBeLessThanOrEqual(3001);
    const whole = toTheEnd(createRun(scenario, hasty, { record: true, branches }));
    expect(toTheEnd(branch).result()).toEqual(whole.result());
    for (const t of [100, 2999, 3001, 5000]) {
      const [ours, theirs] = [branch.framesAround(t)!, whole.framesAround(t)!];
      const from = Math.max(ours.from, theirs.from);
      expect(frameIndexAt(ours.frames, t)).toBeGreaterThanOrEqual(0);
      const at = (window: FrameWindow): string =>
        texts(window.frames, [...window.guests], 2)[frameIndexAt(window.frames, t)]!;
      expect([from <= t, at(ours)]).toEqual([true, at(theirs)]);
    }
  });

  test('at an instant leave its own events to the strategy before', () => {
    const scenario = scenarioOf(smallHost([{}, {}]), [guestOn(0, 'a')], [], { until: 6 });
    const before = { ...scripted([[], [], [wish('before')]]), id: 'before' };
    const after = scripted([[], [], [wish('after')], [wish('after')]]);
    const { moves } = runScenario(scenario, before, { branches: [{ at: 3, strategy: after }] });
    expect(moves.map(({ at, reason }) => [at, reason])[0]).toEqual([3, 'before']);
  });

  test('can begin at any checkpoint: what a move would cost then is what it costs at the start of what is there then', () => {
    const scenario = scenarioOf(smallHost([{}, {}]), [guestOn(0, 'a'), guestOn(0, 'b')], [], { until: 60 });
    const run = toTheEnd(createRun(scenario, mover, { record: true }));
    const there = run.branch([], 28)!;
    there.advanceTo(28);
    const placement = { parts: [{ node: 1, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 0, memoryMiB: 1024 }] }] };
    const then = { ...scenario, guests: [{ ...scenario.guests[0], placement }, scenario.guests[1]] };
    for (const to of [[0], [1]])
      expect(rounded(there.cost({ guest: 'a', to }))).toBe(rounded(costOf(then, { guest: 'a', to })));
    expect(() => there.cost({ guest: 'c', to: [0] })).toThrow('c is not there at 28 s');
  });

  test('go forwards', () => {
    const scenario = scenarioOf(smallHost([{}]), [], [], { until: 6 });
    const branches = [3, 3].map((at) => ({ at, strategy: scripted() }));
    expect(() => createRun(scenario, scripted(), { branches })).toThrow('not after');
    const run = createRun(scenario, erratic);
    run.advanceTo(4);
    expect(() => resumeRun(run.snapshot(), byId, { branches: branches.slice(1) })).toThrow('cannot branch at 3 s');
    expect(() => resumeRun(run.snapshot(), () => undefined)).toThrow('no strategy');
  });
});

/** Every frame of a chunk as text, guests by their number in the run. */
function texts(frames: Frames, guests: readonly number[], nodes: number): string[] {
  const count = frames.guests.length / GUEST_FIELDS / Math.max(1, frames.count);
  return Array.from({ length: frames.count }, (_, f) => {
    const rows: string[] = [];
    for (let g = 0; g < count; g++) {
      const at = (f * count + g) * GUEST_FIELDS;
      const record = [...frames.guests.subarray(at, at + GUEST_FIELDS)];
      // Who is not there in this time has no columns in a window.
      if (record[0] === 1) rows.push(`guest ${guests[g]}: ${record.join()}`);
    }
    for (let p = frames.partStart[f]; p < frames.partStart[f + 1]; p++) {
      const part = [...frames.parts.subarray(p * PART_FIELDS, p * PART_FIELDS + PART_FIELDS)];
      rows.push(`part of ${guests[part[PART.guest]]}: ${part.slice(1).join()}`);
      rows.push([...frames.traffic.subarray(p * nodes, p * nodes + nodes)].join());
      rows.push([...frames.runs.subarray(frames.runStart[p] * RUN_FIELDS, frames.runStart[p + 1] * RUN_FIELDS)].join());
    }
    for (let c = frames.copyStart[f]; c < frames.copyStart[f + 1]; c++) {
      const copy = [...frames.copies.subarray(c * COPY_FIELDS, c * COPY_FIELDS + COPY_FIELDS)];
      rows.push(`copy of ${guests[copy[COPY.guest]]}: ${copy.slice(1).join()}`);
    }
    return `${frames.times[f]} ${rows.join('; ')}`;
  });
}

describe('frames computed again', () => {
  test('are those of the run, at any instant, for the guests that are there', () => {
    forAllDice(8, (row) => {
      const scenario = randomRun(row, { moves: 6, most: 9 });
      const nodes = scenario.host.nodes.length;
      saying(scenario, () => {
        const run = toTheEnd(createRun(scenario, erratic, { record: true }));
        const recorded = run.takeFrames()!;
        const all = texts(
          recorded,
          scenario.guests.map((_, g) => g),
          nodes,
        );
        for (let t = 0; t <= run.until; t += run.until / 13) {
          const window = run.framesAround(t)!;
          expect(window.from).toBeLessThanOrEqual(t);
          if (t < run.until) expect(window.to).toBeGreaterThan(t);
          const first = frameIndexAt(recorded, window.from);
          const again = texts(window.frames, [...window.guests], nodes);
          expect(again).toEqual(all.slice(first, first + window.frames.count));
          expect(recorded.times[first + window.frames.count] ?? run.until).toBe(window.to);
        }
      });
    });
  });

  test('of a long run: few checkpoints, windows that follow each other without a gap', () => {
    // 20,000 events: a guest that changes its mind every 2 s.
    const phases = Array.from({ length: 20_000 }, (_, n) => ({ at: 1 + 2 * n, workload: { duty: (n % 10) / 10 } }));
    const scenario = scenarioOf(smallHost([{}, {}]), [guestOn(0, 'a', { phases })], [], { until: 86_400 });
    const run = toTheEnd(createRun(scenario, scripted(), { record: true }));
    expect(run.framesUntil).toBe(86_400);
    let window: FrameWindow = run.framesAround(0)!;
    let [frames, windows] = [window.frames.count, 1];
    while (window.to < run.until) {
      const next = run.framesAround(window.to)!;
      expect(next.from).toBeLessThanOrEqual(window.to);
      frames += next.frames.count - frameIndexAt(next.frames, window.to);
      window = next;
      windows++;
    }
    expect(frames).toBe(20_002);
    expect(windows).toBeGreaterThan(10);
    expect(windows).toBeLessThanOrEqual(48);
  });

  test('a recorder that is full stops, the run does not', () => {
    const phases = Array.from({ length: 200 }, (_, n) => ({ at: n / 10, workload: { duty: (n % 10) / 10 } }));
    const scenario = scenarioOf(smallHost([{}, {}]), [guestOn(0, 'a', { phases })]);
    const recorder = createRecorder(10_000);
    const s = openSession(settingOf(scenario, scripted(), {}), recorder);
    while (step(s, s.until));
    finish(s);
    const { count, times } = takeFrames(recorder);
    expect(count).toBeGreaterThan(20);
    expect(count).toBeLessThan(60);
    expect(recorder.fullAt).toBeCloseTo(times[count - 1] + 0.1, 9);
    expect(resultOf(s).hash).toBe(runScenario(scenario, scripted()).hash);
  });
});
