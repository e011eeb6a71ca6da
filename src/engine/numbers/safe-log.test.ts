import { expect, test } from 'vitest';
import { safeLog } from './safe-log.ts';

test('is the natural logarithm to one unit of the last place, from the least number to the largest', () => {
  // From a number with few bits of its own on.
  for (let x = 1e-320; x < Infinity; x *= 1.37)
    expect(Math.abs(safeLog(x) - Math.log(x))).toBeLessThanOrEqual(2.3e-16 * Math.abs(Math.log(x)));
  for (let n = 1; n < 1000; n++) {
    const near = 1 + (n - 500) / 1000;
    expect(Math.abs(safeLog(near) - Math.log(near))).toBeLessThanOrEqual(
      2.3e-16 * Math.max(1e-3, Math.abs(Math.log(near))),
    );
  }
});

test('is fixed for ever, to the bit', () => {
  expect([safeLog(2), safeLog(10), safeLog(0.1), safeLog(1 / 3)]).toEqual([
    Math.LN2,
    Math.LN10,
    -2.3025850929940455,
    -1.0986122886681098,
  ]);
});

test('at the edges', () => {
  expect([safeLog(1), safeLog(0), safeLog(Infinity)]).toEqual([0, -Infinity, Infinity]);
  expect(safeLog(-1)).toBeNaN();
  expect(safeLog(Number.NaN)).toBeNaN();
});
