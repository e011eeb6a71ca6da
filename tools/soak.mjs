// `npm run soak [-- RUNS]`: random runs against the invariants, at least 10,000 in all; each property gets RUNS of them. A failing run is
// printed as a scenario file that reproduces it, the seed as what starts the same again: NEARFAR_SEED=… npm run soak.
import { spawnSync } from 'node:child_process';
import { bin, ensureInstalled, root } from './setup.mjs';

const PER_PROPERTY = 2500;

const asked = Number(process.argv[2] ?? PER_PROPERTY);
if (!Number.isInteger(asked) || asked < 1) {
  console.error(`"${process.argv[2]}" is not a number of runs.`);
  process.exit(2);
}
ensureInstalled();
const seed = process.env.NEARFAR_SEED ?? String(Date.now() % 2 ** 31);
console.log(`${asked} runs for each property, NEARFAR_SEED=${seed}`);
const { status } = spawnSync(process.execPath, [bin('vitest', 'vitest.mjs'), 'run', 'src/engine/invariants'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, NEARFAR_RUNS: String(asked), NEARFAR_SEED: seed },
});
process.exit(status ?? 1);
