import { costOf } from '../../engine/cost.ts';
import { SLICE_MS, type Handler } from './context.ts';

/** The open query that is wanted most: urged ones in their order, then the rest in theirs. */
function nextOf(open: ReadonlySet<number>, urged: readonly number[]): number | undefined {
  const [first] = open;
  return urged.find((index) => open.has(index)) ?? first;
}

/** Answers one query after the other, what is urged before the rest, and lets messages in between slices. */
export const costsJob: Handler<'costs'> = async ({ scenario, queries }, context) => {
  const open = new Set(queries.keys());
  let began = performance.now();
  for (let at = nextOf(open, context.urged()); at !== undefined; at = nextOf(open, context.urged())) {
    open.delete(at);
    context.tell({ index: at, report: costOf(scenario, queries[at]!) });
    if (performance.now() - began < SLICE_MS) continue;
    await context.breathe();
    began = performance.now();
  }
  return { value: undefined, transfer: [] };
};
