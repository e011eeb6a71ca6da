import type { Strategy, StrategyInfo } from '../../engine/strategy.ts';
import { STRATEGIES, strategyById } from '../../strategies/index.ts';

/** The strategy of that name; throws the sentence for the user where there is none. */
export function strategyNamed(id: string): Strategy {
  const found = strategyById(id);
  if (!found) throw new Error(`There is no strategy "${id}".`);
  return found;
}

/** All strategies as data: functions do not travel. */
export function strategyInfos(): readonly StrategyInfo[] {
  return STRATEGIES.map(({ id, title, origin, params }) => ({ id, title, origin, params }));
}
