import { pairedDifferences } from '../../analysis/pairs.ts';
import type { RunResult } from '../../engine/reports.ts';
import { createRun } from '../../engine/run.ts';
import type { Scenario, StrategyChoice } from '../../model/scenario.ts';
import { plain, type Handler, type JobContext } from './context.ts';
import { advanceSlice, createPace } from './slice.ts';
import { chargeOf } from './strategies.ts';

async function runSeed(
  scenario: Scenario,
  choice: StrategyChoice,
  seed: number,
  context: JobContext<'pairs'>,
): Promise<RunResult> {
  const { strategy, ...options } = chargeOf(choice);
  const run = createRun(scenario, strategy, { ...options, seed });
  const pace = createPace();
  while (!advanceSlice(run, pace)) await context.breathe();
  await context.breathe();
  return run.result();
}

function isAlike(results: readonly RunResult[]): boolean {
  return new Set(results.map(({ metrics }) => JSON.stringify(metrics))).size < 2;
}

/** Runs both strategies on every seed, without pictures. */
export const pairsJob: Handler<'pairs'> = async ({ scenario, pair, seeds }, context) => {
  const [a, b]: [RunResult[], RunResult[]] = [[], []];
  for (const [n, seed] of seeds.entries()) {
    a.push(await runSeed(scenario, pair[0], seed, context));
    b.push(await runSeed(scenario, pair[1], seed, context));
    context.tell({ done: (n + 1) / seeds.length });
  }
  if (isAlike(a) && isAlike(b)) return plain(undefined);
  return plain(pairedDifferences({ label: pair[0].id, results: a }, { label: pair[1].id, results: b }));
};
