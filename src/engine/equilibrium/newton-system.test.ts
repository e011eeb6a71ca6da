import { describe, expect, test } from 'vitest';
import { addTraffic, join } from './classes.ts';
import { createComponent, gather, release, type Component } from './component.ts';
import { createNetwork, type Network } from './network.ts';
import { arrange, factorise, solve } from './newton-system.ts';
import { createDraft } from './ways.ts';
import { draws } from '../testing/networks.ts';

interface System {
  readonly n: Network;
  readonly k: Component;
}

/** A component of `size` stations whose ways pass the given ones, with drawn coefficients and losses. */
function systemOf(size: number, routes: readonly (readonly number[])[], seed: number): System {
  const next = draws(seed);
  const n = createNetwork(new Float64Array(size).fill(1), new Float64Array(size).fill(1), 1);
  const draft = createDraft(size);
  for (const route of routes) {
    draft.count = route.length;
    route.forEach((s, e) => {
      draft.station[e] = s;
      draft.coefficient[e] = 0.1 + next();
    });
    const c = join(n, draft, 1, 0, 1);
    addTraffic(n, c, 1);
    n.loss[n.way[c]] = next();
  }
  const k = createComponent();
  gather(k, n);
  release(k);
  for (let i = 0; i < k.size; i++) k.slot[k.stations[i]] = i;
  return { n, k };
}

/** Largest |(D + Σ ω·a·aᵀ)·step − excess|, from the definition. */
function miss({ n, k }: System, curvature: Float64Array, excess: Float64Array, step: Float64Array): number {
  const left = Float64Array.from(excess.subarray(0, k.size), (value, i) => curvature[i]! * step[i]! - value);
  for (const w of k.ways.subarray(0, k.wayCount)) {
    const entries = Array.from({ length: n.length[w]! }, (_, e) => n.first[w]! + e);
    const across = entries.reduce((sum, e) => sum + n.coefficient[e]! * step[k.slot[n.station[e]!]!]!, 0);
    for (const e of entries) left[k.slot[n.station[e]!]!]! += n.loss[w]! * n.coefficient[e]! * across;
  }
  return left.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
}

function missOf(size: number, routes: readonly (readonly number[])[], seed: number, fullStation = -1): number {
  const system = systemOf(size, routes, seed);
  const { n, k } = system;
  const next = draws(seed + 1000);
  const curvature = Float64Array.from({ length: size }, (_, i) => (k.stations[i] === fullStation ? 0 : 0.2 + next()));
  const excess = Float64Array.from({ length: size }, () => next() - 0.5);
  const step = new Float64Array(size);
  arrange(k, n);
  expect(factorise(k, n, curvature)).toBe(true);
  solve(k, n, excess, step);
  return miss(system, curvature, excess, step);
}

describe('the system of one Newton step', () => {
  test('many ways over few stations: by station', () => {
    for (let seed = 0; seed < 200; seed++) {
      const next = draws(seed);
      const routes = Array.from({ length: 12 }, () => [0, 1, 2, 3].filter(() => next() < 0.5)).filter(
        (way) => way.length > 0,
      );
      expect(missOf(5, [...routes, [4], [0, 4]], seed)).toBeLessThan(1e-12);
      expect(missOf(5, [...routes, [4], [0, 4]], seed, 4)).toBeLessThan(1e-10);
    }
  });
  test('many ways over more stations than a word has bits: by station', () => {
    for (let seed = 0; seed < 50; seed++) {
      const next = draws(seed);
      const routes = Array.from({ length: 160 }, () => {
        const first = Math.floor(next() * 60);
        return [first, first + 1 + Math.floor(next() * 8), first + 10 + Math.floor(next() * 9)];
      });
      expect(missOf(80, routes, seed)).toBeLessThan(1e-10);
    }
  });
  test('few ways over many stations: by way, and stations that stand alone', () => {
    for (let seed = 0; seed < 200; seed++) {
      expect(missOf(12, [[0, 3, 4, 5], [1, 4, 6, 7, 8], [2], [9], [9, 10]], seed)).toBeLessThan(1e-12);
      // A full station: its own curve gives nothing, its ways give all.
      expect(missOf(12, [[0, 3, 4, 5], [1, 4, 6, 7, 8], [2], [9, 10]], seed, 4)).toBeLessThan(1e-5);
    }
  });
  test('more ways than a word has bits over still more stations: by way', () => {
    for (let seed = 0; seed < 50; seed++) {
      const next = draws(seed);
      const routes = Array.from({ length: 60 }, () => {
        const first = Math.floor(next() * 80);
        return Array.from({ length: 6 }, (_, e) => first + 12 * e + Math.floor(next() * 12));
      });
      expect(missOf(160, routes, seed)).toBeLessThan(1e-10);
    }
  });
  test('many ways over many stations: in rounds', () => {
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
    const { n, k } = systemOf(2, [[0], [1]], 1);
    n.loss.fill(0);
    arrange(k, n);
    expect(factorise(k, n, Float64Array.from([0, 0]))).toBe(false);
  });
});
