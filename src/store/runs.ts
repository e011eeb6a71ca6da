import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CostQuery } from '../engine/cost.ts';
import type { CostReport, RunResult } from '../engine/reports.ts';
import { ENGINE_VERSION, type FrameWindow } from '../engine/run.ts';
import type { Guest, Scenario, StrategyChoice } from '../model/scenario.ts';
import type { Seconds, Share } from '../model/units.ts';
import { desk, runs } from '../worker/page/client.ts';
import type { Lane } from '../worker/page/pool.ts';
import type { RunProgress, RunRequest } from '../worker/protocol.ts';
import { stagesOf } from './branches.ts';
import { queryClient } from './client.ts';
import { useScenario } from './document.ts';
import { pairOf } from './pair.ts';
import { wholePiece, Windows, type Pieces } from './pieces.ts';
import { FrameLog } from './frames.ts';
import { runInputKey } from './keys.ts';

/** One finished run with the scenario that it is of, so that an older one can stay on screen. */
export interface SideRun {
  readonly scenario: Scenario;
  readonly choice: StrategyChoice;
  /** The names for people of the strategies that are in charge, one after the other. */
  readonly titles: readonly string[];
  /** The same in one line. */
  readonly title: string;
  readonly result: RunResult;
  /** All guests of the run, those that its generator made too. */
  readonly guests: readonly Guest[];
  readonly pieces: Pieces;
  /** How long it took to compute, s. */
  readonly seconds: number;
}

const progressStore = createStore<{ readonly done: ReadonlyMap<string, Share> }>(() => ({ done: new Map() }));

function setProgress(key: string, done: Share | undefined): void {
  progressStore.setState(({ done: old }) => {
    const next = new Map(old);
    if (done === undefined) next.delete(key);
    else next.set(key, done);
    return { done: next };
  });
}

/** The guests of the file as they are there, those of the generator as the run says. */
function guestsOf({ guests }: RunResult, scenario: Scenario): readonly Guest[] {
  const known = new Map(scenario.guests.map((guest) => [guest.name, guest]));
  return guests.map(({ name, group, vcpus, memoryMiB, vnumaAware }) => {
    const made = { name, vcpus, memoryMiB, vnumaAware, ...(group !== undefined && { group }) };
    return known.get(name) ?? made;
  });
}

/** By run: the lane whose worker keeps it, for its windows and its branches. */
const keepers = new Map<string, Lane>();

/** The run that this one goes on from, if a worker keeps it: the same with its last branches left out. */
function parentOf(scenario: Scenario, choice: StrategyChoice): RunRequest['parent'] {
  const { branches = [] } = choice;
  for (let count = branches.length - 1; count >= 0; count--) {
    const key = keyOf(scenario, { ...choice, branches: branches.slice(0, count) }).join();
    if (keepers.has(key)) return { key, branches: count };
  }
  return undefined;
}

async function compute(scenario: Scenario, choice: StrategyChoice, key: string, signal: AbortSignal): Promise<SideRun> {
  const began = performance.now();
  const source = new FrameLog();
  const parent = parentOf(scenario, choice);
  const request = { scenario, choice, key, ...(parent && { parent }) };
  let lane = parent && keepers.get(parent.key);
  const onTaken = (taken: Lane): void => {
    lane = taken;
  };
  const onProgress = ({ done, frames }: RunProgress): void => {
    source.add(frames);
    setProgress(key, done);
  };
  try {
    const { titles, result, frames, isWhole } = await runs.call('run', request, { signal, onProgress, onTaken, lane });
    source.add(frames);
    if (!isWhole && lane) keepers.set(key, lane);
    const guests = guestsOf(result, scenario);
    const ask = async (time: Seconds): Promise<FrameWindow | undefined> => {
      const window = await runs.call('window', { key, time }, { lane });
      if (window) return window;
      // The worker has been replaced, or keeps other runs: the same run again, to the same bits.
      await runs.call('run', request, { lane });
      return runs.call('window', { key, time }, { lane });
    };
    const pieces = isWhole
      ? wholePiece({ from: 0, to: result.until, guests, source })
      : new Windows(guests, result.until, ask);
    const seconds = (performance.now() - began) / 1000;
    return { scenario, choice, titles, title: titles.join(' → '), result, guests, pieces, seconds };
  } finally {
    setProgress(key, undefined);
  }
}

