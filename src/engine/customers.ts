/** Who waits at the stations: parts of guests and copies, as columns (MODEL §5). */
export interface Customers {
  count: number;
  /** Coefficients of customer c: entries start[c] .. start[c+1], in ascending order of station. */
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

export function createCustomers(): Customers {
  return {
    count: 0,
    start: new Int32Array(1),
    station: new Int32Array(0),
    coefficient: new Float64Array(0),
    idle: new Float64Array(0),
    cores: new Float64Array(0),
    stall: new Float64Array(0),
    beta: new Float64Array(0),
    bound: new Float64Array(0),
    speed: new Float64Array(0),
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
