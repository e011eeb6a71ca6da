/**
 * The waiting-time equilibrium (MODEL §5): a minimiser over z ≥ 0 of the convex Ψ with gradient `capacity·u(z) − load(z)`.
 * Semismooth Newton on the waits of the stations that carry traffic; the line search needs slopes of Ψ only, no logarithm.
 */
export interface Customers {
  count: number;
  /** Coefficients of customer c: entries start[c] .. start[c+1]. */
  start: Int32Array<ArrayBuffer>;
  station: Int32Array<ArrayBuffer>;
  coefficient: Float64Array<ArrayBuffer>;
  /** Λ with all waits 0. */
  idle: Float64Array<ArrayBuffer>;
  /** CPU share x, σ, β, and b of MODEL §5. */
  cores: Float64Array<ArrayBuffer>;
  stall: Float64Array<ArrayBuffer>;
  beta: Float64Array<ArrayBuffer>;
  bound: Float64Array<ArrayBuffer>;
  /** Result: speed v (0 where a needed station has no capacity). */
  speed: Float64Array<ArrayBuffer>;
}

export interface Solver {
  readonly capacity: Float64Array;
  readonly base: Float64Array;
  readonly l0: number;
  readonly customers: Customers;
  readonly live: Int32Array<ArrayBuffer>;
  readonly slot: Int32Array<ArrayBuffer>;
  liveCount: number;
  readonly load: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly step: Float64Array<ArrayBuffer>;
  readonly trial: Float64Array<ArrayBuffer>;
  readonly diagonal: Float64Array<ArrayBuffer>;
  readonly matrix: Float64Array<ArrayBuffer>;
}

const Q_LINEAR = 0.42;
const Q_POWER = 0.55;
const PRECISION = 1e-13;
const REACH = 8;
const MAX_STEPS = 300;

export function createSolver(capacity: Float64Array, base: Float64Array, l0: number): Solver {
  const count = capacity.length;
  const column = (length: number): Float64Array<ArrayBuffer> => new Float64Array(length);
  const customers: Customers = {
    count: 0,
    start: new Int32Array(1),
    station: new Int32Array(0),
    coefficient: column(0),
    idle: column(0),
    cores: column(0),
    stall: column(0),
    beta: column(0),
    bound: column(0),
    speed: column(0),
  };
  return {
    capacity,
    base,
    l0,
    customers,
    live: new Int32Array(count),
    slot: new Int32Array(count),
    liveCount: 0,
    load: column(count),
    gradient: column(count),
    step: column(count),
    trial: column(count),
    diagonal: column(count),
    matrix: column(count * count),
  };
}

/** Makes room for `customers` rows and `entries` coefficients; keeps what is there. */
export function reserveCustomers(c: Customers, customers: number, entries: number): void {
  if (customers > c.idle.length) {
    const length = Math.max(16, customers * 2);
    for (const name of ['idle', 'cores', 'stall', 'beta', 'bound', 'speed'] as const) {
      const next = new Float64Array(length);
      next.set(c[name]);
      c[name] = next;
    }
    const start = new Int32Array(length + 1);
    start.set(c.start);
    c.start = start;
  }
  if (entries > c.station.length) {
    const station = new Int32Array(entries * 2);
    station.set(c.station);
    c.station = station;
    const coefficient = new Float64Array(entries * 2);
    coefficient.set(c.coefficient);
    c.coefficient = coefficient;
  }
}

/** q(u) − 1: what a station's load adds to its idle latency, in units of it (ALGORITHMS §8's fit). */
export function loadedWait(u: number): number {
  const u2 = u * u;
  const u4 = u2 * u2;
  return Q_LINEAR * u + Q_POWER * u4 * u4;
}

function waitSlope(u: number): number {
  const u2 = u * u;
  return Q_LINEAR + 8 * Q_POWER * u2 * u2 * u2 * u;
}

