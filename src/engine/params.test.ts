import { expect, test } from 'vitest';
import { fillParams } from './params.ts';
import type { ParamSpec, StrategyInfo } from './strategy.ts';

const params: readonly ParamSpec[] = [
  { kind: 'number', name: 'rate', title: 'Rate', help: '', default: 0.5, min: 0, max: 2 },
  { kind: 'integer', name: 'count', title: 'Count', help: '', default: 3, min: 1, max: 9 },
  { kind: 'boolean', name: 'on', title: 'On', help: '', default: true },
  {
    kind: 'choice',
    name: 'way',
    title: 'Way',
    help: '',
    default: 'a',
    choices: [
      { value: 'a', title: 'A' },
      { value: 'b', title: 'B' },
    ],
  },
];
const INFO: StrategyInfo = { id: 's', title: 'S', origin: 'test', params };

test('defaults are filled in, in the order of the strategy', () => {
  expect(Object.entries(fillParams(INFO, { way: 'b' }))).toEqual([
    ['rate', 0.5],
    ['count', 3],
    ['on', true],
    ['way', 'b'],
  ]);
});

test.each([
  [{ rate: 3 }, 's: rate = 3 is not within 0..2.', 'params.rate'],
  [{ rate: '1' }, 's: rate = 1 is not within 0..2.', 'params.rate'],
  [{ count: 1.5 }, 's: count = 1.5 is not a whole number.', 'params.count'],
  [{ on: 1 }, 's: on = 1 is neither true nor false.', 'params.on'],
  [{ way: 'c' }, 's: way = c is not one of a, b.', 'params.way'],
  [{ other: 1 }, 's has no parameter "other".', 'params.other'],
])('%j is refused: %s', (given, message, path) => {
  expect(() => fillParams(INFO, given)).toThrow(expect.objectContaining({ message, path }));
});
