import { skipToken, useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { PairedDifference } from '../analysis/pairs.ts';
import { RUN_FIELDS } from '../model/fields.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Share } from '../model/units.ts';
import { batches } from '../worker/page/client.ts';
import { stagesOf } from './branches.ts';
import { runInputKey } from './keys.ts';
import { pairOf } from './pair.ts';

export type { PairedDifference };

/** Seeds of a comparison in pairs, from the scenario's own on. */
export const SEEDS = 20;

const RANDOM = 'random';

/** Whether anything in a comparison is drawn from the seed (arrivals, or a random strategy). */
export function dependsOnSeed(scenario: Scenario): boolean {
  return (
    scenario.arrivals !== undefined ||
    pairOf(scenario).some((choice) => stagesOf(choice).some(({ id }) => id === RANDOM))
  );
}

const progressStore = createStore<{ readonly done: Share }>(() => ({ done: 0 }));

async function compare(scenario: Scenario, signal: AbortSignal): Promise<readonly PairedDifference[] | null> {
  const first = scenario.run?.seed ?? RUN_FIELDS.seed.default;
  const seeds = Array.from({ length: SEEDS }, (_, n) => first + n);
  progressStore.setState({ done: 0 });
  const onProgress = (progress: { readonly done: Share }): void => progressStore.setState(progress);
  const found = await batches.call('pairs', { scenario, pair: pairOf(scenario), seeds }, { signal, onProgress });
  return found ?? null;
}

export interface Pairs {
  /** By metric: B minus A over the seeds; undefined while they run, or where nothing depends on the seed. */
  readonly differences: ReadonlyMap<string, PairedDifference> | undefined;
  /** While the seeds run. */
  readonly done: Share | undefined;
}

const NONE: Pairs = { differences: undefined, done: undefined };

/** Both strategies of a scenario over many seeds, where the seed decides anything; begun when `isWanted`. */
export function usePairs(scenario: Scenario, isWanted: boolean): Pairs {
  const isOn = isWanted && dependsOnSeed(scenario);
  const done = useStore(progressStore, (state) => state.done);
  const { data, isFetching } = useQuery({
    queryKey: ['pairs', runInputKey(scenario), JSON.stringify(pairOf(scenario))],
    queryFn: isOn ? ({ signal }): Promise<readonly PairedDifference[] | null> => compare(scenario, signal) : skipToken,
  });
  if (!isOn) return NONE;
  if (isFetching) return { differences: undefined, done };
  return { differences: data ? new Map(data.map((entry) => [entry.metric, entry])) : undefined, done: undefined };
}
