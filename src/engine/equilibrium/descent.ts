import { createBoundQp, solveBoundQp } from './bound-qp.ts';
import { flow, type Component } from './component.ts';
import type { Network } from './network.ts';
import { placeOf, utilisationAt, waitSlope } from './wait-curve.ts';

/*
 * The equilibrium from anywhere: the minimiser over z ≥ 0 of the convex Ψ with gradient `capacity·u(z) − load(z)`, by Newton
 * steps that cannot fail. Each solves the quadratic model under z ≥ 0, so it always goes down; the line search needs slopes
 * of Ψ only, no logarithm. Waits in yardsticks.
 */
const PRECISION = 1e-14;
const MAX_STEPS = 200;
/** Steps without a better answer before the best one counts as the limit of rounding. */
const STALL = 12;
/** No wait grows more than this many times in one step: a flat stretch of Ψ would throw it to infinity. */
const REACH = 16;
/** Damping for waits that are not unique, against the curvature. */
const DAMPING = 1e-12;

let qp = createBoundQp(0);
/** By place: the waits in yardsticks, C·u − load there, the waits that a step starts from, the best so far. */
let waits = new Float64Array(0);
let gradient = new Float64Array(0);
let origin = new Float64Array(0);
let best = new Float64Array(0);

function makeRoom(size: number): void {
  if (gradient.length < size) {
    const length = Math.max(16, size * 2);
    qp = createBoundQp(length);
    waits = new Float64Array(length);
    gradient = new Float64Array(length);
    origin = new Float64Array(length);
    best = new Float64Array(length);
  }
  qp.size = size;
}

/** The utilisation that the wait at place `i` stands for; a link without latency of its own is full as soon as it waits. */
function utilisation({ stations }: Component, { base, l0 }: Network, i: number): number {
  const own = base[stations[i]];
  return own > 0 ? utilisationAt((waits[i] * l0) / own) : 1;
}

/** Loads, and Ψ's gradient, at the waits. */
function evaluate(k: Component, n: Network): void {
  for (let i = 0; i < k.size; i++) n.wait[k.stations[i]] = waits[i] * n.l0;
  flow(k, n);
  for (let i = 0; i < k.size; i++)
    gradient[i] = n.capacity[k.stations[i]] * utilisation(k, n, i) - n.load[k.stations[i]];
}

/** Largest breach of a station's condition, in units of utilisation. */
function residual(k: Component, n: Network): number {
  let worst = 0;
  for (let i = 0; i < k.size; i++) {
    const miss = waits[i] === 0 ? Math.max(0, -gradient[i]) : Math.abs(gradient[i]);
    worst = Math.max(worst, miss * n.perGBs[k.stations[i]]);
  }
  return worst;
}

/** Ψ'': the curve's part on the diagonal, and what the ways' loads lose as waits grow. */
function curvature(k: Component, n: Network): void {
  const { size } = k;
  const { matrix } = qp;
  matrix.fill(0, 0, size * size);
  for (let i = 0; i < size; i++) {
    const u = utilisation(k, n, i);
    const s = k.stations[i];
    if (u < 1) matrix[i * size + i] = (n.capacity[s] * n.l0) / (n.base[s] * waitSlope(u));
  }
  addLosses(k, n, matrix);
}

/** The lower triangle. */
function addLosses({ size, wayCount, ways, slot }: Component, n: Network, matrix: Float64Array): void {
  const { first, length, busy, station, coefficient, loss } = n;
  for (let i = 0; i < wayCount; i++) {
    const w = ways[i];
    if (busy[w] === 0) continue;
    for (let e = first[w], end = e + length[w]; e < end; e++) {
      const row = slot[station[e]];
      const share = loss[w] * coefficient[e];
      for (let d = first[w]; d <= e; d++) {
        const other = slot[station[d]];
        matrix[row > other ? row * size + other : other * size + row] += share * coefficient[d];
      }
    }
  }
}

/** What a way would give way by if its cache lines were what it waits for, GB/s per yardstick. */
function boundLoss(n: Network, w: number): number {
  let sum = 0;
  for (let c = n.opening[w]; c >= 0; c = n.later[c]) sum += n.weight[c] * n.speed[c] * n.speed[c] * n.bound[c];
  return sum;
}

