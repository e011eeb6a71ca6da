/*
 * A sparse symmetric positive semidefinite matrix of at most a few hundred rows and its factors L·D·Lᵀ. Which elements are
 * not 0 is told first, as a set of bits for each row, and what elimination adds to them follows from those alone.
 */
export interface Sparse {
  size: number;
  /** size × size, its lower triangle, all 0 between two factorisations. */
  matrix: Float64Array<ArrayBuffer>;
  /** By row, `words` of 32 bits each: the columns that share an element with it. */
  words: number;
  bits: Int32Array<ArrayBuffer>;
  /** Elements below the diagonal, column after column: column k's are start[k] .. start[k+1]; their row, row × size, and L. */
  start: Int32Array<ArrayBuffer>;
  row: Int32Array<ArrayBuffer>;
  owner: Int32Array<ArrayBuffer>;
  line: Int32Array<ArrayBuffer>;
  factor: Float64Array<ArrayBuffer>;
  /** 1/D. */
  inverse: Float64Array<ArrayBuffer>;
}

/** The column at hand. */
let column = new Float64Array(0);

/** What is left of a diagonal below this share of it is rounding. */
const FLAT = 1e-10;

export function createSparse(): Sparse {
  return {
    size: 0,
    matrix: new Float64Array(0),
    words: 0,
    bits: new Int32Array(0),
    start: new Int32Array(1),
    row: new Int32Array(0),
    owner: new Int32Array(0),
    line: new Int32Array(0),
    factor: new Float64Array(0),
    inverse: new Float64Array(0),
  };
}

/** An empty matrix of `size` rows. */
export function resetSparse(m: Sparse, size: number): void {
  const words = (size + 31) >> 5;
  m.size = size;
  m.words = words;
  if (m.inverse.length < size) {
    const length = size * 2;
    m.matrix = new Float64Array(length * length);
    m.bits = new Int32Array(length * ((length + 31) >> 5));
    m.start = new Int32Array(length + 1);
    m.row = new Int32Array((length * length) >> 1);
    m.owner = new Int32Array((length * length) >> 1);
    m.line = new Int32Array((length * length) >> 1);
    m.factor = new Float64Array((length * length) >> 1);
    m.inverse = new Float64Array(length);
    if (column.length < length) column = new Float64Array(length);
  }
  m.bits.fill(0, 0, size * words);
}

/** Bits of the rows of `group` that are at most `row`, in word `word` of 32. */
function upTo(row: number, word: number): number {
  const beyond = row - (word << 5);
  if (beyond < 0) return 0;
  return beyond >= 31 ? -1 : (2 << beyond) - 1;
}

/**
 * The columns of L from the bits of the matrix: a column is where the matrix has something below the diagonal, or a column
 * before it whose first row below the diagonal is this one (the elimination tree).
 */
export function shape(m: Sparse): void {
  const { size, words, bits, start, row, owner, line } = m;
  let count = 0;
  for (let k = 0; k < size; k++) {
    start[k] = count;
    const own = k * words;
    for (let word = k >> 5; word < words; word++) {
      let left = bits[own + word] & ~upTo(k, word);
      bits[own + word] = left;
      while (left !== 0) {
        const bit = left & -left;
        left ^= bit;
        const r = (word << 5) + 31 - Math.clz32(bit);
        owner[count] = k;
        row[count] = r;
        line[count++] = r * size;
      }
    }
    if (count === start[k]) continue;
    const parent = row[start[k]] * words;
    for (let word = k >> 5; word < words; word++) bits[parent + word] |= bits[own + word];
  }
  start[size] = count;
}

/** The factors, column after column; where nothing is left of a diagonal, the unknown can do nothing that those before it cannot, and 0 leaves it alone. Elements are 0 again behind it. */
export function factoriseSparse(m: Sparse): void {
  const { size, matrix, start, row, line, factor, inverse } = m;
  for (let k = 0, at = 0; k < size; k++, at += size + 1) inverse[k] = FLAT * matrix[at];
  for (let k = 0, at = 0; k < size; k++, at += size + 1) {
    const left = matrix[at];
    matrix[at] = 0;
    const perLeft = left > inverse[k] ? 1 / left : 0;
    inverse[k] = perLeft;
    const first = start[k];
    for (let p = first, end = start[k + 1]; p < end; p++) {
      const lower = line[p];
      const element = matrix[lower + k];
      const value = element * perLeft;
      matrix[lower + k] = 0;
      column[p - first] = element;
      factor[p] = value;
      for (let q = first; q <= p; q++) matrix[lower + row[q]] -= value * column[q - first];
    }
  }
}

/** Solves for `values` in place by the factors. */
export function substitute(m: Sparse, values: Float64Array): void {
  const { size, start, row, owner, factor, inverse } = m;
  for (let p = 0, count = start[size]; p < count; p++) values[row[p]] -= factor[p] * values[owner[p]];
  for (let k = size - 1; k >= 0; k--) {
    let value = values[k] * inverse[k];
    for (let p = start[k], end = start[k + 1]; p < end; p++) value -= factor[p] * values[row[p]];
    values[k] = value;
  }
}
