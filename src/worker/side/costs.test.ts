import { expect, test } from 'vitest';
import { costOf } from '../../engine/cost.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { CostAnswer } from '../protocol.ts';
import type { JobContext } from './context.ts';
import { costsJob } from './costs.ts';

const NODES = [0, 1, 2, 3, 4, 5];
const placement = { parts: [{ node: 0, vcpus: 1, memoryMiB: 1024 }] };
const scenario: Scenario = {
  nearfar: 1,
  host: {
    name: 'six',
    nodes: NODES.map((id) => ({ id, cores: 2, threads: 2, memoryMiB: 4096, bandwidthGBs: 8, latencyNs: 100 })),
  },
  guests: [{ name: 'g', vcpus: 1, memoryMiB: 1024, placement }],
};
const request = { scenario, queries: NODES.map((id) => ({ guest: 'g', to: [id] })) };

async function answers(urged: (told: readonly CostAnswer[]) => readonly number[]): Promise<readonly CostAnswer[]> {
  const told: CostAnswer[] = [];
  const context: JobContext<'costs'> = {
    tell: (value) => told.push(value),
    breathe: () => Promise.resolve(),
    urged: () => urged(told),
  };
  await costsJob(request, context);
  return told;
}

test('costs are the engine’s, in the order of the queries', async () => {
  const told = await answers(() => []);
  expect(told).toEqual(NODES.map((index) => ({ index, report: costOf(scenario, request.queries[index]!) })));
});

test('what is urged comes first, also when that changes on the way, and nothing comes twice', async () => {
  const told = await answers((known) => (known.length < 2 ? [4, 3, 2] : [5, 4, 99]));
  expect(told.map(({ index }) => index)).toEqual([4, 3, 5, 0, 1, 2]);
});
