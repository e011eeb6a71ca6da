import type { Metrics } from '../../engine/reports.ts';
import type { Pair } from '../../store/runs.ts';
import { METRICS } from '../compare/metrics.ts';
import { csvText, type CsvValue } from '../csv.ts';
import { COMPARE, METRIC_WORDS } from '../texts/compare.ts';
import { FIGURES } from '../texts/take-away.ts';

function titles({ a, b }: Pair): readonly [string, string] {
  return [`${COMPARE.sides.a} ${a.title}`, `${COMPARE.sides.b} ${b.title}`];
}

/** Every metric of both runs in full, with the names that the command line has for them. */
export function scoreboardCsv(pair: Pair): string {
  const of = (key: keyof Metrics): CsvValue[] => [pair.a.result.metrics[key], pair.b.result.metrics[key]];
  return csvText([
    [...FIGURES.metricHead, ...titles(pair)],
    ...METRICS.map(({ key }) => [METRIC_WORDS[key].name, key, ...of(key)]),
    [FIGURES.hash, 'hash', pair.a.result.hash, pair.b.result.hash],
  ]);
}

const SERIES = ['throughput', 'remoteAccessRatio', 'loadImbalance'] as const;

/** The curves of the timeline: the mean over each stretch of time, a row for each, beginning at `time`. */
export function seriesCsv(pair: Pair): string {
  const [a, b] = [pair.a.result.series, pair.b.result.series];
  const [first, second] = titles(pair);
  const head = SERIES.flatMap((name) => [`${name} ${first}`, `${name} ${second}`]);
  const rows = Array.from(a.throughput, (_, at): CsvValue[] => [
    at * a.bucketSeconds,
    ...SERIES.flatMap((name) => [a[name][at] ?? null, b[name][at] ?? null]),
  ]);
  return csvText([[FIGURES.time, ...head], ...rows]);
}
