import { expect, test } from 'vitest';
import type { RunResult, TimelineEvent } from '../../engine/reports.ts';
import { instantsOf, marksOf, mergedMarks } from './lanes.ts';

function run(...events: readonly TimelineEvent[]): RunResult {
  return { events } as unknown as RunResult;
}

const arrive = (at: number, guest: string): TimelineEvent => ({ at, kind: 'arrive', guest });

test('what happens to both sides is one mark', () => {
  const marks = marksOf(run(arrive(3, 'a')), run(arrive(3, 'a')));
  expect(marks).toEqual([{ at: 3, kind: 'arrive', guests: ['a'], side: undefined }]);
});

test('what A refused is told by B', () => {
  const refuse: TimelineEvent = { at: 3, kind: 'refuse', guest: 'a' };
  const leave: TimelineEvent = { at: 9, kind: 'depart', guest: 'a' };
  const marks = marksOf(run(refuse), run(arrive(3, 'a'), leave));
  expect(marks.map(({ at, kind, side }) => [at, kind, side])).toEqual([
    [3, 'refuse', 'a'],
    [3, 'arrive', undefined],
    [9, 'depart', undefined],
  ]);
});

test('a refusal belongs to the side that refused', () => {
  const refuse: TimelineEvent = { at: 3, kind: 'refuse', guest: 'a' };
  const marks = marksOf(run(arrive(3, 'a')), run(refuse));
  expect(marks.map(({ kind, side }) => [kind, side])).toEqual([
    ['arrive', undefined],
    ['refuse', 'b'],
  ]);
});

test('marks of one kind that would lie on each other become one, in order of time', () => {
  const marks = mergedMarks(marksOf(run(arrive(9, 'c'), arrive(0, 'a'), arrive(0.5, 'b')), run()), 1);
  expect(marks.map(({ at, guests }) => [at, guests])).toEqual([
    [0, ['a', 'b']],
    [9, ['c']],
  ]);
});

test('instants of both sides, once each, ascending', () => {
  const end: TimelineEvent = { at: 2, kind: 'move-end', guest: 'a', move: 0 };
  expect(instantsOf(run(arrive(5, 'a'), end), run(arrive(5, 'a'), arrive(1, 'b')))).toEqual([1, 2, 5]);
});
