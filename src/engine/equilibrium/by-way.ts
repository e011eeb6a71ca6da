import { createSparse, factoriseSparse, resetSparse, shape, substitute } from './cholesky.ts';
import type { Component } from './component.ts';
import type { Network } from './network.ts';
import type { Ties } from './ties.ts';

/*
 * The same system with the push μ of each tie as unknown: (1/ω + Σ a·aᵀ/D)·μ = Σ a·excess/D, step = (excess − Σ a·μ)/D, for
 * hosts that have many stations and few flows.
 */
const system = createSparse();
/** Row of a tie, and of a way of the network that is one. */
let row = new Int32Array(0);
let rank = new Int32Array(0);
let push = new Float64Array(0);
let union = new Int32Array(8);
let tally = new Int32Array(0);
/** By place: 1/D. */
let inverse = new Float64Array(0);

/** A full station's D must not be 0: this much of what its ways add does not turn the step. */
const LEAST = 1e-7;

function makeRoom(t: Ties, size: number, n: Network): void {
  if (row.length < t.ways.length) {
    row = new Int32Array(t.ways.length);
    push = new Float64Array(t.ways.length);
  }
  if (rank.length < n.wayRows) rank = new Int32Array(n.idle.length);
  if (inverse.length < size) inverse = new Float64Array(size * 2);
}

/** Ties in ascending order of those that they share stations with: taken out in this order, they leave little behind. */
function sortTies({ count, ways, start, at }: Ties, k: Component, n: Network): void {
  let most = 0;
  for (let m = 0; m < count; m++) {
    let shared = 0;
    for (let e = start[m]; e < start[m + 1]; e++) shared += n.crossing[k.stations[at[e]]] - 1;
    row[m] = shared;
    if (shared > most) most = shared;
  }
  if (tally.length < most + 2) tally = new Int32Array(2 * most + 2);
  tally.fill(0, 0, most + 2);
  for (let m = 0; m < count; m++) tally[row[m] + 1]++;
  for (let d = 1; d <= most; d++) tally[d] += tally[d - 1];
  for (let m = 0; m < count; m++) {
    row[m] = tally[row[m]]++;
    rank[ways[m]] = row[m];
  }
}

function isTie(n: Network, w: number): boolean {
  return n.busy[w] > 0 && n.length[w] > 1;
}

/** Ties share an element where they share a station. */
export function shapeByWay(t: Ties, k: Component, n: Network): void {
  makeRoom(t, k.size, n);
  sortTies(t, k, n);
  resetSparse(system, t.count);
  const { bits, words } = system;
  if (union.length < words) union = new Int32Array(words * 2);
  const { head, after, owner } = n;
  for (let i = k.unshared; i < k.size; i++) {
    const top = head[k.stations[i]];
    for (let word = 0; word < words; word++) union[word] = 0;
    for (let e = top; e >= 0; e = after[e])
      if (isTie(n, owner[e])) union[rank[owner[e]] >> 5] |= 1 << (rank[owner[e]] & 31);
    for (let e = top; e >= 0; e = after[e]) {
      if (!isTie(n, owner[e])) continue;
      const line = rank[owner[e]] * words;
      for (let word = 0; word < words; word++) bits[line + word] |= union[word];
    }
  }
  shape(system);
}

function invert(size: number, own: Float64Array, yielding: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const d = Math.max(own[i], LEAST * yielding[i]);
    inverse[i] = d > 0 ? 1 / d : 0;
  }
}

/** What ties have with themselves: 1/ω + Σ a²/D. */
function fillDiagonal({ count, ways, start, at, share }: Ties, loss: Float64Array): void {
  const { matrix, size } = system;
  for (let m = 0; m < count; m++) {
    const given = loss[ways[m]];
    // A way that gives way to nothing pushes nothing: its row stands alone, beyond all others.
    let sum = given > 0 ? 1 / given : 1e200;
    for (let e = start[m], end = start[m + 1]; e < end; e++) sum += share[e] * share[e] * inverse[at[e]];
    matrix[row[m] * (size + 1)] = sum;
  }
}

/** What ties have with each other, at the stations that they share. */
function fillBeyond({ unshared, size: places, stations }: Component, n: Network): void {
  const { matrix, size } = system;
  const { head, after, owner, coefficient } = n;
  for (let i = unshared; i < places; i++) {
    for (let e = head[stations[i]]; e >= 0; e = after[e]) {
      if (!isTie(n, owner[e])) continue;
      const part = coefficient[e] * inverse[i];
      const line = rank[owner[e]];
      for (let d = after[e]; d >= 0; d = after[d]) {
        if (!isTie(n, owner[d])) continue;
        const other = rank[owner[d]];
        matrix[line > other ? line * size + other : other * size + line] += part * coefficient[d];
      }
    }
  }
}

/** Factors for the stations' `own` D and what all ways there give way by. */
export function factoriseByWay(t: Ties, k: Component, n: Network, own: Float64Array, yielding: Float64Array): void {
  invert(k.size, own, yielding);
  fillDiagonal(t, n.loss);
  fillBeyond(k, n);
  factoriseSparse(system);
}

export function solveByWay(
  { count, start, at, share }: Ties,
  size: number,
  excess: Float64Array,
  step: Float64Array,
): void {
  for (let i = 0; i < size; i++) step[i] = excess[i] * inverse[i];
  for (let m = 0; m < count; m++) {
    let sum = 0;
    for (let e = start[m], end = start[m + 1]; e < end; e++) sum += share[e] * step[at[e]];
    push[row[m]] = sum;
  }
  substitute(system, push);
  for (let i = 0; i < size; i++) step[i] = excess[i];
  for (let m = 0; m < count; m++) {
    const by = push[row[m]];
    for (let e = start[m], end = start[m + 1]; e < end; e++) step[at[e]] -= share[e] * by;
  }
  for (let i = 0; i < size; i++) step[i] *= inverse[i];
}
