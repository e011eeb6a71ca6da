import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { finish, step } from './loop.ts';
import { solveRates } from './rates.ts';
import { runScenario } from './run.ts';
import { openSession, settingOf, type Session } from './session.ts';
import type { Strategy } from './strategy.ts';
import { erratic } from './testing/erratic.ts';
import { checkInvariants } from './testing/invariants.ts';
import { Dice, forAllDice, NO_LIMIT } from './testing/random-dice.ts';
import { randomRun } from './testing/random-run.ts';
import { asFile } from './testing/random-scenario.ts';

function checkedStep(s: Session): boolean {
  const before = s.now;
  const more = step(s, s.until);
  if (s.now < before) throw new Error(`time ran from ${before} to ${s.now}`);
  solveRates(s.state);
  checkInvariants(s);
  return more;
}

function runChecked(scenario: Scenario, strategy: Strategy): void {
  const s = openSession(settingOf(scenario, strategy, {}));
  while (checkedStep(s));
  finish(s);
  checkInvariants(s);
}

/** A broken run prints its strategy and its scenario as a file that reproduces it. */
function saying(strategy: Strategy, scenario: Scenario, body: () => void): void {
  try {
    body();
  } catch (error) {
    throw new Error(`${strategy.id}: ${String(error)}\n${asFile(scenario)}`, { cause: error });
  }
}

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
