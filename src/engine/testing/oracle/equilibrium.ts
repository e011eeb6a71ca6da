/** One customer of MODEL §5: a part or a copy. `constant` = Σ a·L / L0, the latency without waits. */
export interface Customer {
  readonly x: number;
  readonly sigma: number;
  readonly beta: number;
  readonly bound: number;
  readonly constant: number;
  /** Coefficient at each station. */
  readonly c: readonly number[];
}

export interface Station {
  readonly capacity: number;
  readonly base: number;
}

export interface Equilibrium {
  readonly speed: readonly number[];
  readonly load: readonly number[];
  readonly wait: readonly number[];
  /** Greatest violation of the conditions, relative to capacity; 0 is exact. */
  readonly violation: number;
}

const square = (u: number) => u * u;
export const curve = (u: number) => 1 + 0.42 * u + 0.55 * square(square(square(u)));
const slope = (u: number) => 0.42 + 4.4 * square(u * square(u)) * u;

/** b of MODEL §5. */
export function speedBound(beta: number, yardstick: number, lines: number): number {
  const l = (beta * yardstick) / 64;
  return Math.max(l / lines, Math.min(1 / 4, l));
}

/**
 * The waiting-time equilibrium. Waits are found station by station with bisection (the load falls with the wait), a few
 * sweeps, then made exact by Newton's method on all of them with bisection along each step. What makes the
 * answer right is not the method but the certificate: `violation`, measured on the result itself.
 */
export function equilibrium(
  stations: readonly Station[],
  customers: readonly Customer[],
  yardstick: number,
): Equilibrium {
  const problem = new Problem(stations, customers, yardstick);
  const z = stations.map(() => 0);
  for (let sweep = 0; sweep < 3; sweep++) problem.sweep(z);
  newton(problem, z);
  const load = problem.loads(z);
  return {
    speed: customers.map((customer) => problem.speed(customer, z)),
    load,
    wait: z,
    violation: problem.violation(z, load),
  };
}

const needs = (customer: Customer, s: number) => customer.beta > 0 && customer.c[s] > 0;

class Problem {
  readonly stations: readonly Station[];
  readonly customers: readonly Customer[];
  readonly yardstick: number;
  /** Whoever needs a station without capacity (has a coefficient there) stands still. */
  readonly blocked: ReadonlySet<Customer>;

  constructor(stations: readonly Station[], customers: readonly Customer[], yardstick: number) {
    this.stations = stations;
    this.customers = customers;
    this.yardstick = yardstick;
    this.blocked = new Set(
      customers.filter((customer) => stations.some((at, s) => at.capacity === 0 && customer.c[s] > 0)),
    );
  }

  latency(customer: Customer, z: readonly number[]): number {
    let sum = 0;
    for (let s = 0; s < z.length; s++) sum += customer.c[s] * z[s];
    return customer.constant + sum / this.yardstick;
  }

  speed(customer: Customer, z: readonly number[]): number {
    if (this.blocked.has(customer)) return 0;
    const latency = this.latency(customer, z);
    return 1 / Math.max(1 - customer.sigma + customer.sigma * latency, customer.bound * latency);
  }

  loads(z: readonly number[]): number[] {
    const load = z.map(() => 0);
    for (const customer of this.customers) {
      const traffic = customer.beta * customer.x * this.speed(customer, z);
      for (let s = 0; s < load.length; s++) load[s] += traffic * customer.c[s];
    }
    return load;
  }

