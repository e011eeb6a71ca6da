import type { Frames } from '../../engine/frames.ts';
import { createRun, type Run } from '../../engine/run.ts';
import type { CostAtRequest, RunReply, RunRequest } from '../protocol.ts';
import { plain, type Handler, type Handover, type JobContext } from './context.ts';
import { advanceSlice, createPace } from './slice.ts';
import { chargeOf, type Charge } from './strategies.ts';
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

function finish(run: Run, titles: readonly string[], key: string): Handover<RunReply> {
  const frames = framesToSend(run);
  const result = run.result();
  const isWhole = run.guests.length <= MOST_GUESTS && run.framesUntil >= run.until;
  if (!isWhole) keep(key, run);
  const { throughput, remoteAccessRatio, loadImbalance } = result.series;
  const series = [throughput.buffer, remoteAccessRatio.buffer, loadImbalance.buffer];
  return {
    value: { titles, result, isWhole, ...(frames && { frames }) },
    transfer: [...buffersOf(frames), ...series],
  };
}

/** The run gone on from where it branches off from one that is kept, to the same bits; undefined where none is. */
function branched({ parent }: RunRequest, { branches }: Charge): Run | undefined {
  const run = parent && kept.get(parent.key);
  if (!run) return undefined;
  keep(parent.key, run);
  return run.branch(branches.slice(parent.branches));
}

function begin(request: RunRequest, charge: Charge): Run {
  const { strategy, ...options } = charge;
  return branched(request, charge) ?? createRun(request.scenario, strategy, { ...options, record: true });
}

/** Runs a strategy, and those that take over from it, to the end, slice by slice. */
export const runJob: Handler<'run'> = async (request, context) => {
  const charge = chargeOf(request.choice);
  const run = begin(request, charge);
  const pace = createPace();
  while (!advanceSlice(run, pace)) {
    tell(run, context);
    await context.breathe();
  }
  const titles = [charge, ...charge.branches].map(({ strategy }) => strategy.title);
  return finish(run, titles, request.key);
};

/** The run up to an instant, on from the last checkpoint where it is kept. */
function runUntil({ key, scenario, choice, time }: CostAtRequest): Run {
  const { strategy, ...options } = chargeOf(choice);
  const run = kept.get(key)?.branch([], time) ?? createRun(scenario, strategy, options);
  run.advanceTo(time);
  return run;
}

/** What a move would cost at an instant of a run. */
export const costAtJob: Handler<'costAt'> = (request) => plain(runUntil(request).cost(request.query));

/** Frames around an instant of a run that is kept here, computed again to the same bits. */
export const windowJob: Handler<'window'> = ({ key, time }) => {
  const run = kept.get(key);
  if (!run) return plain(undefined);
  keep(key, run);
  const value = run.framesAround(time);
  return Promise.resolve({ value, transfer: value ? [...buffersOf(value.frames), value.guests.buffer] : [] });
};
