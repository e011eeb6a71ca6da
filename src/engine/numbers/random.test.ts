import { expect, test } from 'vitest';
import { cloneStreams, createStreams, draw } from './random.ts';

function draws(count: number, name: string, seed = 1): number[] {
  const streams = createStreams(seed);
  return Array.from({ length: count }, () => draw(streams, name));
}

test('a stream is fixed for ever by its seed and its name', () => {
  expect(draws(3, 'arrivals')).toEqual(draws(3, 'arrivals'));
  expect(draws(3, 'arrivals')).toMatchInlineSnapshot(`
    [
      0.5954188046736251,
      0.1668051062492698,
      0.8275087459173087,
    ]
  `);
});

test('one more draw in one stream changes nothing in another', () => {
  const [a, b] = [createStreams(7), createStreams(7)];
  draw(a, 'sizes');
  expect([draw(a, 'arrivals'), draw(a, 'arrivals')]).toEqual([draw(b, 'arrivals'), draw(b, 'arrivals')]);
});

test('names and seeds that differ little give streams that differ much', () => {
  const firsts = ['a', 'b', 'aa', 'ab', 'ba'].flatMap((name) =>
    [0, 1, 2, 2 ** 31, 2 ** 32 - 1].map((seed) => draws(1, name, seed)[0]),
  );
  expect(new Set(firsts).size).toBe(25);
});

test('a copy goes on by itself to the same draws', () => {
  const streams = createStreams(3);
  draw(streams, 'x');
  const copy = cloneStreams(streams);
  expect(draw(copy, 'x')).toBe(draw(streams, 'x'));
  draw(copy, 'x');
  expect(draw(copy, 'x')).not.toBe(draw(streams, 'x'));
});

test('draws are within 0..1, even and independent of their forerunner', () => {
  const xs = draws(100_000, 'even');
  const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const variance = xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / xs.length;
  const lag = xs.slice(1).reduce((sum, x, n) => sum + (x - mean) * (xs[n] - mean), 0) / xs.length / variance;
  expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...xs)).toBeLessThan(1);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.005);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
  expect(Math.abs(lag)).toBeLessThan(0.015);
});
