import { expect, test } from 'vitest';
import type { Metrics } from '../engine/reports.ts';
import { meanWithInterval, pairedDifferences, studentT95, type Series } from './pairs.ts';

test.each([
  [1, 12.706],
  [9, 2.262],
  [30, 2.042],
  [50, 2.009],
  [100, 1.984],
  [1000, 1.962],
])('the quantile for %d degrees of freedom is %d, as tables have it', (df, t) => {
  expect(Math.abs(studentT95(df) - t)).toBeLessThan(0.0011);
});

test('a mean with its interval, against a worked example', () => {
  // Ten differences with mean 2 and standard deviation 2: half width 2.262 · 2 / √10.
  const spread = Math.sqrt((9 * 4) / 10);
  const values = Array.from({ length: 10 }, (_, n) => 2 + (n % 2 === 0 ? spread : -spread));
  const { mean, halfWidth } = meanWithInterval(values);
  expect(mean).toBeCloseTo(2, 12);
  expect(halfWidth).toBeCloseTo((2.262 * 2) / Math.sqrt(10), 12);
  expect(meanWithInterval([3])).toEqual({ mean: 3, halfWidth: Infinity });
});

function series(label: string, throughputs: readonly number[]): Series {
  return { label, results: throughputs.map((throughput) => ({ metrics: { throughput } as Metrics })) };
}

test('differences are taken seed by seed: what both share falls out', () => {
  const [pair] = pairedDifferences(series('a', [0.1, 0.5, 0.9]), series('b', [0.2, 0.6, 1]));
  expect(pair).toMatchObject({ metric: 'throughput', a: 'a', b: 'b', seeds: 3 });
  expect(pair.meanDifference).toBeCloseTo(0.1, 12);
  expect(pair.high - pair.low).toBeLessThan(1e-12);
});
