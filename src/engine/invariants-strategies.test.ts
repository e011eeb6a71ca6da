import { expect, test } from 'vitest';
import { STRATEGIES } from '../strategies/index.ts';
import { runScenario } from './run.ts';
import { runChecked, saying } from './testing/checked-run.ts';
import { erratic } from './testing/erratic.ts';
import { Dice, forAllDice, NO_LIMIT } from './testing/random-dice.ts';
import { randomRun } from './testing/random-run.ts';

/** A period that many events of a grid fall on. */
const GRID = 1.7;

test(
  'every invariant holds after every event, under every strategy',
  () => {
    forAllDice(60, (row) => {
      const scenario = randomRun(row);
      const strategy = new Dice(row.slice(-3)).pick(STRATEGIES);
      saying(strategy, scenario, () => runChecked(scenario, strategy));
    });
  },
  NO_LIMIT,
);

test(
  'every invariant holds where everything happens at once',
  () => {
    forAllDice(60, (row) => {
      const dice = new Dice(row.slice(-3));
      const scenario = randomRun(row, { grid: dice.pick([GRID, 10, 5 * GRID]), moves: 12 });
      const strategy = dice.pick([erratic, ...STRATEGIES]);
      saying(strategy, scenario, () => runChecked(scenario, strategy));
    });
  },
  NO_LIMIT,
);

test(
  'metrics stay within what they can be, under every strategy',
  () => {
    forAllDice(40, (row) => {
      const scenario = randomRun(row);
      const strategy = new Dice(row.slice(-3)).pick(STRATEGIES);
      saying(strategy, scenario, () => {
        const { metrics, moves } = runScenario(scenario, strategy);
        for (const [name, value] of Object.entries(metrics)) expect(value, name).toBeGreaterThanOrEqual(0);
        for (const name of ['remoteAccessRatio', 'jainFairness', 'busiestController', 'busiestLink'] as const)
          expect(metrics[name], name).toBeLessThanOrEqual(1 + 1e-9);
        expect(metrics.p95Slowdown).toBeLessThan(Infinity);
        expect(metrics.movesInVain).toBeLessThanOrEqual(metrics.moves);
        expect(moves.length).toBeGreaterThanOrEqual(metrics.moves);
      });
    });
  },
  NO_LIMIT,
);
