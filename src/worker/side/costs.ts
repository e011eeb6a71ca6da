import { costOf } from '../../engine/cost.ts';
import { SLICE_MS, type Handler } from './context.ts';

/** Answers one query after the other and lets messages in between slices. */
export const costsJob: Handler<'costs'> = async ({ scenario, queries }, context) => {
  let began = performance.now();
  for (const [index, query] of queries.entries()) {
    context.tell({ index, report: costOf(scenario, query) });
    if (performance.now() - began < SLICE_MS) continue;
    await context.breathe();
    began = performance.now();
  }
  return { value: undefined, transfer: [] };
};
