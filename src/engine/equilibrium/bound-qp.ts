/**
 * min ½ dᵀHd + gᵀd over d ≥ lower, for a symmetric positive definite H: the model problem of one Newton step.
 * Block principal pivoting (Júdice and Pires 1994): solve for the free variables, flip every variable that breaks its
 * condition, and fall back to flipping one at a time, which is finite, where flipping all does not help.
 */
export interface BoundQp {
  size: number;
  /** size × size, only the lower triangle is read. */
  readonly matrix: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly lower: Float64Array<ArrayBuffer>;
  /** Result. */
  readonly step: Float64Array<ArrayBuffer>;
  /** 1 = at its bound; the last answer is the next guess. */
  readonly fixed: Uint8Array<ArrayBuffer>;
  readonly factor: Float64Array<ArrayBuffer>;
}

/** Rounds of flipping all before one at a time. */
const PATIENCE = 6;

export function createBoundQp(capacity: number): BoundQp {
  return {
    size: 0,
    matrix: new Float64Array(capacity * capacity),
    gradient: new Float64Array(capacity),
    lower: new Float64Array(capacity),
    step: new Float64Array(capacity),
    fixed: new Uint8Array(capacity),
    factor: new Float64Array(capacity * capacity),
  };
}

/** Element (i, j) of H, from its lower triangle. */
function entry(p: BoundQp, i: number, j: number): number {
  return i >= j ? p.matrix[i * p.size + j] : p.matrix[j * p.size + i];
}

/** Cholesky of H with the rows and columns of fixed variables replaced by those of the unit matrix. */
function factorise(p: BoundQp): void {
  const { size, matrix, factor, fixed } = p;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      let sum = fixed[i] || fixed[j] ? (i === j ? 1 : 0) : matrix[row + j];
      const other = j * size;
      for (let k = 0; k < j; k++) sum -= factor[row + k] * factor[other + k];
      // What rounding leaves of a pivot that ought to be 0 must not become a direction of its own.
      factor[row + j] = i === j ? Math.sqrt(Math.max(sum, 1e-14 * matrix[row + i], 1e-300)) : sum / factor[other + j];
    }
  }
}

function solveFree(p: BoundQp): void {
  const { size, factor, fixed, gradient, lower, step } = p;
  for (let i = 0; i < size; i++) {
    let sum = fixed[i] ? 0 : -gradient[i];
    if (!fixed[i]) for (let j = 0; j < size; j++) if (fixed[j]) sum -= entry(p, i, j) * lower[j];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * step[k];
    step[i] = sum / factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = step[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * step[k];
    step[i] = sum / factor[i * size + i];
  }
  for (let i = 0; i < size; i++) if (fixed[i]) step[i] = lower[i];
}

/** A free variable below its bound, or a fixed one that would fall by rising. */
function breaks(p: BoundQp, i: number): boolean {
  if (!p.fixed[i]) return p.step[i] < p.lower[i];
  let slope = p.gradient[i];
  for (let j = 0; j < p.size; j++) slope += entry(p, i, j) * p.step[j];
  return slope < 0;
}

/** Flips what breaks its condition: all of it, or only the last. Gives how many there were. */
function flip(p: BoundQp, all: boolean): number {
  let count = 0;
  let last = -1;
  for (let i = 0; i < p.size; i++) {
    if (!breaks(p, i)) continue;
    count++;
    last = i;
    // Marked now, flipped below: the other conditions are judged by the same solution.
    if (all) p.factor[i * p.size + i] = -1;
  }
  if (!all && last >= 0) p.factor[last * p.size + last] = -1;
  for (let i = 0; i < p.size; i++) if (p.factor[i * p.size + i] < 0) p.fixed[i] ^= 1;
  return count;
}

/** Solves `p` into its `step`, which always respects the bounds. */
export function solveBoundQp(p: BoundQp): void {
  let fewest = p.size + 1;
  let patience = PATIENCE;
  for (let round = 0; round < 20 + 4 * p.size; round++) {
    factorise(p);
    solveFree(p);
    const broken = flip(p, patience > 0);
    if (broken === 0) return;
    if (broken < fewest) {
      fewest = broken;
      patience = PATIENCE;
    } else patience--;
  }
  for (let i = 0; i < p.size; i++) p.step[i] = Math.max(p.step[i], p.lower[i]);
}
