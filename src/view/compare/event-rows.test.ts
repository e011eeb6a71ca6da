import { expect, test } from 'vitest';
import type { MoveRecord, RunResult, TimelineEvent } from '../../engine/reports.ts';
import { eventRows, eventTable, filtered } from './event-rows.ts';

const arrive = (at: number, guest: string): TimelineEvent => ({ at, kind: 'arrive', guest });
const move: MoveRecord = {
  at: 5,
  guest: 'db',
  from: [0, 0],
  to: [1, 2],
  mechanism: 'hot-first',
  copiedMiB: 1536,
  done: true,
  doneAt: 8,
  inVain: true,
  reason: 'loads differ',
  outcome: 'done',
};

function run(events: readonly TimelineEvent[], moves: readonly MoveRecord[] = []): RunResult {
  return { events, moves } as unknown as RunResult;
}

const ROWS = eventRows(
  run([arrive(0, 'db'), arrive(7, 'web')]),
  run(
    [arrive(0, 'db'), { at: 5, kind: 'move-start', guest: 'db', move: 0 }, { at: 7, kind: 'refuse', guest: 'web' }],
    [move],
  ),
);

test('rows are in order of time, and what happened on both sides is one', () => {
  expect(ROWS.map(({ at, side, what, guest }) => [at, side, what, guest])).toEqual([
    [0, undefined, 'arrives', 'db'],
    [5, 'b', 'moves, hot pages first', 'db'],
    [7, 'a', 'arrives', 'web'],
    [7, 'b', 'is refused', 'web'],
  ]);
});

test('a move says from where to where, how much, how long and how it ended', () => {
  expect(ROWS[1]).toMatchObject({
    nodes: '0→1+2',
    copiedGiB: 1.5,
    seconds: 3,
    outcome: 'done, in vain',
    reason: 'loads differ',
  });
});

test('every word of the filter must be there, in any column', () => {
  expect(filtered(ROWS, 'DB hot', false)).toEqual([ROWS[1]]);
  expect(filtered(ROWS, 'web', false)).toHaveLength(2);
  expect(filtered(ROWS, '', true)).toEqual([ROWS[1]]);
  expect(filtered(ROWS, 'web loads', false)).toEqual([]);
});

test('the file has a head and a cell for every column', () => {
  const table = eventTable(ROWS, (side) => side ?? 'both');
  expect(table.every((row) => row.length === table[0].length)).toBe(true);
  expect(table[1].slice(0, 2)).toEqual([0, 'both']);
});
