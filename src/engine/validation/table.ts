import { AWARENESS } from './awareness.ts';
import { CONGESTION } from './congestion.ts';
import { LOCALITY } from './locality.ts';
import { PINNING } from './pinning.ts';
import { PRECOPY } from './precopy.ts';
import type { ValidationRow } from './row.ts';
import type { RowMaker, ScenarioOf } from './setup.ts';
import { SMT } from './smt.ts';
import { TOPOLOGY } from './topology.ts';

const ROWS: readonly RowMaker[] = [
  ...PINNING,
  ...SMT,
  ...LOCALITY,
  ...CONGESTION,
  ...TOPOLOGY,
  ...AWARENESS,
  ...PRECOPY,
];

/**
 * Published effects beside what the engine gives for the scenario files, computed now; each row names the files that it asked
 * for. A row that does not hold stays and says so. Throws what `scenarioOf` throws, and EngineError where a file is refused.
 */
export function validationTable(scenarioOf: ScenarioOf): ValidationRow[] {
  return ROWS.map((make) => {
    const files = new Set<string>();
    const row = make((name) => {
      const file = `${name}.nearfar.json`;
      files.add(file);
      return scenarioOf(file);
    });
    return { ...row, files: [...files] };
  });
}
