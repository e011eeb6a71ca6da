import { createRun, type Run } from '../../engine/run.ts';
import type { RunReply } from '../protocol.ts';
import { SLICE_MS, type Handler, type Handover, type JobContext } from './context.ts';
import { strategyNamed } from './strategies.ts';
import { buffersOf } from './transfer.ts';

const FIRST_STEP = 64;
const LARGEST_STEP = 65_536;

/** Advances until the slice is over, in steps that grow while they are short; true = finished. */
function slice(run: Run, pace: { step: number }): boolean {
  const began = performance.now();
  for (;;) {
    if (run.advance(pace.step)) return true;
    const spent = performance.now() - began;
    if (spent > SLICE_MS) {
      pace.step = Math.max(1, pace.step >> 1);
      return false;
    }
    if (spent < SLICE_MS / 4) pace.step = Math.min(LARGEST_STEP, pace.step * 2);
  }
}

function tell(run: Run, context: JobContext<'run'>): void {
  const frames = run.takeFrames();
  const done = run.until > 0 ? run.now / run.until : 1;
  context.tell({ done, ...(frames && { frames }) }, buffersOf(frames));
}

function finish(run: Run, title: string): Handover<RunReply> {
  const frames = run.takeFrames();
  const result = run.result();
  const { throughput, remoteAccessRatio, loadImbalance } = result.series;
  const series = [throughput.buffer, remoteAccessRatio.buffer, loadImbalance.buffer];
  return { value: { title, result, ...(frames && { frames }) }, transfer: [...buffersOf(frames), ...series] };
}

/** Runs a strategy to its end, slice by slice. */
export const runJob: Handler<'run'> = async ({ scenario, strategy, params }, context) => {
  const found = strategyNamed(strategy);
  const run = createRun(scenario, found, { params, record: true });
  const pace = { step: FIRST_STEP };
  while (!slice(run, pace)) {
    tell(run, context);
    await context.breathe();
  }
  return finish(run, found.title);
};
