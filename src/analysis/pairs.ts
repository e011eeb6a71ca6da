import type { Metrics } from '../engine/reports.ts';

/** Mean of `b − a` over the seeds that both ran, with a 95 % interval (MODEL §8). */
export interface PairedDifference {
  readonly metric: string;
  readonly a: string;
  readonly b: string;
  readonly meanDifference: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
}

/** One strategy's runs over many seeds. */
export interface Series {
  readonly label: string;
  readonly results: readonly { readonly metrics: Metrics }[];
}

/** Student's t, two-sided 95 %, for 1 to 30 degrees of freedom (any table of the distribution). */
const T_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
/** Beyond the table: [degrees of freedom, t]; between them 1/df is interpolated. */
const T_95_FAR: readonly (readonly [number, number])[] = [
  [30, 2.042],
  [40, 2.021],
  [60, 2],
  [120, 1.98],
  [Infinity, 1.96],
];

/** Two-sided 95 % quantile of Student's t; `df` ≥ 1. */
export function studentT95(df: number): number {
  const near = T_95[df - 1];
  if (near !== undefined) return near;
  const n = T_95_FAR.findIndex(([upTo]) => df <= upTo);
  const [lowDf, lowT] = T_95_FAR[n - 1] ?? [30, 2.042];
  const [highDf, highT] = T_95_FAR[n] ?? [Infinity, 1.96];
  const share = (1 / lowDf - 1 / df) / (1 / lowDf - 1 / highDf);
  return lowT + (highT - lowT) * share;
}

/** Mean and half width of its 95 % interval; a single value has an interval without end. */
export function meanWithInterval(values: readonly number[]): { mean: number; halfWidth: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, halfWidth: Infinity };
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1);
  return { mean, halfWidth: studentT95(n - 1) * Math.sqrt(variance / n) };
}

/** Every metric of two strategies, compared seed by seed; both must have run the same seeds in the same order. */
export function pairedDifferences(a: Series, b: Series): PairedDifference[] {
  const names = Object.keys(a.results[0]?.metrics ?? {});
  const value = (series: Series, n: number, name: string): number =>
    Number(Object.entries(series.results[n]?.metrics ?? {}).find(([key]) => key === name)?.[1]);
  return names.map((metric) => {
    const differences = a.results.map((_, n) => value(b, n, metric) - value(a, n, metric));
    const { mean, halfWidth } = meanWithInterval(differences);
    return {
      metric,
      a: a.label,
      b: b.label,
      meanDifference: mean,
      low: mean - halfWidth,
      high: mean + halfWidth,
      seeds: differences.length,
    };
  });
}
