import type { Branch, RunOptions } from '../../engine/run.ts';
import type { Strategy, StrategyInfo } from '../../engine/strategy.ts';
import type { StrategyChoice } from '../../model/scenario.ts';
import { STRATEGIES, strategyById } from '../../strategies/index.ts';

/** The strategy of that name; throws the sentence for the user where there is none. */
export function strategyNamed(id: string): Strategy {
  const found = strategyById(id);
  if (!found) throw new Error(`There is no strategy "${id}".`);
  return found;
}

/** Who is in charge of a run, as the engine wants it. */
export interface Charge extends Pick<RunOptions, 'params'> {
  readonly strategy: Strategy;
  readonly branches: readonly Branch[];
}

/** A choice with the strategies that it names; throws the sentence for the user where one is not there. */
export function chargeOf({ id, params = {}, branches = [] }: StrategyChoice): Charge {
  return {
    strategy: strategyNamed(id),
    params,
    branches: branches.map((branch) => ({
      at: branch.at,
      strategy: strategyNamed(branch.id),
      params: branch.params ?? {},
    })),
  };
}

/** All strategies as data: functions do not travel. */
export function strategyInfos(): readonly StrategyInfo[] {
  return STRATEGIES.map(({ id, title, origin, params }) => ({ id, title, origin, params }));
}
