import type { Frames } from '../../engine/frames.ts';
import { createRun, type Run } from '../../engine/run.ts';
import type { RunReply } from '../protocol.ts';
import { plain, type Handler, type Handover, type JobContext } from './context.ts';
import { advanceSlice, createPace } from './slice.ts';
import { strategyNamed } from './strategies.ts';
import { buffersOf } from './transfer.ts';

/** With more guests than this, frames of the whole run would carry mostly guests that are not there. */
const MOST_GUESTS = 64;
/** Runs that this worker keeps for their windows; the one asked for longest ago goes first. */
const MOST_KEPT = 3;

const kept = new Map<string, Run>();

function keep(key: string, run: Run): void {
  kept.delete(key);
  kept.set(key, run);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** Frames since the last time, unless the run is one of those that are shown in windows. */
function framesToSend(run: Run): Frames | undefined {
  const frames = run.takeFrames();
  return run.guests.length > MOST_GUESTS ? undefined : frames;
}

function tell(run: Run, context: JobContext<'run'>): void {
  const frames = framesToSend(run);
  const done = run.until > 0 ? run.now / run.until : 1;
  context.tell({ done, ...(frames && { frames }) }, buffersOf(frames));
}

function finish(run: Run, title: string, key: string): Handover<RunReply> {
  const frames = framesToSend(run);
  const result = run.result();
  const isWhole = run.guests.length <= MOST_GUESTS && run.framesUntil >= run.until;
  if (!isWhole) keep(key, run);
  const { throughput, remoteAccessRatio, loadImbalance } = result.series;
  const series = [throughput.buffer, remoteAccessRatio.buffer, loadImbalance.buffer];
  return {
    value: { title, result, isWhole, ...(frames && { frames }) },
    transfer: [...buffersOf(frames), ...series],
  };
}

/** Runs a strategy to its end, slice by slice. */
export const runJob: Handler<'run'> = async ({ scenario, strategy, params, key }, context) => {
  const found = strategyNamed(strategy);
  const run = createRun(scenario, found, { params, record: true });
  const pace = createPace();
  while (!advanceSlice(run, pace)) {
    tell(run, context);
    await context.breathe();
  }
  return finish(run, found.title, key);
};

/** Frames around an instant of a run that is kept here, computed again to the same bits. */
export const windowJob: Handler<'window'> = ({ key, time }) => {
  const run = kept.get(key);
  if (!run) return plain(undefined);
  keep(key, run);
  const value = run.framesAround(time);
  return Promise.resolve({ value, transfer: value ? [...buffersOf(value.frames), value.guests.buffer] : [] });
};
