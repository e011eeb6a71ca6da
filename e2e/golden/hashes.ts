// Runs in Node, Chromium and Firefox alike: the bundle that e2e/golden.spec.ts builds from this file.
import { runScenario } from '../../src/engine/run.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { STRATEGIES } from '../../src/strategies/index.ts';

const files = import.meta.glob<Scenario>('../../public/scenarios/*.json', { eager: true, import: 'default' });

/** Hash of every scenario of the catalogue under every strategy, and under all of them in turn, by "scenario / strategy". */
export function goldenHashes(): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const [path, scenario] of Object.entries(files)) {
    const name = path.slice(path.lastIndexOf('/') + 1).replace('.nearfar.json', '');
    for (const strategy of STRATEGIES) hashes[`${name} / ${strategy.id}`] = runScenario(scenario, strategy).hash;
    const [first, ...later] = STRATEGIES;
    const branches = later.map((strategy, n) => ({ at: 10 * (n + 1), strategy }));
    if (first) hashes[`${name} / all in turn`] = runScenario(scenario, first, { branches }).hash;
  }
  return hashes;
}
