import { createBoundQp, solveBoundQp, type BoundQp } from './bound-qp.ts';
import { createCustomers, type Customers } from './customers.ts';
import { utilisationAt, waitSlope } from './wait-curve.ts';

/**
 * The waiting-time equilibrium (MODEL §5): the minimiser over z ≥ 0 of the convex Ψ with gradient `capacity·u(z) − load(z)`.
 * Semismooth Newton on the waits of the stations that carry traffic. Each step solves the quadratic model under z ≥ 0, so it
 * always goes down; the line search needs slopes of Ψ only, no logarithm.
 */
export interface Solver {
  readonly capacity: Float64Array;
  readonly base: Float64Array;
  readonly l0: number;
  readonly customers: Customers;
  /** Stations that carry traffic, and each station's place among them (−1 = none). */
  readonly live: Int32Array<ArrayBuffer>;
  readonly slot: Int32Array<ArrayBuffer>;
  liveCount: number;
  readonly load: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly trial: Float64Array<ArrayBuffer>;
  readonly best: Float64Array<ArrayBuffer>;
  qp: BoundQp;
  /** Largest breach of a station's condition after the last solve, in units of utilisation. */
  residual: number;
}

const PRECISION = 1e-14;
const MAX_STEPS = 200;
/** Steps without a better answer before the best one counts as the limit of rounding. */
const STALL = 12;
/** No wait grows more than this many times in one step: a flat stretch of Ψ would throw it to infinity. */
const REACH = 16;
/** Damping for waits that are not unique, against the curvature. */
const DAMPING = 1e-12;

export function createSolver(capacity: Float64Array, base: Float64Array, l0: number): Solver {
  const count = capacity.length;
  return {
    capacity,
    base,
    l0,
    customers: createCustomers(),
    live: new Int32Array(count),
    slot: new Int32Array(count),
    liveCount: 0,
    load: new Float64Array(count),
    gradient: new Float64Array(count),
    trial: new Float64Array(count),
    best: new Float64Array(count),
    qp: createBoundQp(0),
    residual: 0,
  };
}

/** Λ of customer `c` at the waits `z`. */
function latency(s: Solver, c: number, z: Float64Array): number {
  const { start, station, coefficient, idle } = s.customers;
  let sum = 0;
  for (let e = start[c]; e < start[c + 1]; e++) sum += coefficient[e] * z[station[e]];
  return idle[c] + sum / s.l0;
}

function speedAt(s: Solver, c: number, lambda: number): number {
  const { stall, bound } = s.customers;
  return 1 / Math.max(1 - stall[c] + stall[c] * lambda, bound[c] * lambda);
}

/** Speeds of all customers and loads of all live stations at `z`. */
function flow(s: Solver, z: Float64Array): void {
  const { count, start, station, coefficient, cores, beta, speed } = s.customers;
  for (let n = 0; n < s.liveCount; n++) s.load[s.live[n]] = 0;
  for (let c = 0; c < count; c++) {
    if (cores[c] === 0) continue;
    speed[c] = speedAt(s, c, latency(s, c, z));
    const traffic = beta[c] * cores[c] * speed[c];
    for (let e = start[c]; e < start[c + 1]; e++) s.load[station[e]] += coefficient[e] * traffic;
  }
}

function gradientAt(s: Solver, z: Float64Array): void {
  flow(s, z);
  for (let n = 0; n < s.liveCount; n++) {
    const e = s.live[n];
    const u = s.base[e] > 0 ? utilisationAt(z[e] / s.base[e]) : 1;
    s.gradient[e] = s.capacity[e] * u - s.load[e];
  }
}

