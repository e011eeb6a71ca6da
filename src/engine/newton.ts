import { createBoundQp, solveBoundQp } from './bound-qp.ts';
import { createComponent, flow, gather } from './component.ts';
import type { Network } from './network.ts';
import { TOLERANCE } from './relax.ts';
import { placeOf, utilisationAt, waitSlope } from './wait-curve.ts';

/*
 * All stations of a component at once: the minimiser over z ≥ 0 of the convex Ψ with gradient `capacity·u(z) − load(z)`, by
 * Newton steps. Each step solves the quadratic model under z ≥ 0, so it always goes down; the line search needs slopes of Ψ
 * only, no logarithm. Slower than relaxation where stations pull little at each other, but it gets there from anywhere.
 */
const MAX_STEPS = 200;
/** Steps without a better answer before the best one counts as the limit of rounding. */
const STALL = 12;
/** No wait grows more than this many times in one step: a flat stretch of Ψ would throw it to infinity. */
const REACH = 16;
/** Damping for waits that are not unique, against the curvature. */
const DAMPING = 1e-12;

const k = createComponent();
let qp = createBoundQp(0);
/** By station of the component: C·u − load, the waits that a step starts from, the best so far. */
let gradient = new Float64Array(0);
let start = new Float64Array(0);
let best = new Float64Array(0);

function makeRoom(): void {
  if (gradient.length < k.size) {
    const length = Math.max(16, k.size * 2);
    qp = createBoundQp(length);
    gradient = new Float64Array(length);
    start = new Float64Array(length);
    best = new Float64Array(length);
  }
  qp.size = k.size;
}

/** Loads, and Ψ's gradient, at the network's waits. */
function evaluate(n: Network): void {
  flow(k, n);
  for (let i = 0; i < k.size; i++) {
    const s = k.stations[i];
    const u = n.base[s] > 0 ? utilisationAt(n.wait[s] / n.base[s]) : 1;
    gradient[i] = n.capacity[s] * u - n.load[s];
  }
}

/** Largest breach of a station's condition, in units of utilisation. */
function residual(n: Network): number {
  let worst = 0;
  for (let i = 0; i < k.size; i++) {
    const s = k.stations[i];
    const miss = n.wait[s] === 0 ? Math.max(0, -gradient[i]) : Math.abs(gradient[i]);
    worst = Math.max(worst, miss / n.capacity[s]);
  }
  return worst;
}

/** Ψ'' : the curve's part on the diagonal, and what the customers' loads lose as waits grow. */
function curvature(n: Network): void {
  const { size } = k;
  const { matrix } = qp;
  matrix.fill(0, 0, size * size);
  for (let i = 0; i < size; i++) {
    const s = k.stations[i];
    const u = n.base[s] > 0 ? utilisationAt(n.wait[s] / n.base[s]) : 1;
    if (u < 1) matrix[i * size + i] = n.capacity[s] / (n.base[s] * waitSlope(u));
  }
  for (let i = 0; i < k.classCount; i++) {
    const c = k.classes[i];
    const loss = n.weight[c] * n.loss[c];
    if (loss > 0) addClass(n, c, loss);
  }
}

/** Entries of a class are in ascending order of station, so this fills the lower triangle. */
function addClass(n: Network, c: number, loss: number): void {
  const { size } = k;
  const { matrix } = qp;
  const first = n.first[c];
  for (let e = first, end = first + n.length[c]; e < end; e++) {
    const row = k.slot[n.station[e]] * size;
    const share = loss * n.coefficient[e];
    for (let d = first; d <= e; d++) matrix[row + k.slot[n.station[d]]] += share * n.coefficient[d];
  }
}

