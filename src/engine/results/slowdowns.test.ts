import { expect, test } from 'vitest';
import { addSlowdown, cloneSlowdowns, createSlowdowns, meanSlowdown, percentile } from './slowdowns.ts';

test('mean and percentile over guest-seconds', () => {
  const s = createSlowdowns();
  addSlowdown(s, 1, 90);
  addSlowdown(s, 0.5, 5);
  addSlowdown(s, 0.25, 5);
  expect(meanSlowdown(s)).toBeCloseTo((90 + 10 + 20) / 100, 12);
  expect([percentile(s, 0.5), percentile(s, 0.95), percentile(s, 0.96)]).toEqual([1, 2, 4]);
});

test('nothing seen: 1', () => {
  expect([meanSlowdown(createSlowdowns()), percentile(createSlowdowns(), 0.95)]).toEqual([1, 1]);
});

test('with a million different values the percentile stays within 0.05 % and memory is bounded', () => {
  const s = createSlowdowns();
  const count = 1_000_000;
  for (let n = 0; n < count; n++) addSlowdown(s, 1 / (1 + n / count), 0.01);
  expect(Math.abs(percentile(s, 0.95) / 1.95 - 1)).toBeLessThan(0.0005);
  expect(s.values).toBeUndefined();
  expect(s.bins).toHaveLength(32_768);
  expect(percentile(cloneSlowdowns(s), 0.95)).toBe(percentile(s, 0.95));
});

test('what is far too slow or too fast for the bins is not lost', () => {
  const s = createSlowdowns();
  for (let n = 0; n < 5000; n++) addSlowdown(s, 1 / (2 + n), 1e-9);
  addSlowdown(s, 1e-300, 1);
  addSlowdown(s, 1e300, 1);
  expect(s.bins?.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(2 + 5e-6, 9);
});
