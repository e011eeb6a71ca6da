import { placeAll } from '../../engine/place.ts';
import { stillFrames } from '../../engine/still.ts';
import { readScenario } from '../../formats/scenario-file.ts';
import { strategyById } from '../../strategies/index.ts';
import type { CallName } from '../protocol.ts';
import { plain, type Handler } from './context.ts';
import { costsJob } from './costs.ts';
import { importJob } from './import.ts';
import { runJob } from './run.ts';
import { buffersOf } from './transfer.ts';

/** Who answers what. */
export const HANDLERS: { readonly [N in CallName]: Handler<N> } = {
  readScenario: ({ text, file }) => plain(readScenario(text, file)),
  readImport: importJob,
  run: runJob,
  still: (scenario) => {
    const value = stillFrames(scenario);
    return Promise.resolve({ value, transfer: buffersOf(value) });
  },
  place: ({ scenario, strategy }) => {
    const found = strategyById(strategy);
    if (!found) throw new Error(`There is no strategy "${strategy}".`);
    return plain(placeAll(scenario, found));
  },
  costs: costsJob,
};
