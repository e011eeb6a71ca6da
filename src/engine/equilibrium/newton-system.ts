import { clearSparse, createSparse, factoriseSparse, resetSparse, shape, substitute } from './cholesky.ts';
import type { Component } from './component.ts';
import { conjugate } from './conjugate.ts';
import type { Network } from './network.ts';

/*
 * The linear system of one Newton step, (D + Σ ω·a·aᵀ)·step = excess: D the stations' own curvature, one term with the loss ω
 * for each way. A way over one station only adds to D, and a station without other ways stands alone. For the rest there are
 * two forms of the same system, and the smaller one is solved: by station as it stands, or by way, with the push μ of each
 * way as unknown: (1/ω + Σ a·aᵀ/D)·μ = Σ a·excess/D, step = (excess − Σ a·μ)/D. Where flows are many the first is the
 * smaller, on a large host with few flows the second. Where both are large no matrix is made: conjugate gradients.
 */
const matrix = createSparse();
let form: 'station' | 'way' | 'rounds' = 'station';
/** By place: what all ways at a station give way by per yardstick of its wait, GB/s; as of the last factors. */
export let yielding = new Float64Array(0);
/** By place: D and its inverse. */
let own = new Float64Array(0);
let inverse = new Float64Array(0);
/** Ways with traffic over several stations, and by row of the network their place among them. */
let many = new Int32Array(0);
let manyCount = 0;
let rank = new Int32Array(0);
let values = new Float64Array(0);
let union = new Int32Array(0);
let tally = new Int32Array(0);

/** By way a full station's D must not be 0: this much of what its ways add does not turn the step. */
const LEAST = 1e-7;
/** Larger matrices are not factorised. */
const MOST_ROWS = 100;

function makeRoom(k: Component, n: Network): void {
  if (own.length < k.size) {
    const length = Math.max(16, k.size * 2);
    own = new Float64Array(length);
    inverse = new Float64Array(length);
    yielding = new Float64Array(length);
  }
  if (rank.length < n.wayRows) {
    rank = new Int32Array(n.idle.length);
    many = new Int32Array(n.idle.length);
  }
  const unknowns = Math.max(k.size, k.wayCount, 16);
  if (values.length < unknowns) {
    values = new Float64Array(unknowns * 2);
    union = new Int32Array(unknowns * 2);
  }
}

/** Sorts out in which form the component's system is solved, and what in its matrix is not 0. */
export function arrange(k: Component, n: Network): void {
  makeRoom(k, n);
  const { wayCount, ways } = k;
  manyCount = 0;
  for (let i = 0; i < wayCount; i++) if (n.busy[ways[i]] > 0 && n.length[ways[i]] > 1) many[manyCount++] = ways[i];
  const rows = k.size - k.alone;
  // A row by way takes more work to fill.
  form = 1.5 * manyCount < rows ? 'way' : 'station';
  if (Math.min(rows, manyCount) > MOST_ROWS) form = 'rounds';
  if (form === 'station') shapeByStation(k, n, rows);
  else if (form === 'way') shapeByWay(k, n);
}

/** Stations share an element where a way passes both. */
function shapeByStation({ slot, alone }: Component, n: Network, rows: number): void {
  resetSparse(matrix, rows);
  const { bits, words } = matrix;
  const { first, length, station } = n;
  for (let m = 0; m < manyCount; m++) {
    const start = first[many[m]];
    const end = start + length[many[m]];
    for (let word = 0; word < words; word++) union[word] = 0;
    for (let e = start; e < end; e++) {
      const row = slot[station[e]] - alone;
      union[row >> 5] |= 1 << (row & 31);
    }
    for (let e = start; e < end; e++) {
      const line = (slot[station[e]] - alone) * words;
      for (let word = 0; word < words; word++) bits[line + word] |= union[word];
    }
  }
  shape(matrix);
}

