import { expect, test } from 'vitest';
import type { Arrivals } from '../model/arrivals.ts';
import { createRun, runScenario } from './run.ts';
import { runChecked, saying } from './testing/checked-run.ts';
import { erratic } from './testing/erratic.ts';
import { Dice, forAllDice, NO_LIMIT } from './testing/random-dice.ts';
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

function randomArrivals(dice: Dice): Arrivals {
  return {
    perHour: dice.pick([600, 6000]),
    most: 20,
    burstShare: dice.share(),
    shortStaySeconds: dice.pick([1, 20]),
    awareShare: dice.share(),
    flavours: [
      { vcpus: 1, memoryMiB: dice.between(1, 500) },
      { vcpus: 4, memoryMiB: dice.between(1, 5000) },
    ],
  };
}

test(
  'the same with guests that a generator sends, in bursts, for short and long stays',
  () => {
    forAllDice(12, (row) => {
      const arrivals = randomArrivals(new Dice(row));
      const scenario = { ...randomRun(row.slice(9), { moves: 3, most: 3 }), arrivals };
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
