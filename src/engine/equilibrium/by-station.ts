import { createSparse, factoriseSparse, resetSparse, shape, substitute } from './cholesky.ts';
import type { Ties } from './ties.ts';

/* The system of a Newton step with the stations' waits as unknowns, a row for every place. */
const system = createSparse();
let union = new Int32Array(8);

/** Stations share an element where a way passes both. */
export function shapeByStation({ count, start, at }: Ties, size: number): void {
  resetSparse(system, size);
  const { bits, words } = system;
  if (union.length < words) union = new Int32Array(words * 2);
  for (let m = 0; m < count; m++) {
    const end = start[m + 1];
    for (let word = 0; word < words; word++) union[word] = 0;
    for (let e = start[m]; e < end; e++) union[at[e] >> 5] |= 1 << (at[e] & 31);
    for (let e = start[m]; e < end; e++)
      for (let word = 0; word < words; word++) bits[at[e] * words + word] |= union[word];
  }
  shape(system);
}

/** Factors for the ties' losses; adds what they give way by to `yielding`. False where the first `alone` have nothing: Ψ is flat there. */
export function factoriseByStation(
  { count, ways, start, at, share }: Ties,
  alone: number,
  loss: Float64Array,
  curvature: Float64Array,
  yielding: Float64Array,
): boolean {
  const { matrix, size } = system;
  for (let m = 0; m < count; m++) {
    const given = loss[ways[m]];
    if (given === 0) continue;
    const first = start[m];
    for (let e = first, end = start[m + 1]; e < end; e++) {
      const row = at[e];
      const part = given * share[e];
      yielding[row] += part * share[e];
      for (let d = first; d < e; d++) {
        const other = at[d];
        matrix[row > other ? row * size + other : other * size + row] += part * share[d];
      }
    }
  }
  let isSteep = true;
  for (let i = 0; i < size; i++) {
    const own = yielding[i] + curvature[i];
    matrix[i * size + i] = own;
    if (i < alone && !(own > 0)) isSteep = false;
  }
  factoriseSparse(system);
  return isSteep;
}

export function solveByStation(excess: Float64Array, step: Float64Array): void {
  for (let i = 0; i < system.size; i++) step[i] = excess[i];
  substitute(system, step);
}
