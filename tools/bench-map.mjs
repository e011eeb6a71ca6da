// `npm run bench:map`: the map's drawing in a real Chromium, against a plain d3 re-join of the same scene and against a
// page that draws nothing, one after the other in the same run. Prints a table and writes .cache/reports/bench-map.json. Figures are of the
// least disturbed round of each, so that a busy machine spoils them little; the load is told.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { browserFlags, findBrowser } from './browser.mjs';
import { root } from './setup.mjs';

const OUT = join(root, '.cache', 'bench-map');

/** Scenes and what of each is measured; `d3` frames are few where they take seconds. */
const SCENES = [
  { name: '40 nodes, 1,040 CPUs, 10k cells', nodes: 40, cores: 26, guests: 300, d3: 24 },
  { name: '64 nodes, 4,096 CPUs, 1,000 guests', nodes: 64, cores: 64, guests: 1000, d3: 12 },
  { name: '256 nodes, 4,096 CPUs, 2,000 guests', nodes: 256, cores: 16, guests: 2000, d3: 4 },
];
const MODES = ['drag', 'all', 'play', 'zoom'];
const ROUNDS = 5;
const FRAMES = 60;

/** Draw budgets against d3 and frame budgets against the empty page. */
const BUDGETS = { drag: 1 / 100, all: 1 / 20, frame50: 1.05, frame95: 2 };

function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

async function bundle() {
  const entry = join(root, 'src/view/map/testing/bench-page.ts');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { outDir: OUT, lib: { entry, formats: ['iife'], name: 'bench', fileName: () => 'bench.js' } },
  });
}

async function openPage(browser) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await page.setContent(
    '<body style="margin:0;background:#0a0c10"><canvas></canvas><svg width="1600" height="900"></svg></body>',
  );
  await page.addScriptTag({ path: join(OUT, 'bench.js') });
  return page;
}

const call = (page, ...args) => page.evaluate((all) => window.nearfarBench[all[0]](...all.slice(1)), args);

/** The techniques take turns, so that a busy machine is busy for all of them. */
async function measure(page, scene, mode) {
  const rounds = { map: [], d3: [], empty: [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const technique of ['empty', 'map', 'd3']) {
      if (technique === 'd3' && mode !== 'drag' && mode !== 'all') continue;
      rounds[technique].push(await call(page, 'run', technique, mode, technique === 'd3' ? scene.d3 : FRAMES));
    }
  const least = (technique, kind, q) => Math.min(...rounds[technique].map((round) => quantile(round[kind], q)));
  return {
    mode,
    draw: least('map', 'draw', 0.5),
    draw95: least('map', 'draw', 0.95),
    d3: rounds.d3.length > 0 ? least('d3', 'draw', 0.5) : null,
    frame50: least('map', 'frame', 0.5) / least('empty', 'frame', 0.5),
    frame95: least('map', 'frame', 0.95) / least('empty', 'frame', 0.95),
  };
}

function verdict({ mode, draw, d3, frame50, frame95 }) {
  const faults = [];
  if (d3 !== null && draw / d3 > BUDGETS[mode]) faults.push(`draw above 1/${Math.round(1 / BUDGETS[mode])}`);
  if (frame50 > BUDGETS.frame50) faults.push('frame p50');
  if (frame95 > BUDGETS.frame95) faults.push('frame p95');
  return faults.length > 0 ? faults.join(', ') : 'within';
}

function line(scene, result) {
  const ratio = result.d3 === null ? '–' : `1/${Math.round(result.d3 / result.draw)}`;
  const columns = [
    scene.name.padEnd(38),
    result.mode.padEnd(5),
    `${result.draw.toFixed(2)} / ${result.draw95.toFixed(2)}`.padStart(15),
    (result.d3 === null ? '–' : result.d3.toFixed(1)).padStart(8),
    ratio.padStart(7),
    `${result.frame50.toFixed(2)} / ${result.frame95.toFixed(2)}`.padStart(12),
    verdict(result),
  ];
  return columns.join('  ');
}

async function heapMiB(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1_048_576;
}

await bundle();
const executablePath = await findBrowser();
const browser = await chromium.launch({ args: browserFlags, ...(executablePath ? { executablePath } : {}) });
const report = [];
console.log(
  'scene'.padEnd(38),
  'mode ',
  'draw p50/p95 ms'.padStart(16),
  'd3 ms'.padStart(9),
  'ratio'.padStart(8),
  'frame 50/95'.padStart(13),
);
for (const scene of SCENES) {
  const page = await openPage(browser);
  await call(page, 'prepare', scene.nodes, scene.cores, scene.guests);
  const results = [];
  for (const mode of MODES) {
    const result = await measure(page, scene, mode);
    results.push({ ...result, verdict: verdict(result) });
    console.log(line(scene, result));
  }
  const heap = await heapMiB(page);
  const [load] = loadavg();
  console.log(`${scene.name}: heap ${heap.toFixed(1)} MiB; load ${load.toFixed(1)} on ${availableParallelism()} cores`);
  report.push({ scene: scene.name, heapMiB: heap, load, results });
  await page.close();
}
await browser.close();
mkdirSync(join(root, '.cache', 'reports'), { recursive: true });
writeFileSync(join(root, '.cache', 'reports', 'bench-map.json'), `${JSON.stringify(report, undefined, 2)}\n`);
