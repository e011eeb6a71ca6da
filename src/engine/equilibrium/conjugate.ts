/** A symmetric positive semidefinite operator: `apply` writes its product with the first column into the second. */
type Operator = (vector: Float64Array, product: Float64Array) => void;

const MOST_ROUNDS = 200;
/** What is left of the squared residual, in the preconditioner's measure: a Newton step needs a good direction, not the last digit. */
const ENOUGH = 1e-9;

let residual = new Float64Array(0);
let direction = new Float64Array(0);
let product = new Float64Array(0);

/**
 * Solves `apply`(solution) = right by conjugate gradients with the inverse of the diagonal as preconditioner. For systems too
 * large to factorise: its work grows with what is connected, not with the cube of the size.
 */
export function conjugate(
  size: number,
  apply: Operator,
  inverse: Float64Array,
  right: Float64Array,
  solution: Float64Array,
): void {
  if (residual.length < size) {
    residual = new Float64Array(size * 2);
    direction = new Float64Array(size * 2);
    product = new Float64Array(size * 2);
  }
  let measure = 0;
  for (let i = 0; i < size; i++) {
    solution[i] = 0;
    residual[i] = right[i];
    direction[i] = inverse[i] * right[i];
    measure += right[i] * direction[i];
  }
  const enough = ENOUGH * measure;
  for (let round = 0; round < MOST_ROUNDS && measure > enough; round++) {
    apply(direction, product);
    measure = advance(size, inverse, measure, solution);
  }
}

/** One round: along the direction, and the next direction; gives the new measure of what is left. */
function advance(size: number, inverse: Float64Array, measure: number, solution: Float64Array): number {
  let across = 0;
  for (let i = 0; i < size; i++) across += direction[i] * product[i];
  if (!(across > 0)) return 0;
  const length = measure / across;
  let next = 0;
  for (let i = 0; i < size; i++) {
    solution[i] += length * direction[i];
    residual[i] -= length * product[i];
    next += residual[i] * residual[i] * inverse[i];
  }
  const turn = next / measure;
  for (let i = 0; i < size; i++) direction[i] = inverse[i] * residual[i] + turn * direction[i];
  return next;
}