/** Where Ψ is flat or not strictly convex, enough curvature for a step: that of cache lines run out, and a trace of its own. */
function damp({ size, wayCount, ways, slot }: Component, n: Network): void {
  const { matrix, step } = qp;
  step.fill(0, 0, size);
  for (let i = 0; i < wayCount; i++) {
    const w = ways[i];
    if (n.busy[w] === 0) continue;
    const most = boundLoss(n, w);
    for (let e = n.first[w], end = e + n.length[w]; e < end; e++)
      step[slot[n.station[e]]] += most * n.coefficient[e] * n.coefficient[e];
  }
  for (let i = 0; i < size; i++) {
    const own = matrix[i * size + i];
    matrix[i * size + i] = own < 1e-6 * step[i] ? own + step[i] : own * (1 + DAMPING);
  }
}

/** The step of the quadratic model within z ≥ 0, into `qp.step`. */
function newtonStep(k: Component, n: Network): void {
  curvature(k, n);
  damp(k, n);
  for (let i = 0; i < k.size; i++) {
    const wait = waits[i];
    origin[i] = wait;
    qp.gradient[i] = gradient[i];
    qp.lower[i] = -wait;
    qp.fixed[i] = wait === 0 && gradient[i] > 0 ? 1 : 0;
  }
  solveBoundQp(qp);
  let reach = 1;
  for (let i = 0; i < k.size; i++) {
    const base = n.base[k.stations[i]] / n.l0;
    reach = Math.max(reach, qp.step[i] / (REACH * (origin[i] + base + 1)));
  }
  for (let i = 0; i < k.size; i++) qp.step[i] /= reach;
}

function slope(size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += gradient[i] * qp.step[i];
  return sum;
}

/** Ψ's slope along the step at length `t`; leaves the waits there. */
function slopeAt(k: Component, n: Network, t: number): number {
  for (let i = 0; i < k.size; i++) waits[i] = Math.max(0, origin[i] + t * qp.step[i]);
  evaluate(k, n);
  return slope(k.size);
}

/** The longest length that keeps all waits above 0. */
function longest(size: number): number {
  let t = 1e6;
  for (let i = 0; i < size; i++) if (qp.step[i] < 0) t = Math.min(t, -origin[i] / qp.step[i]);
  return Math.max(1, t);
}

/** Goes along the step until Ψ's slope has lost half of its size; Ψ is convex, so its slope only rises. */
function search(k: Component, n: Network): void {
  const enough = 0.5 * Math.abs(slope(k.size));
  let low = 0;
  let high = 1;
  let now = slopeAt(k, n, high);
  const end = now < -enough ? longest(k.size) : 1;
  while (now < -enough && high < end) {
    low = high;
    high = Math.min(end, high * 2);
    now = slopeAt(k, n, high);
  }
  for (let round = 0; round < 50 && now > enough; round++) {
    const middle = (low + high) / 2;
    now = slopeAt(k, n, middle);
    if (now > 0) high = middle;
    else if (now < -enough) {
      low = middle;
      now = Infinity;
    }
  }
}

function takeBest(k: Component, n: Network): void {
  for (let i = 0; i < k.size; i++) {
    const s = k.stations[i];
    n.wait[s] = best[i] * n.l0;
    n.place[s] = placeOf(n.wait[s], n.base[s], n.l0);
  }
  flow(k, n);
}

/** Solves for the waits of a component from those that it has. Gives the number of steps. */
export function descend(k: Component, n: Network): number {
  makeRoom(k.size);
  for (let i = 0; i < k.size; i++) waits[i] = n.wait[k.stations[i]] / n.l0;
  evaluate(k, n);
  let least = residual(k, n);
  best.set(waits.subarray(0, k.size));
  let steps = 0;
  for (let since = 0; steps < MAX_STEPS && since < STALL && least > PRECISION; since++) {
    newtonStep(k, n);
    search(k, n);
    steps++;
    const now = residual(k, n);
    if (now < least) {
      least = now;
      best.set(waits.subarray(0, k.size));
      since = -1;
    } else if (least > 1e-9) {
      // Far from the answer a step may go down in Ψ without a smaller residual: only near it does that mean rounding.
      since = -1;
    }
  }
  takeBest(k, n);
  return steps;
}
