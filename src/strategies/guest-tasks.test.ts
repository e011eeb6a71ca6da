import { expect, test } from 'vitest';
import { taskMoves } from './guest-tasks.ts';
import { guestNuma } from './guest-numa.ts';
import { pretendView, type PretendGuest, type PretendNode } from './testing/pretend-view.ts';

const SPLIT: PretendGuest = { vcpus: 4, vnumaAware: true, homes: [0, 1], tasks: [2, 1], demand: [2, 1] };

function wishes(nodes: readonly PretendNode[], guest: PretendGuest): string[] {
  return taskMoves(pretendView(nodes, [guest]), 0.25).map(({ to, mechanism }) => `${mechanism} to ${to.join()}`);
}

test('a task goes to the guest’s less loaded node when a vCPU is idle there', () => {
  expect(wishes([{ demand: 4 }, {}], SPLIT)).toEqual(['process to 1']);
});

test('not when loads are alike, or would only change places', () => {
  expect(wishes([{}, {}], SPLIT)).toEqual([]);
  expect(wishes([{ cores: 1 }, { cores: 1 }], { ...SPLIT, tasks: [1, 0], demand: [1, 0] })).toEqual([]);
});

test('a task that waits for a vCPU of its own goes to any idle one', () => {
  expect(wishes([{}, { demand: 3 }], { ...SPLIT, tasks: [3, 1], demand: [2, 1] })).toEqual(['process to 1']);
});

test.each<[string, Partial<PretendGuest>]>([
  ['that does not read its topology', { vnumaAware: false }],
  ['that is being moved', { moving: true }],
  ['without an idle vCPU elsewhere', { tasks: [2, 2], demand: [2, 2] }],
  ['with both parts on one node', { homes: [0, 0] }],
  ['without tasks', { tasks: [0, 0], demand: [0, 0] }],
])('not in a guest %s', (_, change) => {
  expect(wishes([{ demand: 4 }, {}], { ...SPLIT, ...change })).toEqual([]);
});

test('guest-numa asks for it unless told not to', () => {
  const view = pretendView([{ demand: 4 }, {}], [SPLIT]);
  const params = { vnodes: 2, moveTasks: true, period: 10, threshold: 0.25 };
  expect(guestNuma.policy?.(view, params, {})).toHaveLength(1);
  expect(guestNuma.policy?.(view, { ...params, moveTasks: false }, {})).toEqual([]);
});
