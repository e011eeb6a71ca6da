import { clearEnvelope, createEnvelope, factoriseEnvelope, shapeEnvelope, substitute } from './cholesky.ts';
import type { Component } from './component.ts';
import { conjugate } from './conjugate.ts';

/*
 * The linear system of one Newton step, (D + Σ ω·a·aᵀ)·step = excess: D the stations' own curvature, one term with stiffness ω
 * for each class. A class at one station only adds to D, and a station without other classes stands alone. For the rest there
 * are two forms of the same system, and the smaller one is solved: by station as it stands, or by class, with the push μ of
 * each class as unknown: (1/ω + Σ a·aᵀ/D)·μ = Σ a·excess/D, step = (excess − Σ a·μ)/D. Where flows are many the first is the
 * smaller, on a large host with few flows the second. Where both are large no matrix is made: conjugate gradients.
 */
const envelope = createEnvelope();
let form: 'station' | 'class' | 'rounds' = 'station';
/** By place: what all classes at a station give way by per yardstick of its wait, GB/s; as of the last factors. */
export let yielding = new Float64Array(0);
/** By place: D, its inverse, the unknown of a station that several-station classes pass (−1 = alone). */
let own = new Float64Array(0);
let inverse = new Float64Array(0);
let unknown = new Int32Array(0);
/** Classes at several stations. */
let many = new Int32Array(0);
let manyCount = 0;
let values = new Float64Array(0);
/** By place: the first class seen there while the shape is found. */
let seenAt = new Int32Array(0);

/** By class a full station's D must not be 0: this much of what its classes add does not turn the step. */
const LEAST = 1e-7;
/** Larger matrices are not factorised. */
const MOST_ROWS = 100;

function makeRoom(k: Component): void {
  if (own.length < k.size) {
    const length = Math.max(16, k.size * 2);
    own = new Float64Array(length);
    inverse = new Float64Array(length);
    yielding = new Float64Array(length);
    unknown = new Int32Array(length);
    seenAt = new Int32Array(length);
  }
  if (many.length < k.classCount) many = new Int32Array(Math.max(16, k.classCount * 2));
  const unknowns = Math.max(k.size, k.classCount);
  if (values.length < unknowns) values = new Float64Array(unknowns * 2);
}

/** Sorts out which stations and classes of the component need a place in the system, and in which form. */
export function arrange(k: Component): void {
  makeRoom(k);
  const { size, start, at } = k;
  unknown.fill(-1, 0, size);
  manyCount = 0;
  for (let c = k.singles; c < k.classCount; c++) {
    if (k.weight[c] === 0) continue;
    many[manyCount++] = c;
    for (let e = start[c]; e < start[c + 1]; e++) unknown[at[e]] = 0;
  }
  let rows = 0;
  for (let i = 0; i < size; i++) if (unknown[i] === 0) unknown[i] = rows++;
  // A row by class takes more work to fill.
  form = 1.5 * manyCount < rows ? 'class' : 'station';
  if (Math.min(rows, manyCount) > MOST_ROWS) form = 'rounds';
  shapeEnvelope(envelope, form === 'rounds' ? 0 : form === 'class' ? manyCount : rows);
  if (form === 'class') shapeByClass(k);
  else if (form === 'station') shapeByStation(k);
}

/** A station's row begins at the first station that shares a class with it. */
function shapeByStation({ start, at }: Component): void {
  const { begin } = envelope;
  for (let m = 0; m < manyCount; m++) {
    const c = many[m];
    const first = unknown[at[start[c]]];
    for (let e = start[c] + 1; e < start[c + 1]; e++) {
      const row = unknown[at[e]];
      if (first < begin[row]) begin[row] = first;
    }
  }
}

/** A class's row begins at the first class that shares a station with it. */
function shapeByClass({ size, start, at }: Component): void {
  const { begin } = envelope;
  seenAt.fill(-1, 0, size);
  for (let m = 0; m < manyCount; m++) {
    const c = many[m];
    for (let e = start[c]; e < start[c + 1]; e++) {
      const i = at[e];
      if (seenAt[i] < 0) seenAt[i] = m;
      else if (seenAt[i] < begin[m]) begin[m] = seenAt[i];
    }
  }
}

/** D with the classes at one station only; false where a station alone has nothing: Ψ is flat there. */
function diagonal(k: Component, curvature: Float64Array): boolean {
  const { size, singles, start, at, coefficient, loss } = k;
  yielding.fill(0, 0, size);
  for (let c = 0; c < singles; c++) yielding[at[c]] += loss[c] * coefficient[c] * coefficient[c];
  let isSteep = true;
  for (let i = 0; i < size; i++) {
    own[i] = curvature[i] + yielding[i];
    if (unknown[i] < 0 && !(own[i] > 0)) isSteep = false;
  }
  for (let m = 0; m < manyCount; m++) {
    const c = many[m];
    for (let e = start[c]; e < start[c + 1]; e++) yielding[at[e]] += loss[c] * coefficient[e] * coefficient[e];
  }
  return isSteep;
}