/** Drops customers that need a station without capacity, and finds the stations that carry traffic. */
function findLive(s: Solver): void {
  const { count, start, station, coefficient, cores, beta, speed } = s.customers;
  s.slot.fill(-1);
  s.liveCount = 0;
  for (let c = 0; c < count; c++) {
    for (let e = start[c]; e < start[c + 1]; e++) {
      if (coefficient[e] > 0 && !(s.capacity[station[e]] > 0)) cores[c] = 0;
    }
    speed[c] = 0;
    if (cores[c] * beta[c] === 0) continue;
    for (let e = start[c]; e < start[c + 1]; e++) {
      if (coefficient[e] > 0) s.slot[station[e]] = 0;
    }
  }
  for (let e = 0; e < s.slot.length; e++) {
    if (s.slot[e] < 0) continue;
    s.slot[e] = s.liveCount;
    s.live[s.liveCount++] = e;
  }
}

/** The share of speed that a customer loses for each ns of mean wait; `full`: as if its cache lines had run out. */
function fall(s: Solver, c: number, lambda: number, full: boolean): number {
  const { cores, stall, beta, bound, speed } = s.customers;
  const short = full || bound[c] * lambda >= 1 - stall[c] + stall[c] * lambda;
  return (beta[c] * cores[c] * speed[c] * speed[c] * (short ? bound[c] : stall[c])) / s.l0;
}

/** Ψ'' on the live stations: the curve's part on the diagonal, and what the customers' loads lose as waits grow. */
function curvature(s: Solver, z: Float64Array): void {
  const { count, start, station, coefficient, cores } = s.customers;
  const size = s.liveCount;
  const { matrix } = s.qp;
  matrix.fill(0, 0, size * size);
  for (let n = 0; n < size; n++) {
    const e = s.live[n];
    const u = s.base[e] > 0 ? utilisationAt(z[e] / s.base[e]) : 1;
    if (u < 1) matrix[n * size + n] = s.capacity[e] / (s.base[e] * waitSlope(u));
  }
  for (let c = 0; c < count; c++) {
    if (cores[c] === 0) continue;
    const loss = fall(s, c, latency(s, c, z), false);
    if (loss === 0) continue;
    for (let e = start[c]; e < start[c + 1]; e++) {
      const row = s.slot[station[e]] * size;
      for (let d = start[c]; d <= e; d++) {
        const column = s.slot[station[d]];
        // Entries of a customer are in order of station, so this is the lower triangle.
        matrix[row + column] += loss * coefficient[e] * coefficient[d];
      }
    }
  }
}

/** Where Ψ is flat or not strictly convex, enough curvature for a step: that of cache lines run out, and a trace of its own. */
function damp(s: Solver, z: Float64Array): void {
  const { count, start, station, coefficient, cores } = s.customers;
  const size = s.liveCount;
  const { matrix, step } = s.qp;
  step.fill(0, 0, size);
  for (let c = 0; c < count; c++) {
    if (cores[c] === 0) continue;
    const loss = fall(s, c, latency(s, c, z), true);
    for (let e = start[c]; e < start[c + 1]; e++) step[s.slot[station[e]]] += loss * coefficient[e] * coefficient[e];
  }
  for (let n = 0; n < size; n++) {
    const own = matrix[n * size + n];
    matrix[n * size + n] = own < 1e-6 * step[n] ? own + step[n] : own * (1 + DAMPING);
  }
}

/** The step of the quadratic model within z ≥ 0, into `qp.step`. */
function newtonStep(s: Solver, z: Float64Array): void {
  const { qp, live, liveCount } = s;
  curvature(s, z);
  damp(s, z);
  for (let n = 0; n < liveCount; n++) {
    qp.gradient[n] = s.gradient[live[n]];
    qp.lower[n] = -z[live[n]];
    qp.fixed[n] = z[live[n]] === 0 && qp.gradient[n] > 0 ? 1 : 0;
  }
  solveBoundQp(qp);
  let reach = 1;
  for (let n = 0; n < liveCount; n++) {
    const e = live[n];
    reach = Math.max(reach, qp.step[n] / (REACH * (z[e] + s.base[e] + s.l0)));
  }
  for (let n = 0; n < liveCount; n++) qp.step[n] /= reach;
}

