/** A symmetric positive semidefinite matrix, its lower triangle within an envelope, and its Cholesky factor in the same place. */
export interface Envelope {
  size: number;
  /** size × size; row i is filled from `begin[i]` to its diagonal. */
  matrix: Float64Array<ArrayBuffer>;
  begin: Int32Array<ArrayBuffer>;
}

/** What is left of a diagonal below this share of it is rounding. */
const FLAT = 1e-10;

export function createEnvelope(): Envelope {
  return { size: 0, matrix: new Float64Array(0), begin: new Int32Array(0) };
}

/** An empty matrix of `size` rows, each beginning at its diagonal. */
export function shapeEnvelope(m: Envelope, size: number): void {
  m.size = size;
  if (m.begin.length < size) m.begin = new Int32Array(size * 2);
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

/**
 * Row `i` of the factor. The diagonal holds its inverse, so that solving only multiplies; where nothing is left of it, the
 * unknown can do nothing that the ones before it cannot, and 0 there leaves it alone.
 */
function factoriseRow({ size, matrix, begin }: Envelope, i: number): void {
  const line = i * size;
  const from = begin[i];
  let left = matrix[line + i];
  const least = FLAT * left;
  for (let j = from; j < i; j++) {
    const other = j * size;
    const low = begin[j] > from ? begin[j] : from;
    let sum = matrix[line + j];
    for (let l = low; l < j; l++) sum -= matrix[line + l] * matrix[other + l];
    sum *= matrix[other + j];
    matrix[line + j] = sum;
    left -= sum * sum;
  }
  matrix[line + i] = left > least ? 1 / Math.sqrt(left) : 0;
}

export function factoriseEnvelope(m: Envelope): void {
  for (let i = 0; i < m.size; i++) factoriseRow(m, i);
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
