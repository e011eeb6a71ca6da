import { describe, expect, test } from 'vitest';
import type { PrecopyRule, Scenario } from '../model/scenario.ts';
import { createRun, runScenario } from './run.ts';
import type { Strategy } from './strategy.ts';

const refuseAll: Strategy = {
  id: 'none',
  title: 'None',
  origin: 'test',
  params: [],
  place: () => ({ kind: 'refused', reason: 'test' }),
};

function precopy(dirtyGBs: number, rule: PrecopyRule): Scenario {
  const node = { cores: 4, threads: 4, memoryMiB: 8192, bandwidthGBs: 1000, latencyNs: 100 };
  return {
    nearfar: 1,
    host: {
      name: 'two',
      nodes: [
        { id: 0, ...node },
        { id: 1, ...node },
      ],
    },
    guests: [
      {
        name: 'a',
        vcpus: 1,
        memoryMiB: 4096,
        workload: {
          memoryStall: 0,
          bandwidthPerCoreGBs: 0,
          writableSetMiB: 256,
          dirtyRateMiBs: (dirtyGBs * 1e9) / 1_048_576,
        },
        placement: { parts: [{ node: 0, vcpus: 1, memoryMiB: 4096 }] },
      },
    ],
    run: { until: 60, precopy: rule, moves: [{ at: 1, guest: 'a', to: [1], mechanism: 'live' }] },
  };
}

describe('pre-copy vectors of MODEL §6', () => {
  test.each([
    [0.5, 'xen-4.6', 1_175_552, 16.8, 1],
    [0.5, 'xen-4.5', 1_179_616, 0.13, 2],
    [0.95, 'xen-4.6', 1_345_086, 219, 0],
    [0.95, 'xen-4.5', 2_063_158, 64, 0],
  ] as const)('dirtying %d GB/s with %s sends %d pages', (dirty, rule, pages, lastMs, digits) => {
    const { moves, metrics } = runScenario(precopy(dirty, rule), refuseAll);
    expect(Math.round(moves[0]!.copiedMiB * 256)).toBe(pages);
    expect(((metrics.pauseSeconds - 0.03) * 1000).toFixed(digits)).toBe(lastMs.toFixed(digits));
  });
});

test('a run in slices ends with the same bits as a whole one', () => {
  const scenario = precopy(0.5, 'xen-4.6');
  const run = createRun(scenario, refuseAll);
  while (!run.advance(3));
  expect(run.result()).toEqual(runScenario(scenario, refuseAll));
});