/** Ways in ascending order of the ways that they share stations with. */
function sortWays({ wayCount, ways }: Component, n: Network): void {
  const { first, length, station, crossing, busy } = n;
  let most = 0;
  for (let m = 0; m < manyCount; m++) {
    const w = many[m];
    let shared = 0;
    for (let e = first[w], end = e + length[w]; e < end; e++) shared += crossing[station[e]] - 1;
    rank[w] = shared;
    if (shared > most) most = shared;
  }
  if (tally.length < most + 2) tally = new Int32Array(2 * most + 2);
  tally.fill(0, 0, most + 2);
  for (let m = 0; m < manyCount; m++) tally[rank[many[m]] + 1]++;
  for (let d = 1; d <= most; d++) tally[d] += tally[d - 1];
  for (let m = 0; m < manyCount; m++) rank[many[m]] = tally[rank[many[m]]]++;
  for (let i = 0; i < wayCount; i++) if (busy[ways[i]] > 0 && length[ways[i]] > 1) many[rank[ways[i]]] = ways[i];
}

/** Ways share an element where they share a station. */
function shapeByWay(k: Component, n: Network): void {
  sortWays(k, n);
  resetSparse(matrix, manyCount);
  const { bits, words } = matrix;
  const { head, after, owner, busy, length } = n;
  for (let i = k.alone; i < k.size; i++) {
    const top = head[k.stations[i]];
    for (let word = 0; word < words; word++) union[word] = 0;
    for (let e = top; e >= 0; e = after[e]) {
      const w = owner[e];
      if (busy[w] > 0 && length[w] > 1) union[rank[w] >> 5] |= 1 << (rank[w] & 31);
    }
    for (let e = top; e >= 0; e = after[e]) {
      const w = owner[e];
      if (busy[w] > 0 && length[w] > 1)
        for (let word = 0; word < words; word++) bits[rank[w] * words + word] |= union[word];
    }
  }
  shape(matrix);
}

/** D with the ways over one station only, and what all ways at a station give way by; false where a station alone has nothing: Ψ is flat there. */
function diagonal(k: Component, n: Network, curvature: Float64Array): boolean {
  const { size, alone, wayCount, ways, slot } = k;
  const { first, length, station, coefficient, loss } = n;
  for (let i = 0; i < size; i++) own[i] = 0;
  for (let i = 0; i < wayCount; i++) {
    const w = ways[i];
    if (length[w] !== 1 || loss[w] === 0) continue;
    const e = first[w];
    own[slot[station[e]]] += loss[w] * coefficient[e] * coefficient[e];
  }
  let isSteep = true;
  for (let i = 0; i < size; i++) {
    yielding[i] = own[i];
    own[i] += curvature[i];
    if (i < alone && !(own[i] > 0)) isSteep = false;
  }
  for (let m = 0; m < manyCount; m++) {
    const w = many[m];
    if (loss[w] === 0) continue;
    for (let e = first[w], end = e + length[w]; e < end; e++)
      yielding[slot[station[e]]] += loss[w] * coefficient[e] * coefficient[e];
  }
  return isSteep;
}

function fillByStation({ size, alone, slot }: Component, n: Network, curvature: Float64Array): void {
  clearSparse(matrix);
  const { matrix: elements, size: rows } = matrix;
  const { first, length, station, coefficient, loss } = n;
  for (let m = 0; m < manyCount; m++) {
    const w = many[m];
    if (loss[w] === 0) continue;
    const start = first[w];
    for (let e = start + 1, end = start + length[w]; e < end; e++) {
      const share = loss[w] * coefficient[e];
      const row = slot[station[e]] - alone;
      for (let d = start; d < e; d++) {
        const other = slot[station[d]] - alone;
        elements[row > other ? row * rows + other : other * rows + row] += share * coefficient[d];
      }
    }
  }
  for (let i = alone; i < size; i++) elements[(i - alone) * (rows + 1)] = yielding[i] + curvature[i];
}

/** Inverses of D; a full station without ways of its own gets a trace. */
function invert(size: number): void {
  for (let i = 0; i < size; i++) {
    const d = Math.max(own[i], LEAST * yielding[i]);
    inverse[i] = d > 0 ? 1 / d : 0;
  }
}

