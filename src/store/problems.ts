import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { PlacementFix } from '../analysis/fix.ts';
import { applyFix } from '../analysis/fix.ts';
import type { PlacementProblem } from '../analysis/placement-problem.ts';
import type { Scenario } from '../model/scenario.ts';
import { desk } from '../worker/page/client.ts';
import { changePlacement, usePlacement } from './explore.ts';
import { runInputKey } from './keys.ts';

/** What is wrong with the placement on the table, worst first. */
export function useProblems(): UseQueryResult<readonly PlacementProblem[]> {
  const scenario: Scenario | undefined = usePlacement().data?.scenario;
  return useQuery({
    queryKey: ['problems', scenario && runInputKey(scenario)],
    queryFn: scenario
      ? ({ signal }): Promise<readonly PlacementProblem[]> => desk.call('problems', scenario, { signal })
      : skipToken,
  });
}

/** Mends a problem, as one step that can be undone. */
export function mend(fix: PlacementFix): void {
  changePlacement(fix.title, (placed) => applyFix(placed, fix));
}
