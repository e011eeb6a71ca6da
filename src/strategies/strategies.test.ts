import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillParams } from '../engine/params.ts';
import { placeAll } from '../engine/place.ts';
import { runScenario } from '../engine/run.ts';
import { arbitraryScenario } from '../model/testing/arbitrary-scenario.ts';
import { STRATEGIES, strategyById } from './index.ts';

test('ids are unique and find their strategy', () => {
  for (const strategy of STRATEGIES) expect(strategyById(strategy.id)).toBe(strategy);
  expect(strategyById('none')).toBeUndefined();
});

describe.each(STRATEGIES.map((strategy) => [strategy.id, strategy] as const))('%s', (_, strategy) => {
  test('describes itself: every parameter has words, and a default within its range', () => {
    expect(strategy.title && strategy.origin).toBeTruthy();
    for (const spec of strategy.params) expect(spec.title && spec.help).toBeTruthy();
    expect(Object.keys(fillParams(strategy))).toEqual(strategy.params.map((spec) => spec.name));
  });

  test('runs any scenario to its end, every guest placed or refused, to the same bits again', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        const { placements } = placeAll(scenario, strategy);
        for (const { nodes, refused } of placements) expect(nodes.length > 0).toBe(refused === undefined);
        const result = runScenario(scenario, strategy);
        for (const value of Object.values(result.metrics)) expect(Number.isFinite(value)).toBe(true);
        expect(result.metrics.throughput).toBeLessThanOrEqual(1.5);
        expect(runScenario(scenario, strategy).hash).toBe(result.hash);
      }),
      { numRuns: 25 },
    );
  });
});
