import { conjugate } from './conjugate.ts';
import type { Ties } from './ties.ts';

/* The same system without a matrix, for hosts with so many stations and flows that one would be too large. */

/** By place: the inverse of the whole diagonal. */
let inverse = new Float64Array(0);

export function invertDiagonal(size: number, curvature: Float64Array, yielding: Float64Array): void {
  if (inverse.length < size) inverse = new Float64Array(size * 2);
  for (let i = 0; i < size; i++) {
    const d = curvature[i] + yielding[i];
    inverse[i] = d > 0 ? 1 / d : 0;
  }
}

export function solveInRounds(
  { count, ways, start, at, share }: Ties,
  size: number,
  own: Float64Array,
  loss: Float64Array,
  excess: Float64Array,
  step: Float64Array,
): void {
  const apply = (vector: Float64Array, product: Float64Array): void => {
    for (let i = 0; i < size; i++) product[i] = own[i] * vector[i];
    for (let m = 0; m < count; m++) {
      const first = start[m];
      const end = start[m + 1];
      let across = 0;
      for (let e = first; e < end; e++) across += share[e] * vector[at[e]];
      const push = across * loss[ways[m]];
      for (let e = first; e < end; e++) product[at[e]] += share[e] * push;
    }
  };
  conjugate(size, apply, inverse, excess, step);
}
