import { invertDiagonal, solveInRounds } from './by-rounds.ts';
import { factoriseByStation, shapeByStation, solveByStation } from './by-station.ts';
import { factoriseByWay, shapeByWay, solveByWay } from './by-way.ts';
import type { Component } from './component.ts';
import type { Network } from './network.ts';
import { createTies, listTies } from './ties.ts';

/*
 * The linear system of one Newton step, (D + Σ ω·a·aᵀ)·step = excess: D the stations' own curvature, one term with the loss ω
 * for each way. A way over one station only adds to D, and a station without other ways stands alone. For the rest there are
 * two forms of the same system, and the smaller one is solved: by station as it stands, or by way. Where flows are many the
 * first is the smaller, on a large host with few flows the second. Where both are large no matrix is made.
 */
const ties = createTies();
let form: 'station' | 'way' | 'rounds' = 'station';
/** By place: what all ways at a station give way by per yardstick of its wait, GB/s; as of the last factors. */
export let yielding = new Float64Array(0);
/** By place: D. */
let own = new Float64Array(0);

/** Larger matrices are not factorised. */
const MOST_ROWS = 100;

/** Sorts out in which form the component's system is solved, and what in its matrix is not 0. */
export function arrange(k: Component, n: Network): void {
  if (own.length < k.size) {
    own = new Float64Array(Math.max(16, k.size * 2));
    yielding = new Float64Array(own.length);
  }
  listTies(ties, k, n);
  const rows = k.size - k.alone;
  // A row by way takes more work to fill.
  form = 1.5 * ties.count < rows ? 'way' : 'station';
  if (Math.min(rows, ties.count) > MOST_ROWS) form = 'rounds';
  if (form === 'station') shapeByStation(ties, k.size);
  else if (form === 'way') shapeByWay(ties, k, n);
}

/** What the ways over one station only give way by. */
function sumSingles({ size, wayCount, ways, slot }: Component, n: Network): void {
  const { first, length, station, coefficient, loss } = n;
  for (let i = 0; i < size; i++) yielding[i] = 0;
  for (let i = 0; i < wayCount; i++) {
    const w = ways[i];
    if (length[w] !== 1 || loss[w] === 0) continue;
    const e = first[w];
    yielding[slot[station[e]]] += loss[w] * coefficient[e] * coefficient[e];
  }
}

/** D, then what all ways give way by; false where a station alone has nothing: Ψ is flat there. */
function sumAll({ size, alone }: Component, { loss }: Network, curvature: Float64Array): boolean {
  let isSteep = true;
  for (let i = 0; i < size; i++) {
    own[i] = yielding[i] + curvature[i];
    if (i < alone && !(own[i] > 0)) isSteep = false;
  }
  const { count, ways, start, at, share } = ties;
  for (let m = 0; m < count; m++)
    for (let e = start[m]; e < start[m + 1]; e++) yielding[at[e]] += loss[ways[m]] * share[e] * share[e];
  return isSteep;
}

/** Factors of the system at the network's losses and the stations' own `curvature`; false where a step would have no length. */
export function factorise(k: Component, n: Network, curvature: Float64Array): boolean {
  sumSingles(k, n);
  if (form === 'station') return factoriseByStation(ties, k.alone, n.loss, curvature, yielding);
  if (!sumAll(k, n, curvature)) return false;
  if (form === 'way') factoriseByWay(ties, k, n, own, yielding);
  else invertDiagonal(k.size, curvature, yielding);
  return true;
}

/** The step for `excess` by the last factors. */
export function solve(k: Component, n: Network, excess: Float64Array, step: Float64Array): void {
  if (form === 'station') solveByStation(excess, step);
  else if (form === 'way') solveByWay(ties, k.size, excess, step);
  else solveInRounds(ties, k.size, own, n.loss, excess, step);
}
