import type { Scenario, StrategyChoice } from '../model/scenario.ts';

/** Strategies of a comparison that names none. */
const DEFAULT_PAIR: readonly [StrategyChoice, StrategyChoice] = [{ id: 'guest-numa' }, { id: 'dynamic-balance' }];

/** The two strategies that a scenario compares. */
export function pairOf(scenario: Scenario): readonly [StrategyChoice, StrategyChoice] {
  const [a = DEFAULT_PAIR[0], b = DEFAULT_PAIR[1]] = scenario.run?.strategies ?? [];
  return [a, b];
}