/** Where Ψ is flat or not strictly convex, enough curvature for a step: that of cache lines run out, and a trace of its own. */
function damp(n: Network): void {
  const { size } = k;
  const { matrix, step } = qp;
  step.fill(0, 0, size);
  for (let i = 0; i < k.classCount; i++) {
    const c = k.classes[i];
    const loss = (n.weight[c] * n.speed[c] * n.speed[c] * n.bound[c]) / n.l0;
    if (loss === 0) continue;
    for (let e = n.first[c], end = e + n.length[c]; e < end; e++)
      step[k.slot[n.station[e]]] += loss * n.coefficient[e] * n.coefficient[e];
  }
  for (let i = 0; i < size; i++) {
    const own = matrix[i * size + i];
    matrix[i * size + i] = own < 1e-6 * step[i] ? own + step[i] : own * (1 + DAMPING);
  }
}

/** The step of the quadratic model within z ≥ 0, into `qp.step`. */
function newtonStep(n: Network): void {
  curvature(n);
  damp(n);
  for (let i = 0; i < k.size; i++) {
    const z = n.wait[k.stations[i]];
    start[i] = z;
    qp.gradient[i] = gradient[i];
    qp.lower[i] = -z;
    qp.fixed[i] = z === 0 && gradient[i] > 0 ? 1 : 0;
  }
  solveBoundQp(qp);
  let reach = 1;
  for (let i = 0; i < k.size; i++)
    reach = Math.max(reach, qp.step[i] / (REACH * (start[i] + n.base[k.stations[i]] + n.l0)));
  for (let i = 0; i < k.size; i++) qp.step[i] /= reach;
}

function slope(): number {
  let sum = 0;
  for (let i = 0; i < k.size; i++) sum += gradient[i] * qp.step[i];
  return sum;
}

/** Ψ's slope along the step at length `t`; leaves the waits there. */
function slopeAt(n: Network, t: number): number {
  for (let i = 0; i < k.size; i++) n.wait[k.stations[i]] = Math.max(0, start[i] + t * qp.step[i]);
  evaluate(n);
  return slope();
}

/** The longest length that keeps all waits above 0. */
function longest(): number {
  let t = 1e6;
  for (let i = 0; i < k.size; i++) if (qp.step[i] < 0) t = Math.min(t, -start[i] / qp.step[i]);
  return Math.max(1, t);
}

/** Goes along the step until Ψ's slope has lost half of its size; Ψ is convex, so its slope only rises. */
function search(n: Network): void {
  const enough = 0.5 * Math.abs(slope());
  let low = 0;
  let high = 1;
  let now = slopeAt(n, high);
  const end = now < -enough ? longest() : 1;
  while (now < -enough && high < end) {
    low = high;
    high = Math.min(end, high * 2);
    now = slopeAt(n, high);
  }
  for (let round = 0; round < 50 && now > enough; round++) {
    const middle = (low + high) / 2;
    now = slopeAt(n, middle);
    if (now > 0) high = middle;
    else if (now < -enough) {
      low = middle;
      now = Infinity;
    }
  }
}

function keepBest(n: Network): void {
  for (let i = 0; i < k.size; i++) best[i] = n.wait[k.stations[i]];
}

function takeBest(n: Network): void {
  for (let i = 0; i < k.size; i++) {
    const s = k.stations[i];
    n.wait[s] = best[i];
    n.place[s] = placeOf(best[i], n.base[s], n.l0);
  }
  flow(k, n);
}

/** Solves for the waits of the component that the queued stations belong to, and empties the queue. Gives the number of steps. */
export function solveComponent(n: Network): number {
  gather(k, n);
  makeRoom();
  evaluate(n);
  let least = residual(n);
  keepBest(n);
  let steps = 0;
  let since = 0;
  while (steps < MAX_STEPS && since < STALL && least > TOLERANCE) {
    newtonStep(n);
    search(n);
    steps++;
    since++;
    const now = residual(n);
    if (now < least) {
      // Far from the answer a step may go down in Ψ without a smaller residual: only near it does that mean rounding.
      since = 0;
      least = now;
      keepBest(n);
    } else if (least > 1e-9) since = 0;
  }
  takeBest(n);
  return steps;
}
