import type { Scenario } from '../../model/scenario.ts';
import { finish, step } from '../session/loop.ts';
import { solveRates } from '../rates/rates.ts';
import { openSession, settingOf, type Session } from '../session/session.ts';
import type { Strategy } from '../strategy.ts';
import { checkInvariants } from './invariants.ts';
import { asFile } from './random-scenario.ts';

function checkedStep(s: Session): boolean {
  const before = s.now;
  const more = step(s, s.until);
  if (s.now < before) throw new Error(`time ran from ${before} to ${s.now}`);
  solveRates(s.state);
  checkInvariants(s);
  return more;
}

/** A whole run, every invariant checked after every event. */
export function runChecked(scenario: Scenario, strategy: Strategy): void {
  const s = openSession(settingOf(scenario, strategy, {}));
  while (checkedStep(s));
  finish(s);
  checkInvariants(s);
}

/** Prints the strategy and the scenario, as a file that reproduces it, with whatever goes wrong. */
export function saying(strategy: Strategy, scenario: Scenario, body: () => void): void {
  try {
    body();
  } catch (error) {
    throw new Error(`${strategy.id}: ${String(error)}\n${asFile(scenario)}`, { cause: error });
  }
}
