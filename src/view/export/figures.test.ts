import { expect, test } from 'vitest';
import { runScenario } from '../../engine/run.ts';
import { square } from '../../model/testing/square.ts';
import { wholePiece } from '../../store/pieces.ts';
import { FrameLog } from '../../store/frames.ts';
import type { Pair, SideRun } from '../../store/runs.ts';
import { strategyById } from '../../strategies/index.ts';
import { scoreboardCsv, seriesCsv } from './figures.ts';

const scenario = { ...square({}, {}, {}), run: { until: 10 } };

function side(id: string, title: string): SideRun {
  const result = runScenario(scenario, strategyById(id)!);
  const pieces = wholePiece({ from: 0, to: 10, guests: scenario.guests, source: new FrameLog() });
  return { scenario, choice: { id }, titles: [title], title, result, guests: scenario.guests, pieces, seconds: 0 };
}

const pair: Pair = { a: side('guest-numa', 'Guest NUMA'), b: side('dynamic-balance', 'Dynamic, balance') };

test('the scoreboard has every metric in full, by name, and the hashes', () => {
  const [head, first, ...rest] = scoreboardCsv(pair).trim().split('\r\n');
  expect(head).toBe('Metric,Name,A Guest NUMA,"B Dynamic, balance"');
  expect(first).toBe(`Throughput,throughput,${pair.a.result.metrics.throughput},${pair.b.result.metrics.throughput}`);
  expect(rest.at(-1)).toBe(`Hash,hash,${pair.a.result.hash},${pair.b.result.hash}`);
});

test('the series have a row for each stretch of time', () => {
  const lines = seriesCsv(pair).trim().split('\r\n');
  const { series } = pair.a.result;
  expect(lines).toHaveLength(1 + series.throughput.length);
  expect(lines[2].split(',')[0]).toBe(String(series.bucketSeconds));
  expect(Number(lines[1].split(',')[1])).toBeCloseTo(series.throughput[0], 6);
});
