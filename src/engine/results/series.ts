import type { Series } from '../reports.ts';

/** Equal buckets over the run, whatever its length. */
const BUCKETS = 1024;

/** Sums by bucket. */
export interface SeriesMeter {
  readonly until: number;
  readonly throughput: Float64Array<ArrayBuffer>;
  readonly wantedSeconds: Float64Array<ArrayBuffer>;
  readonly farGB: Float64Array<ArrayBuffer>;
  readonly allGB: Float64Array<ArrayBuffer>;
  readonly imbalance: Float64Array<ArrayBuffer>;
}

/** A stretch of time in which all rates were constant. */
export interface Stretch {
  readonly throughput: number;
  /** Cores wanted; 0 = nobody asked for anything, the throughput does not count. */
  readonly wanted: number;
  readonly farGB: number;
  readonly allGB: number;
  readonly imbalance: number;
}

function column(): Float64Array<ArrayBuffer> {
  return new Float64Array(BUCKETS);
}

export function createSeries(until: number): SeriesMeter {
  return {
    until,
    throughput: column(),
    wantedSeconds: column(),
    farGB: column(),
    allGB: column(),
    imbalance: column(),
  };
}

export function cloneSeries({ until, throughput, wantedSeconds, farGB, allGB, imbalance }: SeriesMeter): SeriesMeter {
  return {
    until,
    throughput: throughput.slice(),
    wantedSeconds: wantedSeconds.slice(),
    farGB: farGB.slice(),
    allGB: allGB.slice(),
    imbalance: imbalance.slice(),
  };
}

function bucketAt(series: SeriesMeter, t: number): number {
  return Math.min(BUCKETS - 1, Math.floor((t * BUCKETS) / series.until));
}

/** Takes in a stretch from `from` that lasts `dt` > 0 seconds. */
export function addStretch(series: SeriesMeter, from: number, dt: number, stretch: Stretch): void {
  const width = series.until / BUCKETS;
  const last = bucketAt(series, from + dt);
  for (let b = bucketAt(series, from); b <= last; b++) {
    const part = Math.max(0, Math.min(from + dt, (b + 1) * width) - Math.max(from, b * width));
    series.imbalance[b] += stretch.imbalance * part;
    series.farGB[b] += (stretch.farGB * part) / dt;
    series.allGB[b] += (stretch.allGB * part) / dt;
    if (!(stretch.wanted > 0)) continue;
    series.throughput[b] += stretch.throughput * part;
    series.wantedSeconds[b] += part;
  }
}

function ratios(over: Float64Array, under: Float64Array, without: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(over, (sum, b) => (under[b] > 0 ? sum / under[b] : without));
}

/** Exact means by bucket; a bucket in which nobody asked for anything has throughput 1, one without traffic no far access. */
export function readSeries(series: SeriesMeter): Series {
  const width = series.until / BUCKETS;
  return {
    bucketSeconds: width,
    throughput: ratios(series.throughput, series.wantedSeconds, 1),
    remoteAccessRatio: ratios(series.farGB, series.allGB, 0),
    loadImbalance: Float32Array.from(series.imbalance, (sum) => (width > 0 ? sum / width : 0)),
  };
}
