import { expect, test } from 'vitest';
import { createRun, runScenario } from './run.ts';
import { runChecked, saying } from './testing/checked-run.ts';
import { erratic } from './testing/erratic.ts';
import { forAllDice, NO_LIMIT } from './testing/random-dice.ts';
import { randomRun } from './testing/random-run.ts';

test(
  'nothing is lost, doubled, overdrawn or negative after any event of a run in which anything is asked for',
  () => {
    forAllDice(60, (row) => {
      const scenario = randomRun(row, { moves: 6 });
      saying(erratic, scenario, () => runChecked(scenario, erratic));
    });
  },
  NO_LIMIT,
);

test(
  'a run in slices of any size, with frames or without, has the same bits',
  () => {
    forAllDice(15, (row) => {
      const scenario = randomRun(row);
      saying(erratic, scenario, () => {
        const whole = runScenario(scenario, erratic);
        const run = createRun(scenario, erratic, { record: true });
        for (let t = 0; t < run.until; t += 0.77) {
          run.advanceTo(t);
          run.takeFrames();
          run.advance(2);
        }
        while (!run.advance(1));
        expect(run.result()).toEqual(whole);
      });
    });
  },
  NO_LIMIT,
);
