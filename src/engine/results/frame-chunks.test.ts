import { expect, test, vi } from 'vitest';
import { bytesOf, joinFrames } from './frame-chunks.ts';
import type { Frames } from '../frames.ts';
import { createRun } from '../run.ts';
import { erratic } from '../testing/erratic.ts';
import { forAllDice, NO_LIMIT } from '../testing/random-dice.ts';
import { randomRun } from '../testing/random-run.ts';

// A longer search (NEARFAR_RUNS) takes what it takes.
vi.setConfig({ testTimeout: NO_LIMIT });

test('chunks joined are what would have been recorded in one piece', () => {
  forAllDice(10, (row) => {
    const scenario = randomRun(row);
    const whole = createRun(scenario, erratic, { record: true });
    while (!whole.advance(1000));
    const pieces = createRun(scenario, erratic, { record: true });
    const chunks: Frames[] = [];
    for (let done = false; !done;) {
      done = pieces.advance(7);
      chunks.push(pieces.takeFrames()!);
    }
    const joined = joinFrames(chunks);
    expect(joined).toEqual(whole.takeFrames());
    expect(bytesOf(joined)).toBe(chunks.reduce((sum, chunk) => sum + bytesOf(chunk), 0) - 12 * (chunks.length - 1));
  });
});
