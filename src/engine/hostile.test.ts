import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { validateScenario } from '../model/validate.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { costOf } from './cost.ts';
import { EngineError } from './scenario/host-model.ts';
import { ratesOf } from './rates-report.ts';
import { runScenario } from './run.ts';
import { mutated } from './testing/mutate.ts';
import { Dice, forAllDice, NO_LIMIT } from './testing/random-dice.ts';
import { randomRun } from './testing/random-run.ts';
import { asFile } from './testing/random-scenario.ts';

/** An answer, or the engine's own refusal; anything else is a fault. */
function answered<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

function allFinite(value: unknown, path: string): void {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${value}`).toBe(true);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) allFinite(inner, `${path}.${key}`);
}

function askAll(scenario: Scenario, dice: Dice): void {
  allFinite(
    answered(() => ratesOf(scenario)),
    'rates',
  );
  const guest = scenario.guests[0];
  if (guest !== undefined) {
    const to = [dice.pick(scenario.host.nodes).id];
    answered(() => costOf(scenario, { guest: guest.name, to }));
  }
  const { until = 120 } = scenario.run ?? {};
  if (until > 200) return;
  allFinite(answered(() => runScenario(scenario, dice.pick(STRATEGIES)))?.metrics, 'metrics');
}

test(
  'whatever the validation lets through, the engine answers or refuses in its own words',
  () => {
    forAllDice(400, (row) => {
      const dice = new Dice(row.toReversed());
      const file = mutated(JSON.parse(asFile(randomRun(row))), dice);
      const scenario = validateScenario(file).value;
      if (scenario === undefined) return;
      try {
        askAll(scenario, dice);
      } catch (error) {
        throw new Error(`${String(error)}\n${JSON.stringify(file)}`, { cause: error });
      }
    });
  },
  NO_LIMIT,
);
