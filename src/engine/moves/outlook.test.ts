import { describe, expect, test } from 'vitest';
import { breakEven, gainOf, type Curve } from './outlook.ts';

const STAY: Curve = [[0, 0.5]];

describe('break-even (MODEL §6)', () => {
  test.each<[string, Curve, number, number | null]>([
    [
      'a pause of 1 s at twice the speed is made up for after 2 s',
      [
        [0, 0],
        [1, 1],
      ],
      60,
      2,
    ],
    [
      'exactly at the horizon still counts',
      [
        [0, 0],
        [1, 1],
      ],
      2,
      2,
    ],
    [
      'beyond the horizon does not',
      [
        [0, 0],
        [1, 1],
      ],
      1.9,
      null,
    ],
    ['never below: 0', [[0, 0.6]], 60, 0],
    [
      'better first and worse then, but never below in sum: 0',
      [
        [0, 1],
        [1, 0.4],
      ],
      5,
      0,
    ],
    ['no difference: null', [[0, 0.5]], 60, null],
    [
      'a difference below 1e-9 is none',
      [
        [0, 0.5 - 5e-10],
        [1, 0.5 + 5e-10],
      ],
      60,
      null,
    ],
    ['worse for ever: null', [[0, 0.4]], 60, null],
    [
      'a gain, then below, then again',
      [
        [0, 0.6],
        [1, 0.3],
        [2, 0.9],
      ],
      60,
      2.25,
    ],
    [
      'as it was before: never made up for',
      [
        [0, 0],
        [1, 0.5],
      ],
      60,
      null,
    ],
    [
      'a difference beyond the horizon is none',
      [
        [0, 0.5],
        [9, 1],
      ],
      5,
      null,
    ],
  ])('%s', (_, curve, horizon, expected) => {
    const found = breakEven(curve, STAY, horizon);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 12);
  });

  test('against staying where staying changes too', () => {
    // Below by 0.5 for 1 s, level until 3 s, then ahead by 0.25.
    const staying: Curve = [
      [0, 0.5],
      [1, 1],
      [3, 0.75],
    ];
    expect(
      breakEven(
        [
          [0, 0],
          [1, 1],
        ],
        staying,
        60,
      ),
    ).toBe(5);
    expect(
      gainOf(
        [
          [0, 0],
          [1, 1],
        ],
        staying,
        7,
      ),
    ).toBeCloseTo(0.5, 12);
  });
});
