import { createBoundQp, solveBoundQp } from './bound-qp.ts';
import { flow, type Component } from './component.ts';
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
/** By place: C·u − load, the waits that a step starts from, the best so far. */
let gradient = new Float64Array(0);
let origin = new Float64Array(0);
let best = new Float64Array(0);

function makeRoom(size: number): void {
  if (gradient.length < size) {
    const length = Math.max(16, size * 2);
    qp = createBoundQp(length);
    gradient = new Float64Array(length);
    origin = new Float64Array(length);
    best = new Float64Array(length);
  }
  qp.size = size;
}

/** The utilisation that the wait at place `i` stands for; a link without latency of its own is full as soon as it waits. */
function utilisation(k: Component, i: number, l0: number): number {
  return k.base[i] > 0 ? utilisationAt((k.wait[i] * l0) / k.base[i]) : 1;
}

/** Loads, and Ψ's gradient, at the component's waits. */
function evaluate(k: Component, l0: number): void {
  flow(k);
  for (let i = 0; i < k.size; i++) gradient[i] = k.capacity[i] * utilisation(k, i, l0) - k.load[i];
}

/** Largest breach of a station's condition, in units of utilisation. */
function residual(k: Component): number {
  let worst = 0;
  for (let i = 0; i < k.size; i++) {
    const miss = k.wait[i] === 0 ? Math.max(0, -gradient[i]) : Math.abs(gradient[i]);
    worst = Math.max(worst, miss / k.capacity[i]);
  }
  return worst;
}

/** Ψ'': the curve's part on the diagonal, and what the customers' loads lose as waits grow. */
function curvature(k: Component, l0: number): void {
  const { size } = k;
  const { matrix } = qp;
  matrix.fill(0, 0, size * size);
  for (let i = 0; i < size; i++) {
    const u = utilisation(k, i, l0);
    if (u < 1) matrix[i * size + i] = (k.capacity[i] * l0) / (k.base[i] * waitSlope(u));
  }
  addLosses(k, matrix);
}

/** Entries of a class are in order of place, so this fills the lower triangle. */
function addLosses(k: Component, matrix: Float64Array): void {
  const { size, classCount, start, at, coefficient, loss } = k;
  for (let i = 0; i < classCount; i++) {
    if (loss[i] === 0) continue;
    for (let e = start[i]; e < start[i + 1]; e++) {
      const row = at[e] * size;
      const share = loss[i] * coefficient[e];
      for (let d = start[i]; d <= e; d++) matrix[row + at[d]] += share * coefficient[d];
    }
  }
}

/** Where Ψ is flat or not strictly convex, enough curvature for a step: that of cache lines run out, and a trace of its own. */
function damp(k: Component): void {
  const { size } = k;
  const { matrix, step } = qp;
  step.fill(0, 0, size);
  for (let i = 0; i < k.classCount; i++) {
    const full = k.weight[i] * k.speed[i] * k.speed[i] * k.bound[i];
    for (let e = k.start[i]; e < k.start[i + 1]; e++) step[k.at[e]] += full * k.coefficient[e] * k.coefficient[e];
  }
  for (let i = 0; i < size; i++) {
    const own = matrix[i * size + i];
    matrix[i * size + i] = own < 1e-6 * step[i] ? own + step[i] : own * (1 + DAMPING);
  }
}

/** The step of the quadratic model within z ≥ 0, into `qp.step`. */
function newtonStep(k: Component, l0: number): void {
  curvature(k, l0);
  damp(k);
  for (let i = 0; i < k.size; i++) {
    const wait = k.wait[i];
    origin[i] = wait;
    qp.gradient[i] = gradient[i];
    qp.lower[i] = -wait;
    qp.fixed[i] = wait === 0 && gradient[i] > 0 ? 1 : 0;
  }
  solveBoundQp(qp);
  let reach = 1;
  for (let i = 0; i < k.size; i++) reach = Math.max(reach, qp.step[i] / (REACH * (origin[i] + k.base[i] / l0 + 1)));
  for (let i = 0; i < k.size; i++) qp.step[i] /= reach;
}

function slope(size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += gradient[i] * qp.step[i];
  return sum;
}

/** Ψ's slope along the step at length `t`; leaves the waits there. */
function slopeAt(k: Component, l0: number, t: number): number {
  for (let i = 0; i < k.size; i++) k.wait[i] = Math.max(0, origin[i] + t * qp.step[i]);
  evaluate(k, l0);
  return slope(k.size);
}

/** The longest length that keeps all waits above 0. */
function longest(size: number): number {
  let t = 1e6;
  for (let i = 0; i < size; i++) if (qp.step[i] < 0) t = Math.min(t, -origin[i] / qp.step[i]);
  return Math.max(1, t);
}

/** Goes along the step until Ψ's slope has lost half of its size; Ψ is convex, so its slope only rises. */
function search(k: Component, l0: number): void {
  const enough = 0.5 * Math.abs(slope(k.size));
  let low = 0;
  let high = 1;
  let now = slopeAt(k, l0, high);
  const end = now < -enough ? longest(k.size) : 1;
  while (now < -enough && high < end) {
    low = high;
    high = Math.min(end, high * 2);
    now = slopeAt(k, l0, high);
  }
  for (let round = 0; round < 50 && now > enough; round++) {
    const middle = (low + high) / 2;
    now = slopeAt(k, l0, middle);
    if (now > 0) high = middle;
    else if (now < -enough) {
      low = middle;
      now = Infinity;
    }
  }
}

function takeBest(k: Component, l0: number): void {
  for (let i = 0; i < k.size; i++) {
    k.wait[i] = best[i];
    k.place[i] = placeOf(best[i] * l0, k.base[i], l0);
  }
  flow(k);
}

/** Solves for the waits of a component from those that it has. Gives the number of steps. */
export function descend(k: Component, l0: number): number {
  makeRoom(k.size);
  evaluate(k, l0);
  let least = residual(k);
  best.set(k.wait.subarray(0, k.size));
  let steps = 0;
  for (let since = 0; steps < MAX_STEPS && since < STALL && least > PRECISION; since++) {
    newtonStep(k, l0);
    search(k, l0);
    steps++;
    const now = residual(k);
    if (now < least) {
      least = now;
      best.set(k.wait.subarray(0, k.size));
      since = -1;
    } else if (least > 1e-9) {
      // Far from the answer a step may go down in Ψ without a smaller residual: only near it does that mean rounding.
      since = -1;
    }
  }
  takeBest(k, l0);
  return steps;
}
