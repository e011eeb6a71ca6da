import { array, assert, double, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { createBoundQp, solveBoundQp, type BoundQp } from './bound-qp.ts';

/** H = AᵀA + I is positive definite whatever A is. */
function problem(a: readonly number[], g: readonly number[], lower: readonly number[]): BoundQp {
  const size = g.length;
  const p = createBoundQp(size);
  p.size = size;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < size; k++) sum += a[k * 6 + i] * a[k * 6 + j];
      p.matrix[i * size + j] = sum;
    }
  }
  p.gradient.set(g);
  p.lower.set(lower.slice(0, size));
  return p;
}

const numbers = (length: number) =>
  array(double({ min: -5, max: 5, noNaN: true }), { minLength: length, maxLength: length });

it('finds the point where nothing free has a slope and nothing at its bound wants to rise', () => {
  assert(
    property(numbers(36), integer({ min: 1, max: 6 }), numbers(6), numbers(6), (a, size, g, lower) => {
      const p = problem(
        a,
        g.slice(0, size),
        lower.map((value) => -Math.abs(value)),
      );
      solveBoundQp(p);
      for (let i = 0; i < size; i++) {
        let slope = p.gradient[i];
        for (let j = 0; j < size; j++) slope += p.matrix[i * size + j] * p.step[j];
        const scale = p.matrix[i * size + i] * 10;
        expect(p.step[i]).toBeGreaterThanOrEqual(p.lower[i] - 1e-12);
        expect(slope).toBeGreaterThan(-1e-9 * scale);
        if (p.step[i] > p.lower[i] + 1e-9) expect(Math.abs(slope)).toBeLessThan(1e-9 * scale);
      }
    }),
    { numRuns: 2000 },
  );
});
