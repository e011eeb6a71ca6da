/** A symmetric positive semidefinite matrix, its lower triangle within an envelope, and its Cholesky factor in the same place. */
export interface Envelope {
  size: number;
  /** size × size; row i is filled from `begin[i]` to its diagonal. */
  matrix: Float64Array<ArrayBuffer>;
  begin: Int32Array<ArrayBuffer>;
  /** What is left of a diagonal below this is rounding. */
  least: Float64Array<ArrayBuffer>;
}

/** What is left of a diagonal below this share of it is rounding. */
const FLAT = 1e-10;

export function createEnvelope(): Envelope {
  return { size: 0, matrix: new Float64Array(0), begin: new Int32Array(0), least: new Float64Array(0) };
}

/** An empty matrix of `size` rows, each beginning at its diagonal. */
export function shapeEnvelope(m: Envelope, size: number): void {
  m.size = size;
  if (m.begin.length < size) {
    m.begin = new Int32Array(size * 2);
    m.least = new Float64Array(size * 2);
  }
  if (rows.length < size) {
    rows = new Int32Array(size * 2);
    column = new Float64Array(size * 2);
  }
  if (m.matrix.length < size * size) m.matrix = new Float64Array(size * size * 2);
  for (let i = 0; i < size; i++) m.begin[i] = i;
}

/** Rows are cleared for new values. */
export function clearEnvelope(m: Envelope): void {
  const { size, matrix, begin } = m;
  for (let i = 0; i < size; i++) {
    const line = i * size;
    for (let j = begin[i]; j <= i; j++) matrix[line + j] = 0;
  }
}

/** Rows that are not 0 in the column at hand, and their values there. */
let rows = new Int32Array(0);
let column = new Float64Array(0);

/** Divides column `k` by its diagonal and gives the number of rows in which it is not 0. */
function scaleColumn({ size, matrix, begin }: Envelope, k: number, inverse: number): number {
  let count = 0;
  for (let i = k + 1; i < size; i++) {
    const at = i * size + k;
    if (begin[i] > k || matrix[at] === 0) continue;
    const value = matrix[at] * inverse;
    matrix[at] = value;
    rows[count] = i;
    column[count++] = value;
  }
  return count;
}

/**
 * The factor, column by column: what is 0 costs nothing, and in the beginning most is. The diagonal holds its inverse, so that
 * solving only multiplies; where nothing is left of it, the unknown can do nothing that the ones before it cannot, and 0
 * there leaves it alone.
 */
export function factoriseEnvelope(m: Envelope): void {
  const { size, matrix, least } = m;
  for (let k = 0; k < size; k++) least[k] = FLAT * matrix[k * size + k];
  for (let k = 0; k < size; k++) {
    const left = matrix[k * size + k];
    const inverse = left > least[k] ? 1 / Math.sqrt(left) : 0;
    matrix[k * size + k] = inverse;
    const count = scaleColumn(m, k, inverse);
    for (let a = 0; a < count; a++) {
      const line = rows[a] * size;
      const value = column[a];
      for (let b = 0; b <= a; b++) matrix[line + rows[b]] -= value * column[b];
    }
  }
}

/** Solves for `values` in place by the factor. */
export function substitute({ size, matrix, begin }: Envelope, values: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const line = i * size;
    let sum = values[i];
    for (let l = begin[i]; l < i; l++) sum -= matrix[line + l] * values[l];
    values[i] = sum * matrix[line + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    const line = i * size;
    const value = values[i] * matrix[line + i];
    values[i] = value;
    for (let l = begin[i]; l < i; l++) values[l] -= matrix[line + l] * value;
  }
}
