import type { PairedDifference } from '../../analysis/pairs.ts';
import type { Metrics } from '../../engine/reports.ts';

/** One row of the scoreboard; its words are in texts/compare. */
export interface MetricSpec {
  readonly key: keyof Metrics;
  /** +1: more is better; −1: less is. */
  readonly direction: 1 | -1;
  /** What one unit of the engine is on screen. */
  readonly scale: number;
  readonly digits: number;
  /** Ends of the row's scale, on screen; null = as far as the larger value. */
  readonly range: readonly [number, number | null];
}

/** MODEL §8, in the order in which they are read. */
export const METRICS: readonly MetricSpec[] = [
  { key: 'throughput', direction: 1, scale: 100, digits: 1, range: [0, 100] },
  { key: 'remoteAccessRatio', direction: -1, scale: 100, digits: 1, range: [0, null] },
  { key: 'meanSlowdown', direction: -1, scale: 1, digits: 2, range: [1, null] },
  { key: 'p95Slowdown', direction: -1, scale: 1, digits: 2, range: [1, null] },
  { key: 'jainFairness', direction: 1, scale: 1, digits: 3, range: [0, 1] },
  { key: 'refusedGuests', direction: -1, scale: 1, digits: 0, range: [0, null] },
  { key: 'moves', direction: -1, scale: 1, digits: 0, range: [0, null] },
  { key: 'movedGiB', direction: -1, scale: 1, digits: 1, range: [0, null] },
  { key: 'pauseSeconds', direction: -1, scale: 1, digits: 2, range: [0, null] },
  { key: 'movesInVain', direction: -1, scale: 1, digits: 0, range: [0, null] },
  { key: 'busiestController', direction: -1, scale: 100, digits: 0, range: [0, 100] },
  { key: 'busiestLink', direction: -1, scale: 100, digits: 0, range: [0, 100] },
  { key: 'loadImbalance', direction: -1, scale: 100, digits: 0, range: [0, null] },
  { key: 'largestFreeNodeMiB', direction: 1, scale: 1 / 1024, digits: 1, range: [0, null] },
];

export type Side = 'a' | 'b';

/** A value in the unit of the screen. */
export function shownValue(spec: MetricSpec, metrics: Metrics): number {
  return metrics[spec.key] * spec.scale;
}

/** A value as it is written. */
export function valueText(spec: MetricSpec, metrics: Metrics): string {
  const value = shownValue(spec, metrics);
  return Number.isFinite(value) ? value.toFixed(spec.digits) : '∞';
}

/** Which side is better: undefined where both are written alike. */
export function betterSide(spec: MetricSpec, a: Metrics, b: Metrics): Side | undefined {
  if (valueText(spec, a) === valueText(spec, b)) return undefined;
  return (shownValue(spec, a) - shownValue(spec, b)) * spec.direction > 0 ? 'a' : 'b';
}

/** Which side is better over many seeds: undefined where the interval crosses zero. */
export function betterOver(
  { direction }: MetricSpec,
  { low, high }: Pick<PairedDifference, 'low' | 'high'>,
): Side | undefined {
  if (!(low > 0 || high < 0)) return undefined;
  return low > 0 === direction > 0 ? 'b' : 'a';
}

/** Positions of both values on the row's scale, 0..1. */
export function positions(spec: MetricSpec, a: Metrics, b: Metrics): readonly [number, number] {
  const values = [shownValue(spec, a), shownValue(spec, b)].map((value) => (Number.isFinite(value) ? value : 1e9));
  const low = Math.min(spec.range[0], ...values);
  const high = Math.max(spec.range[1] ?? low, ...values);
  const at = (value: number): number => (high > low ? (value - low) / (high - low) : 0);
  return [at(values[0]!), at(values[1]!)];
}