/** Ψ's slope along the step at length `t`; leaves z + t·step in `trial`, and its loads and gradient. */
function slopeAt(s: Solver, z: Float64Array, t: number): number {
  const { live, liveCount, qp } = s;
  for (let n = 0; n < liveCount; n++) s.trial[live[n]] = Math.max(0, z[live[n]] + t * qp.step[n]);
  gradientAt(s, s.trial);
  let slope = 0;
  for (let n = 0; n < liveCount; n++) slope += s.gradient[live[n]] * qp.step[n];
  return slope;
}

/** The longest length that keeps all waits above 0. */
function longest(s: Solver, z: Float64Array): number {
  let t = 1e6;
  for (let n = 0; n < s.liveCount; n++) {
    if (s.qp.step[n] < 0) t = Math.min(t, -z[s.live[n]] / s.qp.step[n]);
  }
  return Math.max(1, t);
}

/** Goes along the step until Ψ's slope has lost half of its size; Ψ is convex, so its slope only rises. */
function search(s: Solver, z: Float64Array): void {
  const { live, liveCount, qp } = s;
  let first = 0;
  for (let n = 0; n < liveCount; n++) first += s.gradient[live[n]] * qp.step[n];
  const enough = 0.5 * Math.abs(first);
  let low = 0;
  let high = 1;
  let slope = slopeAt(s, z, high);
  const end = slope < -enough ? longest(s, z) : 1;
  while (slope < -enough && high < end) {
    low = high;
    high = Math.min(end, high * 2);
    slope = slopeAt(s, z, high);
  }
  for (let n = 0; n < 50 && slope > enough; n++) {
    const middle = (low + high) / 2;
    slope = slopeAt(s, z, middle);
    if (slope > 0) high = middle;
    else if (slope < -enough) {
      low = middle;
      slope = Infinity;
    }
  }
  for (let n = 0; n < liveCount; n++) z[live[n]] = s.trial[live[n]];
}

/** Largest breach of a station's condition at `z`, in units of utilisation. */
function residualAt(s: Solver, z: Float64Array): number {
  let worst = 0;
  for (let n = 0; n < s.liveCount; n++) {
    const e = s.live[n];
    const miss = z[e] === 0 ? Math.max(0, -s.gradient[e]) : Math.abs(s.gradient[e]);
    worst = Math.max(worst, miss / s.capacity[e]);
  }
  return worst;
}

/**
 * Solves for the waits `z` (ns, by station; its values are the starting point) of `s.customers`, whose speeds and the
 * stations' `load` (GB/s) it fills in. Stations without traffic get wait and load 0. Gives the number of steps;
 * `s.residual` says how well the conditions hold (rounding leaves about 1e-15).
 */
export function solveWaits(s: Solver, z: Float64Array): number {
  findLive(s);
  if (s.qp.step.length < s.liveCount) s.qp = createBoundQp(Math.max(16, s.liveCount));
  s.qp.size = s.liveCount;
  for (let e = 0; e < z.length; e++) {
    if (s.slot[e] < 0) z[e] = s.load[e] = 0;
    else z[e] = Math.max(0, z[e]);
  }
  gradientAt(s, z);
  s.residual = residualAt(s, z);
  s.best.set(z);
  let steps = 0;
  let since = 0;
  while (steps < MAX_STEPS && since < STALL && s.residual > PRECISION) {
    newtonStep(s, z);
    search(s, z);
    steps++;
    since++;
    const residual = residualAt(s, z);
    if (residual < s.residual) {
      // Far from the answer a step may go down in Ψ without a smaller residual: only near it does that mean rounding.
      since = 0;
      s.residual = residual;
      s.best.set(z);
    } else if (s.residual > 1e-9) since = 0;
  }
  z.set(s.best);
  gradientAt(s, z);
  return steps;
}
