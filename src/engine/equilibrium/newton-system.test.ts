import { describe, expect, test } from 'vitest';
import { createComponent, type Component } from './component.ts';
import { arrange, factorise, solve } from './newton-system.ts';
import { draws } from '../testing/networks.ts';

/** A component of `size` stations whose classes pass the given stations, with drawn coefficients and losses. */
function componentOf(size: number, routes: readonly (readonly number[])[], seed: number): Component {
  const next = draws(seed);
  const sorted = [...routes.filter((way) => way.length === 1), ...routes.filter((way) => way.length > 1)];
  const entries = sorted.flat();
  return {
    ...createComponent(),
    size,
    classCount: sorted.length,
    singles: routes.filter((way) => way.length === 1).length,
    start: Int32Array.from([0, ...sorted.map((_, c) => sorted.slice(0, c + 1).flat().length)]),
    at: Int32Array.from(entries),
    coefficient: Float64Array.from(entries, () => 0.1 + next()),
    weight: Float64Array.from(sorted, () => 1),
    loss: Float64Array.from(sorted, () => next()),
  };
}

/** Largest |(D + Σ ω·a·aᵀ)·step − excess|, from the definition. */
function miss(k: Component, curvature: Float64Array, excess: Float64Array, step: Float64Array): number {
  const left = Float64Array.from(excess, (value, i) => curvature[i]! * step[i]! - value);
  for (let c = 0; c < k.classCount; c++) {
    let across = 0;
    for (let e = k.start[c]!; e < k.start[c + 1]!; e++) across += k.coefficient[e]! * step[k.at[e]!]!;
    for (let e = k.start[c]!; e < k.start[c + 1]!; e++) left[k.at[e]!]! += k.loss[c]! * k.coefficient[e]! * across;
  }
  return left.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
}

function missOf(size: number, routes: readonly (readonly number[])[], seed: number, fullStation = -1): number {
  const k = componentOf(size, routes, seed);
  const next = draws(seed + 1000);
  const curvature = Float64Array.from({ length: size }, (_, i) => (i === fullStation ? 0 : 0.2 + next()));
  const excess = Float64Array.from({ length: size }, () => next() - 0.5);
  const step = new Float64Array(size);
  arrange(k);
  expect(factorise(k, curvature)).toBe(true);
  solve(k, excess, step);
  return miss(k, curvature, excess, step);
}

describe('the system of one Newton step', () => {
  test('many classes over few stations: by station', () => {
    for (let seed = 0; seed < 200; seed++) {
      const next = draws(seed);
      const routes = Array.from({ length: 12 }, () => [0, 1, 2, 3].filter(() => next() < 0.5)).filter(
        (way) => way.length > 0,
      );
      expect(missOf(5, [...routes, [4], [0, 4]], seed)).toBeLessThan(1e-12);
      expect(missOf(5, [...routes, [4], [0, 4]], seed, 4)).toBeLessThan(1e-10);
    }
  });
  test('few classes over many stations: by class, and stations that stand alone', () => {
    for (let seed = 0; seed < 200; seed++) {
      expect(missOf(12, [[0, 3, 4, 5], [1, 4, 6, 7, 8], [2], [9], [9, 10]], seed)).toBeLessThan(1e-12);
      // A full station: its own curve gives nothing, its classes give all.
      expect(missOf(12, [[0, 3, 4, 5], [1, 4, 6, 7, 8], [2], [9, 10]], seed, 4)).toBeLessThan(1e-5);
    }
  });
  test('many classes over many stations: in rounds', () => {
    for (let seed = 0; seed < 10; seed++) {
      const next = draws(seed);
      const routes = Array.from({ length: 300 }, () => {
        const first = Math.floor(next() * 150);
        return [first, first + 1 + Math.floor(next() * 20), first + 25 + Math.floor(next() * 20)];
      });
      expect(missOf(200, [...routes, [0], [199]], seed)).toBeLessThan(1e-3);
    }
  });
  test('a full station that nobody gives way at has no step', () => {
    const k = componentOf(2, [[0], [1]], 1);
    k.loss[1] = 0;
    arrange(k);
    expect(factorise(k, Float64Array.from([1, 0]))).toBe(false);
  });
});