/** Utilisation at which a station's own curve gives `wait` (in units of its base), at most 1. */
export function utilisationAt(wait: number): number {
  if (wait <= 0) return 0;
  if (wait >= Q_LINEAR + Q_POWER) return 1;
  // The curve is convex and rising: Newton from above the root never leaves (root, 1].
  let u = Math.min(1, wait / Q_LINEAR);
  for (let n = 0; n < 60; n++) {
    const next = u - (loadedWait(u) - wait) / waitSlope(u);
    if (!(next < u)) break;
    u = next;
  }
  return u;
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

function held(s: Solver, z: Float64Array, e: number): boolean {
  return z[e] <= 0 && s.gradient[e] >= 0;
}

function curvature(s: Solver, z: Float64Array): void {
  const { count, start, station, coefficient, cores, stall, beta, bound, speed } = s.customers;
  const size = s.liveCount;
  s.matrix.fill(0, 0, size * size);
  for (let n = 0; n < size; n++) {
    const e = s.live[n];
    const u = s.base[e] > 0 ? utilisationAt(z[e] / s.base[e]) : 1;
    if (u < 1) s.matrix[n * size + n] = s.capacity[e] / (s.base[e] * waitSlope(u));
  }
  for (let c = 0; c < count; c++) {
    if (cores[c] === 0) continue;
    const lambda = latency(s, c, z);
    const full = bound[c] * lambda >= 1 - stall[c] + stall[c] * lambda;
    const fall = (beta[c] * cores[c] * speed[c] * speed[c] * (full ? bound[c] : stall[c])) / s.l0;
    for (let e = start[c]; e < start[c + 1]; e++) {
      const row = s.slot[station[e]] * size;
      for (let d = start[c]; d < start[c + 1]; d++) s.matrix[row + s.slot[station[d]]] += fall * coefficient[e] * coefficient[d];
    }
  }
}

/** Cholesky in place on the free stations; a pivot lost to rounding means a wait that is not unique: it is damped. */
function factor(s: Solver, z: Float64Array): void {
  const size = s.liveCount;
  const a = s.matrix;
  for (let i = 0; i < size; i++) {
    const fixed = held(s, z, s.live[i]);
    const whole = a[i * size + i];
    s.diagonal[s.live[i]] = whole + 1e-30;
    if (fixed) {
      for (let j = 0; j < size; j++) a[i * size + j] = a[j * size + i] = 0;
    }
    for (let j = 0; j < i; j++) {
      let sum = a[i * size + j];
      for (let k = 0; k < j; k++) sum -= a[i * size + k] * a[j * size + k];
      a[i * size + j] = sum / a[j * size + j];
    }
    let pivot = fixed ? 1 : whole;
    for (let k = 0; k < i; k++) pivot -= a[i * size + k] * a[i * size + k];
    const floor = 1e-12 * whole + 1e-30;
    a[i * size + i] = Math.sqrt(fixed ? 1 : pivot > floor ? pivot : whole + 1e-30);
  }
}

function newtonStep(s: Solver, z: Float64Array): void {
  curvature(s, z);
  factor(s, z);
  const size = s.liveCount;
  for (let i = 0; i < size; i++) {
    const e = s.live[i];
    let sum = held(s, z, e) ? 0 : -s.gradient[e];
    for (let k = 0; k < i; k++) sum -= s.matrix[i * size + k] * s.step[s.live[k]];
    s.step[e] = sum / s.matrix[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = s.step[s.live[i]];
    for (let k = i + 1; k < size; k++) sum -= s.matrix[k * size + i] * s.step[s.live[k]];
    s.step[s.live[i]] = sum / s.matrix[i * size + i];
  }
}

/** A flat stretch of Ψ would throw a wait to infinity: no wait grows more than REACH-fold in one step. */
function shorten(s: Solver, z: Float64Array): void {
  let reach = 1;
  for (let n = 0; n < s.liveCount; n++) {
    const e = s.live[n];
    s.step[e] = Math.max(s.step[e], -z[e]);
    reach = Math.max(reach, s.step[e] / (REACH * (z[e] + s.base[e] + s.l0)));
  }
  for (let n = 0; n < s.liveCount; n++) s.step[s.live[n]] /= reach;
}

/** Keeps z + step within z ≥ 0; where that spoils the descent, each station goes its own way down. */
function project(s: Solver, z: Float64Array): void {
  let slope = 0;
  for (let n = 0; n < s.liveCount; n++) {
    const e = s.live[n];
    s.step[e] = Math.max(0, z[e] + s.step[e]) - z[e];
    slope += s.step[e] * s.gradient[e];
  }
  if (slope < 0) return;
  for (let n = 0; n < s.liveCount; n++) {
    const e = s.live[n];
    const far = REACH * (z[e] + s.base[e] + s.l0);
    s.step[e] = Math.min(far, Math.max(0, z[e] - s.gradient[e] / s.diagonal[e]) - z[e]);
  }
}

function slopeAt(s: Solver, z: Float64Array, t: number): number {
  for (let n = 0; n < s.liveCount; n++) {
    const e = s.live[n];
    s.trial[e] = Math.max(0, z[e] + t * s.step[e]);
  }
  gradientAt(s, s.trial);
  let slope = 0;
  for (let n = 0; n < s.liveCount; n++) slope += s.gradient[s.live[n]] * s.step[s.live[n]];
  return slope;
}

/** A step length at which Ψ's slope has lost at least half of its size; Ψ is convex, so bisection finds one. */
function search(s: Solver, z: Float64Array): void {
  let first = 0;
  for (let n = 0; n < s.liveCount; n++) first += s.gradient[s.live[n]] * s.step[s.live[n]];
  let low = 0;
  let high = 1;
  let slope = slopeAt(s, z, high);
  if (slope > -0.5 * first) {
    for (let n = 0; n < 60 && Math.abs(slope) > -0.5 * first; n++) {
      const middle = (low + high) / 2;
      slope = slopeAt(s, z, middle);
      if (slope < 0) low = middle;
      else high = middle;
    }
  }
  for (let n = 0; n < s.liveCount; n++) z[s.live[n]] = s.trial[s.live[n]];
}

function settled(s: Solver, z: Float64Array): boolean {
  for (let n = 0; n < s.liveCount; n++) {
    const e = s.live[n];
    const miss = z[e] <= 0 ? Math.max(0, -s.gradient[e]) : Math.abs(s.gradient[e]);
    if (miss > PRECISION * s.capacity[e]) return false;
  }
  return true;
}

/**
 * Solves for the waits `z` (ns, by station; its values are the starting point) of `s.customers`, whose speeds and the
 * stations' `load` (GB/s) it fills in. Stations without traffic get wait and load 0. Gives the number of steps.
 */
export function solveWaits(s: Solver, z: Float64Array): number {
  findLive(s);
  for (let e = 0; e < z.length; e++) {
    if (s.slot[e] < 0) z[e] = s.load[e] = 0;
    else z[e] = Math.max(0, z[e]);
  }
  gradientAt(s, z);
  let steps = 0;
  while (steps < MAX_STEPS && !settled(s, z)) {
    newtonStep(s, z);
    shorten(s, z);
    project(s, z);
    search(s, z);
    steps++;
  }
  return steps;
}
