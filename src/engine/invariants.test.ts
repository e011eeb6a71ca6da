import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { finish, step } from './loop.ts';
import { solveRates } from './rates.ts';
import { createRun, runScenario } from './run.ts';
import { openSession, settingOf, type Session } from './session.ts';
import { checkInvariants } from './testing/invariants.ts';
import { erratic } from './testing/erratic.ts';
import { forAllDice } from './testing/random-dice.ts';
import { randomRun } from './testing/random-run.ts';
import { asFile } from './testing/random-scenario.ts';

function saying<T>(scenario: Scenario, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new Error(`${String(error)}\n${asFile(scenario)}`, { cause: error });
  }
}

function checkedStep(s: Session): boolean {
  const before = s.now;
  const more = step(s, s.until);
  if (s.now < before) throw new Error(`time ran from ${before} to ${s.now}`);
  solveRates(s.state);
  checkInvariants(s);
  return more;
}

function runChecked(scenario: Scenario): void {
  const s = openSession(settingOf(scenario, erratic, {}));
  while (checkedStep(s));
  finish(s);
  checkInvariants(s);
}

test('nothing is lost, doubled, overdrawn or negative after any event of a run in which anything is asked for', () => {
  forAllDice(60, (row) => {
    const scenario = randomRun(row, { moves: 6 });
    saying(scenario, () => runChecked(scenario));
  });
});

test('a run in slices of any size, with frames or without, has the same bits', () => {
  forAllDice(15, (row) => {
    const scenario = randomRun(row);
    saying(scenario, () => {
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
});