function keyOf(scenario: Scenario, choice: StrategyChoice): readonly string[] {
  return ['run', runInputKey(scenario), JSON.stringify(stagesOf(choice)), ENGINE_VERSION];
}

/** A move at an instant of a run. */
export interface CostQuestion {
  readonly run: SideRun;
  readonly time: Seconds;
  readonly query: CostQuery;
}

/** What a move would cost then: told by the worker that keeps the run, where one does. */
export function askCostAt({ run, time, query }: CostQuestion, signal: AbortSignal): Promise<CostReport> {
  const { scenario, choice } = run;
  const key = keyOf(scenario, choice).join();
  const lane = keepers.get(key);
  return (lane ? runs : desk).call('costAt', { scenario, choice, key, time, query }, { signal, lane });
}

/** A run's pictures may take a hundred MiB: what is no longer looked at is forgotten, but not before an undo or two. */
const FORGET_MS = 120_000;

function queryOf(scenario: Scenario, choice: StrategyChoice) {
  const queryKey = keyOf(scenario, choice);
  return {
    queryKey,
    structuralSharing: false,
    gcTime: FORGET_MS,
    queryFn: ({ signal }: { signal: AbortSignal }) => compute(scenario, choice, queryKey.join(), signal),
  } as const;
}

export interface Pair {
  readonly a: SideRun;
  readonly b: SideRun;
}

export type ComparisonStatus = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';

export interface Comparison {
  readonly status: ComparisonStatus;
  /** The newest pair of finished runs; older than what is asked for unless `status` is 'done'. */
  readonly shown: Pair | undefined;
  /** Of both runs together, while they run. */
  readonly progress: Share;
  readonly error: Error | undefined;
}

function statusOf(results: readonly UseQueryResult<SideRun>[]): ComparisonStatus {
  if (results.length === 0) return 'waiting';
  if (results.some((result) => result.isError)) return 'failed';
  if (results.every((result) => result.isSuccess)) return 'done';
  return results.some((result) => result.fetchStatus === 'fetching') ? 'running' : 'cancelled';
}

/** Both strategies on the scenario on the table: asked for when it changes, kept by what decides them. */
export function useComparison(): Comparison {
  const scenario = useScenario();
  const queries = useMemo(
    () => (scenario ? pairOf(scenario).map((choice) => queryOf(scenario, choice)) : []),
    [scenario],
  );
  const results = useQueries({ queries });
  const done = useStore(progressStore, (state) => state.done);
  const [a, b] = [results[0]?.data, results[1]?.data];
  const fresh = useMemo(() => (a && b ? { a, b } : undefined), [a, b]);
  const [shown, setShown] = useState(fresh);
  if (fresh && fresh !== shown) setShown(fresh);
  const shares = results.map((result, at) => (result.isSuccess ? 1 : (done.get(queries[at]!.queryKey.join()) ?? 0)));
  return {
    status: statusOf(results),
    shown: fresh ?? shown,
    progress: shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length,
    error: results.find((result) => result.error)?.error ?? undefined,
  };
}

/** Ends the runs under way; what was there before stays. */
export function cancelRuns(): void {
  void queryClient.cancelQueries({ queryKey: ['run'] });
}

/** Runs what was cancelled or has failed once more. */
export function runAgain(): void {
  void queryClient.refetchQueries({
    queryKey: ['run'],
    type: 'active',
    predicate: (query) => query.state.data === undefined,
  });
}