  /** Utilisation at which the curve alone makes this wait; 1 beyond. */
  utilisation(station: Station, wait: number): number {
    if (station.base === 0 || wait >= (curve(1) - 1) * station.base) return 1;
    const target = wait / station.base;
    let low = 0;
    let high = 1;
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (curve(middle) - 1 < target) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  /** Room left (> 0) or missing (< 0) at each station if the waits were these, relative to capacity. */
  slack(z: readonly number[]): number[] {
    const load = this.loads(z);
    return this.stations.map((station, s) =>
      station.capacity === 0 ? 0 : this.utilisation(station, z[s]) - load[s] / station.capacity,
    );
  }

  sweep(z: number[]): void {
    for (let s = 0; s < z.length; s++) if (this.stations[s].capacity > 0) this.settle(z, s);
  }

  private settle(z: number[], s: number): void {
    const station = this.stations[s];
    const users = this.customers.filter((customer) => needs(customer, s));
    const missing = (wait: number) => {
      z[s] = wait;
      const load = users.reduce((sum, user) => sum + user.beta * user.x * user.c[s] * this.speed(user, z), 0);
      return load > station.capacity * this.utilisation(station, wait);
    };
    if (!missing(0)) return;
    let high = 1;
    while (missing(high) && high < 1e18) high *= 2;
    let low = 0;
    for (let k = 0; k < 50; k++) {
      const middle = (low + high) / 2;
      if (missing(middle)) low = middle;
      else high = middle;
    }
    z[s] = high;
  }

  violation(z: readonly number[], load: readonly number[]): number {
    let worst = 0;
    for (let s = 0; s < z.length; s++) {
      const { capacity } = this.stations[s];
      if (capacity === 0) continue;
      const slack = this.utilisation(this.stations[s], z[s]) - load[s] / capacity;
      worst = Math.max(worst, z[s] > 0 ? Math.abs(slack) : -slack);
    }
    return worst;
  }

  /** −dρ_s/dz_t + d(capacity·u)/dz: symmetric, semidefinite. */
  matrix(z: readonly number[]): number[][] {
    const size = z.length;
    const h = z.map(() => z.map(() => 0));
    for (const customer of this.customers) {
      const fall = -customer.beta * customer.x * this.speedSlope(customer, z);
      if (fall === 0) continue;
      for (let s = 0; s < size; s++)
        for (let t = 0; t < size; t++) h[s][t] += (fall * customer.c[s] * customer.c[t]) / this.yardstick;
    }
    for (let s = 0; s < size; s++) h[s][s] += this.curveSlope(this.stations[s], z[s]);
    return h;
  }

  private speedSlope(customer: Customer, z: readonly number[]): number {
    if (this.blocked.has(customer)) return 0;
    const latency = this.latency(customer, z);
    const stalled = 1 - customer.sigma + customer.sigma * latency;
    const bounded = customer.bound * latency;
    return stalled >= bounded ? -customer.sigma / stalled ** 2 : -customer.bound / bounded ** 2;
  }

  private curveSlope(station: Station, wait: number): number {
    if (station.capacity === 0 || station.base === 0 || wait >= (curve(1) - 1) * station.base) return 0;
    return station.capacity / (station.base * slope(this.utilisation(station, wait)));
  }
}

function newton(problem: Problem, z: number[]): void {
  for (let step = 0; step < 400; step++) {
    const slack = problem.slack(z);
    if (problem.violation(z, problem.loads(z)) < 1e-14) return;
    let free = z.flatMap((wait, s) => (problem.stations[s].capacity > 0 && (wait > 0 || slack[s] < 0) ? [s] : []));
    const matrix = problem.matrix(z);
    let direction = solveRegularised(matrix, free, problem, slack);
    // A wait of 0 that the others' change would make negative stays 0.
    while (free.some((s, k) => z[s] === 0 && direction[k] < 0)) {
      free = free.filter((s, k) => z[s] > 0 || direction[k] >= 0);
      direction = solveRegularised(matrix, free, problem, slack);
    }
    if (!walk(problem, z, free, direction)) return;
  }
}

/** Direction of Newton on the free stations, the matrix made definite by a sliver of its diagonal. */
function solveRegularised(h: number[][], free: number[], problem: Problem, slack: number[]): number[] {
  const largest = Math.max(...free.map((s) => h[s][s]), 1e-300);
  const a = free.map((s, row) => free.map((t, column) => h[s][t] + (row === column ? largest * 1e-13 : 0)));
  return gauss(
    a,
    free.map((s) => -slack[s] * problem.stations[s].capacity),
  );
}

function gauss(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let r = k + 1; r < n; r++) if (Math.abs(a[r][k]) > Math.abs(a[pivot][k])) pivot = r;
    [a[k], a[pivot]] = [a[pivot], a[k]];
    [b[k], b[pivot]] = [b[pivot], b[k]];
    for (let r = k + 1; r < n; r++) {
      const factor = a[r][k] / a[k][k];
      for (let c = k; c < n; c++) a[r][c] -= factor * a[k][c];
      b[r] -= factor * b[k];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let c = k + 1; c < n; c++) b[k] -= a[k][c] * b[c];
    b[k] /= a[k][k];
  }
  return b;
}

/** Goes along the direction to the first bound or to where the (convex) potential stops falling. False where no step is left. */
function walk(problem: Problem, z: number[], free: number[], direction: number[]): boolean {
  const start = [...z];
  const to = (t: number) => {
    free.forEach((s, k) => (z[s] = Math.max(0, start[s] + t * direction[k])));
    const slack = problem.slack(z);
    return free.reduce((sum, s, k) => sum + slack[s] * problem.stations[s].capacity * direction[k], 0);
  };
  let high = 1;
  let hit = -1;
  free.forEach((s, k) => {
    if (direction[k] < 0 && start[s] + high * direction[k] < 0) {
      high = -start[s] / direction[k];
      hit = s;
    }
  });
  if (to(high) <= 0) {
    if (hit >= 0) z[hit] = 0;
    return high > 0 || hit >= 0;
  }
  let low = 0;
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (to(middle) <= 0) low = middle;
    else high = middle;
  }
  to(low);
  return low > 0;
}
