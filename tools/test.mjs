// `npm test`: everything, on a machine that has only Node. Each step's output is shown; the last line counts the tests.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, build, ensureInstalled, root } from './setup.mjs';

const reports = join(root, '.cache', 'reports');
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function step(name, args, env = {}) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (status !== 0) failures.push(name);
}

function report(name) {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'));
  } catch {
    return undefined;
  }
}

function add(passed, failed, skipped) {
  counts.passed += passed ?? 0;
  counts.failed += failed ?? 0;
  counts.skipped += skipped ?? 0;
}

function unit() {
  const file = join(reports, 'unit.json');
  step('unit, property and conformance', [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const result = report('unit.json');
  add(result?.numPassedTests, result?.numFailedTests, result?.numPendingTests);
}

async function e2e() {
  const { findBrowser } = await import('./browser.mjs');
  const browser = await findBrowser({ install: true });
  if (!browser) {
    console.log('\nNo Chromium could be found or installed. Run this once, then npm test again:');
    console.log('  npx playwright install --with-deps chromium');
    failures.push('e2e: no browser');
    return;
  }
  const file = join(reports, 'e2e.json');
  step(`e2e in ${browser}`, [bin('@playwright', 'test', 'cli.js'), 'test'], {
    NEARFAR_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const stats = report('e2e.json')?.stats;
  if (stats?.flaky > 0) console.log(`${stats.flaky} browser tests passed only at a second try (marked flaky above).`);
  add((stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected, stats?.skipped);
}

ensureInstalled();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
if (!process.env.NEARFAR_CORPUS) console.log('NEARFAR_CORPUS is not set: the corpus tests will be skipped.');

step('types', [bin('typescript', 'bin', 'tsc'), '-b']);
step('lint', [bin('oxlint', 'bin', 'oxlint'), '-c', 'oxlint.config.json', '--type-aware', '--deny-warnings']);
step('format', [bin('oxfmt', 'bin', 'oxfmt'), '--check', '.']);
step('dead code', [bin('knip', 'bin', 'knip.js')]);
console.log('\n── build');
build();
unit();
step('size', [bin('size-limit', 'bin.js')]);
await e2e();

console.log(failures.length === 0 ? '\nAll steps are ok.' : `\nFailed: ${failures.join(', ')}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(failures.length === 0 && counts.failed === 0 ? 0 : 1);
