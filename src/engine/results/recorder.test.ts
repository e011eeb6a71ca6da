import { describe, expect, test } from 'vitest';
import { MECHANISM_IDS } from '../../model/fields.ts';
import type { MechanismId, Scenario } from '../../model/scenario.ts';
import {
  COPY,
  COPY_FIELDS,
  COPY_PHASE,
  frameIndexAt,
  GUEST,
  GUEST_FIELDS,
  GUEST_STATUS,
  NODE,
  NODE_FIELDS,
  RUN,
  RUN_FIELDS,
  type Frames,
} from '../frames.ts';
import { createRun } from '../run.ts';
import { guestOn, scenarioOf, scripted } from '../testing/scripted.ts';
import { smallHost } from '../testing/small.ts';

const HOST = smallHost([{}, {}], { copy: { liveGBs: 1.048576, backgroundGBs: 1.048576 } });

function framesOf(scenario: Scenario): Frames {
  const run = createRun(scenario, scripted(), { record: true });
  while (!run.advance(1000));
  return run.takeFrames()!;
}

function moving(mechanism: MechanismId): Frames {
  const workload = { writableSetMiB: 100, dirtyRateMiBs: 100 };
  const guest = guestOn(0, 'a', { memoryMiB: 1000, workload });
  return framesOf(scenarioOf(HOST, [guest], [{ at: 5, guest: 'a', to: [1], mechanism }], { until: 20 }));
}

type CopyField = keyof typeof COPY;

/** One field of the copy that is in flight at `t`. */
function copyAt(frames: Frames, t: number, field: CopyField): number | undefined {
  const f = frameIndexAt(frames, t);
  const row = frames.copyStart[f];
  return row < frames.copyStart[f + 1] ? frames.copies[row * COPY_FIELDS + COPY[field]] : undefined;
}

describe('frames', () => {
  test('one for each instant at which something changed, and one at the end', () => {
    const scenario = scenarioOf(HOST, [guestOn(0, 'a', { arrive: 3, depart: 7 })], [], { until: 9 });
    const frames = framesOf(scenario);
    expect([...frames.times]).toEqual([0, 3, 7, 9]);
    const status = [0, 1, 2, 3].map((f) => frames.guests[f * GUEST_FIELDS + GUEST.status]);
    expect(status).toEqual([GUEST_STATUS.absent, GUEST_STATUS.running, GUEST_STATUS.gone, GUEST_STATUS.gone]);
    expect(frames.nodes[1 * 2 * NODE_FIELDS + NODE.usedMiB]).toBe(1024);
  });

  test('a background copy: pause first, then extents with progress that goes on between frames', () => {
    const frames = moving('hot-first');
    expect([4.9, 5, 5.03, 5.05].map((t) => copyAt(frames, t, 'phase'))).toEqual([
      undefined,
      COPY_PHASE.paused,
      COPY_PHASE.copying,
      COPY_PHASE.copying,
    ]);
    expect(copyAt(frames, 5.5, 'mechanism')).toBe(MECHANISM_IDS.indexOf('hot-first'));
    expect([copyAt(frames, 5.5, 'from'), copyAt(frames, 5.5, 'to'), copyAt(frames, 5.5, 'round')]).toEqual([0, 1, -1]);
    expect(copyAt(frames, 5.5, 'totalMiB')).toBe(1000);
    const f = frameIndexAt(frames, 5.5);
    const done = copyAt(frames, 5.5, 'doneMiB')! + copyAt(frames, 5.5, 'rateMiBs')! * (5.5 - frames.times[f]);
    expect(done).toBeCloseTo(470, 2);
    expect(copyAt(frames, 6.1, 'phase')).toBeUndefined();
  });

  test('what has come lies at its new place, hottest extents first', () => {
    const frames = moving('hot-first');
    const f = frameIndexAt(frames, 5.5);
    const runs = Array.from(
      { length: frames.runStart[frames.partStart[f] + 1] - frames.runStart[frames.partStart[f]] },
      (_, n) => {
        const at = (frames.runStart[frames.partStart[f]] + n) * RUN_FIELDS;
        return [RUN.node, RUN.from, RUN.to, RUN.share].map((field) => frames.runs[at + field]);
      },
    );
    // 470 of 1000 MiB in extents of 31.25.
    expect(runs).toEqual([
      [0, 15, 32, 1],
      [1, 0, 15, 1],
    ]);
  });

  test('live: rounds are counted, the total grows with each', () => {
    const frames = moving('live');
    expect([5.5, 6.05].map((t) => copyAt(frames, t, 'round'))).toEqual([0, 1]);
    expect(copyAt(frames, 5.5, 'totalMiB')).toBe(1000);
    expect(copyAt(frames, 6.05, 'totalMiB')).toBeGreaterThan(1050);
    const pauses = Array.from({ length: frames.count }, (_, f) => frames.guests[f * GUEST_FIELDS + GUEST.paused]);
    expect(pauses.filter((paused) => paused === 1).length).toBeGreaterThan(0);
  });

  test('a run that does not record has no frames', () => {
    const run = createRun(scenarioOf(HOST, []), scripted());
    run.advanceTo(10);
    expect([run.takeFrames(), run.framesAround(5), run.framesUntil]).toEqual([undefined, undefined, 0]);
  });
});