function fillByWay(k: Component, n: Network): void {
  invert(k.size);
  clearSparse(matrix);
  const { matrix: elements, size: rows } = matrix;
  const { head, after, owner, busy, length, coefficient, loss } = n;
  for (let i = k.alone; i < k.size; i++) {
    for (let e = head[k.stations[i]]; e >= 0; e = after[e]) {
      const w = owner[e];
      if (busy[w] === 0 || length[w] === 1) continue;
      const share = coefficient[e] * inverse[i];
      const row = rank[w];
      elements[row * rows + row] += share * coefficient[e];
      for (let d = after[e]; d >= 0; d = after[d]) {
        const o = owner[d];
        if (busy[o] === 0 || length[o] === 1) continue;
        const other = rank[o];
        elements[row > other ? row * rows + other : other * rows + row] += share * coefficient[d];
      }
    }
  }
  // A way that gives way to nothing pushes nothing: its row stands alone, beyond all others.
  for (let m = 0; m < manyCount; m++) elements[m * (rows + 1)] += loss[many[m]] > 0 ? 1 / loss[many[m]] : 1e200;
}

/** Factors of the system at the network's losses and the stations' own `curvature`; false where a step would have no length. */
export function factorise(k: Component, n: Network, curvature: Float64Array): boolean {
  if (!diagonal(k, n, curvature)) return false;
  if (form === 'rounds') {
    invertDiagonal(k.size, curvature);
    return true;
  }
  if (form === 'station') fillByStation(k, n, curvature);
  else fillByWay(k, n);
  factoriseSparse(matrix);
  return true;
}

function solveByStation({ size, alone }: Component, excess: Float64Array, step: Float64Array): void {
  for (let i = 0; i < alone; i++) step[i] = excess[i] / own[i];
  for (let i = alone; i < size; i++) values[i - alone] = excess[i];
  substitute(matrix, values);
  for (let i = alone; i < size; i++) step[i] = values[i - alone];
}

function solveByWay({ size, slot }: Component, n: Network, excess: Float64Array, step: Float64Array): void {
  const { first, length, station, coefficient } = n;
  for (let i = 0; i < size; i++) step[i] = excess[i] * inverse[i];
  for (let m = 0; m < manyCount; m++) {
    const w = many[m];
    let sum = 0;
    for (let e = first[w], end = e + length[w]; e < end; e++) sum += coefficient[e] * step[slot[station[e]]];
    values[m] = sum;
  }
  substitute(matrix, values);
  for (let m = 0; m < manyCount; m++) {
    const w = many[m];
    const push = values[m];
    for (let e = first[w], end = e + length[w]; e < end; e++) {
      const i = slot[station[e]];
      step[i] -= coefficient[e] * push * inverse[i];
    }
  }
}

/** For rounds: the inverse of the whole diagonal. */
function invertDiagonal(size: number, curvature: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const d = curvature[i] + yielding[i];
    inverse[i] = d > 0 ? 1 / d : 0;
  }
}

function solveInRounds({ size, slot }: Component, n: Network, excess: Float64Array, step: Float64Array): void {
  const { first, length, station, coefficient, loss } = n;
  const apply = (vector: Float64Array, product: Float64Array): void => {
    for (let i = 0; i < size; i++) product[i] = own[i] * vector[i];
    for (let m = 0; m < manyCount; m++) {
      const w = many[m];
      const start = first[w];
      const end = start + length[w];
      let across = 0;
      for (let e = start; e < end; e++) across += coefficient[e] * vector[slot[station[e]]];
      const push = across * loss[w];
      for (let e = start; e < end; e++) product[slot[station[e]]] += coefficient[e] * push;
    }
  };
  conjugate(size, apply, inverse, excess, step);
}

/** The step for `excess` by the last factors. */
export function solve(k: Component, n: Network, excess: Float64Array, step: Float64Array): void {
  if (form === 'station') solveByStation(k, excess, step);
  else if (form === 'way') solveByWay(k, n, excess, step);
  else solveInRounds(k, n, excess, step);
}
