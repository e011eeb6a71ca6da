import { expect, test } from 'vitest';
import type { Metrics } from '../../engine/reports.ts';
import { METRIC_WORDS } from '../texts/compare.ts';
import { betterOver, betterSide, METRICS, positions, valueText } from './metrics.ts';

const ZERO: Metrics = {
  throughput: 0,
  remoteAccessRatio: 0,
  p95Slowdown: 1,
  meanSlowdown: 1,
  jainFairness: 1,
  refusedGuests: 0,
  moves: 0,
  movedGiB: 0,
  pauseSeconds: 0,
  movesInVain: 0,
  busiestController: 0,
  busiestLink: 0,
  loadImbalance: 0,
  largestFreeNodeMiB: 0,
};
const spec = (key: keyof Metrics) => METRICS.find((one) => one.key === key)!;

test('every metric of the model has a row and words', () => {
  const keys = Object.keys(ZERO).toSorted();
  expect(METRICS.map((one) => one.key).toSorted()).toEqual(keys);
  expect(Object.keys(METRIC_WORDS).toSorted()).toEqual(keys);
});

test('the better side follows the good direction', () => {
  const [low, high] = [
    { ...ZERO, throughput: 0.5, moves: 1 },
    { ...ZERO, throughput: 0.6, moves: 2 },
  ];
  expect(betterSide(spec('throughput'), low, high)).toBe('b');
  expect(betterSide(spec('moves'), low, high)).toBe('a');
});

test('nobody is better where both are written alike', () => {
  expect(
    betterSide(spec('throughput'), { ...ZERO, throughput: 0.50001 }, { ...ZERO, throughput: 0.50002 }),
  ).toBeUndefined();
});

test('over many seeds only a difference counts whose interval leaves out zero', () => {
  expect(betterOver(spec('throughput'), { low: 0.01, high: 0.02 })).toBe('b');
  expect(betterOver(spec('throughput'), { low: -0.02, high: -0.01 })).toBe('a');
  expect(betterOver(spec('moves'), { low: 3, high: 5 })).toBe('a');
  expect(betterOver(spec('moves'), { low: -1, high: 5 })).toBeUndefined();
  expect(betterOver(spec('moves'), { low: 0, high: 0 })).toBeUndefined();
});

test('values have the unit of the screen; a guest that never runs is infinitely slow', () => {
  expect(valueText(spec('largestFreeNodeMiB'), { ...ZERO, largestFreeNodeMiB: 1536 })).toBe('1.5');
  expect(valueText(spec('remoteAccessRatio'), { ...ZERO, remoteAccessRatio: 0.163 })).toBe('16.3');
  expect(valueText(spec('p95Slowdown'), { ...ZERO, p95Slowdown: Infinity })).toBe('∞');
});

test('positions stay on the scale, whatever the values', () => {
  for (const one of METRICS)
    for (const value of [0, 0.5, 3, 1e6, Infinity]) {
      const at = positions(one, { ...ZERO, [one.key]: value }, ZERO);
      for (const share of at) expect(share >= 0 && share <= 1).toBe(true);
    }
});
