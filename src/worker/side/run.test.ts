import { expect, test } from 'vitest';
import { runScenario } from '../../engine/run.ts';
import type { Frames } from '../../engine/frames.ts';
import type { CostReport } from '../../engine/reports.ts';
import type { Scenario } from '../../model/scenario.ts';
import { dynamicBalance } from '../../strategies/dynamic-balance.ts';
import { Cancelled, type JobContext } from './context.ts';
import type { RunReply } from '../protocol.ts';
import { costAtJob, runJob, windowJob } from './run.ts';

const node = { cores: 4, threads: 4, memoryMiB: 8192, bandwidthGBs: 8, latencyNs: 100 };
const scenario: Scenario = {
  nearfar: 1,
  host: { name: 'two', nodes: [0, 1].map((id) => ({ id, ...node })) },
  guests: Array.from({ length: 6 }, (_, i) => ({
    name: `g${i}`,
    vcpus: 1 + (i % 3),
    memoryMiB: 1024,
    arrive: i * 3,
    depart: 40 + i * 7,
  })),
  run: { until: 120, seed: 3 },
};
const request = { scenario, choice: { id: 'dynamic-balance' }, key: 'k' };

function listen(breathe: () => Promise<void>): { context: JobContext<'run'>; frames: Frames[]; done: number[] } {
  const frames: Frames[] = [];
  const done: number[] = [];
  const context: JobContext<'run'> = {
    tell: (value) => {
      done.push(value.done);
      if (value.frames) frames.push(value.frames);
    },
    breathe,
    urged: () => [],
  };
  return { context, frames, done };
}

test('a run in slices is the run of the engine, its frames in order of time', async () => {
  const { context, frames, done } = listen(() => Promise.resolve());
  const { value, transfer } = await runJob(request, context);
  expect(value.result).toEqual(runScenario(scenario, dynamicBalance));
  const all = [...frames, ...(value.frames ? [value.frames] : [])];
  const times = all.flatMap((chunk) => [...chunk.times]);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBe(0);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(transfer).toContain(value.result.series.throughput.buffer);
});

test('a run that is no longer wanted ends at the next breath', async () => {
  const { context } = listen(() => Promise.reject(new Cancelled()));
  const long = {
    ...request,
    choice: { id: 'dynamic-balance', params: { period: 0.1 } },
    scenario: { ...scenario, run: { until: 1e8 } },
  };
  await expect(runJob(long, context)).rejects.toThrow(Cancelled);
});

test('a strategy that does not exist is refused by name', async () => {
  const { context } = listen(() => Promise.resolve());
  await expect(runJob({ ...request, choice: { id: 'wishful' } }, context)).rejects.toThrow('wishful');
});

test('a run of many guests comes without frames, and is kept for windows of its frames', async () => {
  const many = {
    ...scenario,
    guests: Array.from({ length: 80 }, (_, i) => ({ ...scenario.guests[0], name: `m${i}`, arrive: i, depart: i + 5 })),
  };
  const { context, frames } = listen(() => Promise.resolve());
  const { value } = await runJob({ ...request, scenario: many, key: 'many' }, context);
  expect(value.isWhole).toBe(false);
  expect([value.frames, ...frames]).toEqual([undefined]);
  const found = (
    await windowJob(
      { key: 'many', time: 50 },
      { tell: () => undefined, breathe: () => Promise.resolve(), urged: () => [] },
    )
  ).value!;
  expect(found.from).toBeLessThanOrEqual(50);
  expect(found.to).toBeGreaterThan(50);
  expect([...found.guests].map((index) => value.result.guests[index].name)).toContain('m50');
});

test('a branch goes on from a run that is kept, to the same bits, and without one begins anew', async () => {
  const many = {
    ...scenario,
    guests: Array.from({ length: 80 }, (_, i) => ({ ...scenario.guests[0], name: `m${i}`, arrive: i, depart: i + 5 })),
  };
  const branches = [
    { at: 31, id: 'guest-numa', params: { vnodes: 2 } },
    { at: 60, id: 'dynamic-balance' },
  ];
  const { context } = listen(() => Promise.resolve());
  await runJob({ ...request, scenario: many, key: 'plain' }, context);
  const choice = { id: 'dynamic-balance', branches };
  const ask = async (key: string, parent?: { key: string; branches: number }): Promise<RunReply> =>
    (await runJob({ scenario: many, key, choice, ...(parent && { parent }) }, context)).value;
  const anew = await ask('anew');
  expect(await ask('branch', { key: 'plain', branches: 0 })).toEqual(anew);
  expect(await ask('nothing', { key: 'nobody', branches: 0 })).toEqual(anew);
  expect(anew.titles).toHaveLength(3);
});

test('a move costs at an instant what it costs in the run, kept or not', async () => {
  const { context } = listen(() => Promise.resolve());
  const guests = Array.from({ length: 80 }, (_, i) => ({
    ...scenario.guests[0],
    name: `m${i}`,
    arrive: i,
    depart: i + 5,
  }));
  const many = { ...request, scenario: { ...scenario, guests }, key: 'costs' };
  const idle = { tell: () => undefined, breathe: () => Promise.resolve(), urged: () => [] };
  const ask = async (key: string, guest: string): Promise<CostReport> =>
    (await costAtJob({ ...many, key, time: 52.5, query: { guest, to: [1] } }, idle)).value;
  await runJob(many, context);
  const anew = await ask('nobody', 'm50');
  expect(await ask('costs', 'm50')).toEqual(anew);
  expect(anew.mechanisms.map(({ id }) => id)).toContain('hot-first');
  await expect(ask('costs', 'm3')).rejects.toThrow('m3 is not there at 52.5 s');
});

test('a run that is not kept has no windows', async () => {
  const found = await windowJob(
    { key: 'nobody', time: 1 },
    { tell: () => undefined, breathe: () => Promise.resolve(), urged: () => [] },
  );
  expect(found.value).toBeUndefined();
});