function fillByStation(k: Component): void {
  const { size, start, at, coefficient, loss } = k;
  const { matrix, size: rows } = envelope;
  for (let i = 0; i < size; i++) if (unknown[i] >= 0) matrix[unknown[i] * rows + unknown[i]] = own[i];
  for (let m = 0; m < manyCount; m++) {
    const c = many[m];
    for (let e = start[c], end = start[c + 1]; e < end; e++) {
      const share = loss[c] * coefficient[e];
      const line = unknown[at[e]] * rows;
      for (let d = start[c]; d <= e; d++) matrix[line + unknown[at[d]]] += share * coefficient[d];
    }
  }
}

/** Inverses of D; a full station without classes of its own gets a trace. */
function invert(size: number): void {
  for (let i = 0; i < size; i++) {
    const d = Math.max(own[i], LEAST * yielding[i]);
    inverse[i] = d > 0 ? 1 / d : 0;
  }
}

/** Classes that share stations, by the chains of each station's classes. */
function fillByClass(k: Component): void {
  const { start, at, coefficient, loss } = k;
  const { matrix, size: rows, begin } = envelope;
  invert(k.size);
  for (let m = 0; m < manyCount; m++) {
    const c = many[m];
    const line = m * rows;
    for (let e = start[c]; e < start[c + 1]; e++) values[at[e]] = coefficient[e] * inverse[at[e]];
    for (let o = begin[m]; o <= m; o++) {
      let sum = 0;
      for (let d = start[many[o]], end = start[many[o] + 1]; d < end; d++) sum += coefficient[d] * values[at[d]];
      matrix[line + o] = sum;
    }
    // A class that gives way to nothing pushes nothing: its row stands alone, beyond all others.
    matrix[line + m] += loss[c] > 0 ? 1 / loss[c] : 1e200;
    for (let e = start[c]; e < start[c + 1]; e++) values[at[e]] = 0;
  }
}

/** Factors of the system at the component's losses and the stations' own `curvature`; false where a step would have no length. */
export function factorise(k: Component, curvature: Float64Array): boolean {
  if (!diagonal(k, curvature)) return false;
  clearEnvelope(envelope);
  if (form === 'class') {
    values.fill(0, 0, k.size);
    fillByClass(k);
  } else if (form === 'station') fillByStation(k);
  else invertDiagonal(k.size, curvature);
  factoriseEnvelope(envelope);
  return true;
}

function solveByStation(k: Component, excess: Float64Array, step: Float64Array): void {
  for (let i = 0; i < k.size; i++) if (unknown[i] >= 0) values[unknown[i]] = excess[i];
  substitute(envelope, values);
  for (let i = 0; i < k.size; i++) step[i] = unknown[i] >= 0 ? values[unknown[i]] : excess[i] / own[i];
}

function solveByClass(k: Component, excess: Float64Array, step: Float64Array): void {
  const { size, start, at, coefficient } = k;
  for (let i = 0; i < size; i++) step[i] = excess[i] * inverse[i];
  for (let m = 0; m < manyCount; m++) {
    let sum = 0;
    for (let e = start[many[m]], end = start[many[m] + 1]; e < end; e++) sum += coefficient[e] * step[at[e]];
    values[m] = sum;
  }
  substitute(envelope, values);
  for (let m = 0; m < manyCount; m++) {
    for (let e = start[many[m]], end = start[many[m] + 1]; e < end; e++)
      step[at[e]] -= coefficient[e] * values[m] * inverse[at[e]];
  }
}

/** For rounds: the inverse of the whole diagonal. */
function invertDiagonal(size: number, curvature: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const d = curvature[i] + yielding[i];
    inverse[i] = d > 0 ? 1 / d : 0;
  }
}

function solveInRounds(k: Component, excess: Float64Array, step: Float64Array): void {
  const { size, start, at, coefficient, loss } = k;
  const apply = (vector: Float64Array, product: Float64Array): void => {
    for (let i = 0; i < size; i++) product[i] = own[i] * vector[i];
    for (let m = 0; m < manyCount; m++) {
      const first = start[many[m]];
      const end = start[many[m] + 1];
      let across = 0;
      for (let e = first; e < end; e++) across += coefficient[e] * vector[at[e]];
      const push = across * loss[many[m]];
      for (let e = first; e < end; e++) product[at[e]] += coefficient[e] * push;
    }
  };
  conjugate(size, apply, inverse, excess, step);
}

/** The step for `excess` by the last factors. */
export function solve(k: Component, excess: Float64Array, step: Float64Array): void {
  if (form === 'class') solveByClass(k, excess, step);
  else if (form === 'station') solveByStation(k, excess, step);
  else solveInRounds(k, excess, step);
}
