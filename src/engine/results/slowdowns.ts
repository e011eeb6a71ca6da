/*
 * Guest-seconds by slowdown, for the percentile. Every distinct value is kept while there are few; beyond that values fall
 * into bins of 1/2^BITS of their size (by the leading bits of the number), so that no run, however long, needs more memory:
 * the percentile is exact up to MOST_VALUES distinct slowdowns and within 0.05 % after that.
 */
const MOST_VALUES = 4096;
const BITS = 10;
/** Slowdowns from 2^-4 to 2^28; the first and the last bin take what lies beyond. */
const FIRST = (1023 - 4) << BITS;
const BINS = 32 << BITS;

export interface Slowdowns {
  seconds: number;
  /** ∫ 1/speed dt. */
  total: number;
  /** Seconds by value, while there are few values. */
  values: Map<number, number> | undefined;
  /** Seconds by bin, once there are many. */
  bins: Float64Array<ArrayBuffer> | undefined;
}

const bits = new DataView(new ArrayBuffer(8));

export function createSlowdowns(): Slowdowns {
  return { seconds: 0, total: 0, values: new Map(), bins: undefined };
}

export function cloneSlowdowns({ seconds, total, values, bins }: Slowdowns): Slowdowns {
  return { seconds, total, values: values && new Map(values), bins: bins?.slice() };
}

function binOf(value: number): number {
  bits.setFloat64(0, value);
  const leading = (bits.getInt32(0) >> (20 - BITS)) - FIRST;
  return Math.min(BINS - 1, Math.max(0, leading));
}

/** The middle of a bin. */
function valueOf(bin: number): number {
  bits.setInt32(0, ((bin + FIRST) << (20 - BITS)) | (1 << (19 - BITS)));
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}

function toBins(s: Slowdowns, values: ReadonlyMap<number, number>): void {
  s.bins = new Float64Array(BINS);
  for (const [value, seconds] of values) s.bins[binOf(value)] += seconds;
  s.values = undefined;
}

/** One guest runs at `speed` > 0 for `dt` seconds. */
export function addSlowdown(s: Slowdowns, speed: number, dt: number): void {
  const value = 1 / speed;
  s.seconds += dt;
  s.total += value * dt;
  if (s.bins !== undefined) s.bins[binOf(value)] += dt;
  else if (s.values !== undefined) {
    s.values.set(value, (s.values.get(value) ?? 0) + dt);
    if (s.values.size > MOST_VALUES) toBins(s, s.values);
  }
}

/** Pairs of slowdown and seconds, ascending. */
function ascending({ values, bins }: Slowdowns): (readonly [number, number])[] {
  if (values !== undefined) return [...values].toSorted((a, b) => a[0] - b[0]);
  const pairs: (readonly [number, number])[] = [];
  bins?.forEach((seconds, bin) => {
    if (seconds > 0) pairs.push([valueOf(bin), seconds]);
  });
  return pairs;
}

/** The smallest slowdown that at least `share` of the guest-seconds do not exceed; 1 if there are none. */
export function percentile(s: Slowdowns, share: number): number {
  let left = share * s.seconds;
  let value = 1;
  for (const [slowdown, seconds] of ascending(s)) {
    value = slowdown;
    left -= seconds;
    if (left <= 1e-9 * s.seconds) break;
  }
  return value;
}

/** Mean slowdown over the guest-seconds; 1 if there are none. */
export function meanSlowdown(s: Slowdowns): number {
  return s.seconds > 0 ? s.total / s.seconds : 1;
}
