import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { StrategyInfo } from '../engine/strategy.ts';
import { desk } from '../worker/page/client.ts';

/** Every strategy as data, in the order in which they are offered; their code stays in the worker. */
export function useStrategies(): UseQueryResult<readonly StrategyInfo[]> {
  return useQuery({
    queryKey: ['strategies'],
    queryFn: ({ signal }) => desk.call('strategies', undefined, { signal }),
  });
}
