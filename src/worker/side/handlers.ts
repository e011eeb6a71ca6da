import { placeAll } from '../../engine/place.ts';
import { stillFrames } from '../../engine/still.ts';
import { readScenario } from '../../formats/scenario-file.ts';
import type { CallName } from '../protocol.ts';
import { plain, type Handler } from './context.ts';
import { costsJob } from './costs.ts';
import { pairsJob } from './pairs.ts';
import { costAtJob, runJob, windowJob } from './run.ts';
import { strategyInfos, strategyNamed } from './strategies.ts';
import { buffersOf } from './transfer.ts';

/** Who answers what. */
export const HANDLERS: { readonly [N in CallName]: Handler<N> } = {
  strategies: () => plain(strategyInfos()),
  readScenario: ({ text, file }) => plain(readScenario(text, file)),
  // Readers and writers of foreign formats are loaded when they are first needed.
  readImport: async (request, context) => (await import('./import.ts')).importJob(request, context),
  run: runJob,
  pairs: pairsJob,
  window: windowJob,
  costAt: costAtJob,
  still: (scenario) => {
    const value = stillFrames(scenario);
    return Promise.resolve({ value, transfer: buffersOf(value) });
  },
  place: ({ scenario, strategy }) => plain(placeAll(scenario, strategyNamed(strategy))),
  costs: costsJob,
  problems: async (scenario) => plain((await import('../../analysis/check.ts')).problemsOf(scenario)),
  export: async (request, context) => (await import('./export.ts')).exportJob(request, context),
};
