import { expect, test } from 'vitest';
import { matching, type Command } from './match.ts';

function command(title: string, group = 'Host', hint?: string): Command {
  return { id: title, group, title, hint, perform: () => undefined };
}

const ALL = [
  command('Export', 'Do'),
  command('4× Opteron 6174 (2010)', 'Host', '8 nodes'),
  command('2× Xeon E5-2680 v3 (2014)'),
  command('Explore', 'Go to'),
  command('One guest larger than a node', 'Scenario'),
];
const titles = (query: string): string[] => matching(ALL, query).map(({ title }) => title);

test('nothing typed shows everything in its own order', () => {
  expect(titles(' ')).toEqual(ALL.map(({ title }) => title));
});

test('every word must occur, in title, group or hint, in any order and case', () => {
  expect(titles('OPT 8 nodes')).toEqual(['4× Opteron 6174 (2010)']);
  expect(titles('node larger')).toEqual(['One guest larger than a node']);
  expect(titles('xeon opteron')).toEqual([]);
});

test('what begins so comes before what has it inside', () => {
  expect(titles('exp')).toEqual(['Export', 'Explore']);
  expect(titles('o')[0]).toBe('One guest larger than a node');
});

test('guests are found by typing and do not crowd the list before', () => {
  const guest = { ...command('Find guest db-1', 'Guest'), isTypedFor: true };
  expect(matching([...ALL, guest], '')).not.toContain(guest);
  expect(matching([...ALL, guest], 'db-1')).toEqual([guest]);
  const many = Array.from({ length: 5000 }, (_, i) => ({ ...guest, title: `Find guest web-${i}` }));
  expect(matching(many, 'web-4999')).toHaveLength(1);
  expect(matching(many, 'web').length).toBeLessThan(200);
});

test('signs of a pattern are letters like others', () => {
  expect(titles('(2010)')).toEqual(['4× Opteron 6174 (2010)']);
  expect(titles('[')).toEqual([]);
});
