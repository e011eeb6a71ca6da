// `npm run bench:peer`: the same flows on SimGrid and on the engine, in turn on this machine, and the ratio of their times.
// Needs a C++ compiler and SimGrid's library (Debian: g++ and libsimgrid-dev); says so where they are missing.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

const COMPILER = process.env.CXX ?? 'g++';
const FOLDER = join(root, '.cache', 'peer');
const PROGRAM = join(FOLDER, process.platform === 'win32' ? 'flows.exe' : 'flows');
const ENGINE = join(root, 'dist', 'cli', 'nearfar.js');
/** Rounds of both programs in turn; the least time of each counts, for what else runs only ever adds. */
const ROUNDS = Number(process.argv[2] ?? 5);

/** `must` and `stretch`: the most that ours may take, as a share of the peer's time per completion. */
const CASES = [
  { kind: 'mesh', nodes: 8, flows: 100, bounds: true, events: 100_000, must: 1, stretch: 0.5 },
  { kind: 'mesh', nodes: 8, flows: 1000, bounds: true, events: 8000, must: 0.3, stretch: 0.1 },
  { kind: 'mesh', nodes: 64, flows: 100, bounds: true, events: 60_000, must: 1.5, stretch: 0.75 },
  { kind: 'mesh', nodes: 8, flows: 1000, bounds: false, events: 20_000, must: 1, stretch: 0.5 },
  { kind: 'mesh', nodes: 8, flows: 10_000, bounds: false, events: 2000, must: 0.7, stretch: 0.2 },
  { kind: 'ring', nodes: 8, flows: 1000, bounds: true, events: 3000 },
  { kind: 'full', nodes: 8, flows: 1000, bounds: true, events: 3000 },
];

function say(text) {
  process.stdout.write(`${text}\n`);
}

function fail(text) {
  process.stderr.write(`bench:peer: ${text}\n`);
  process.exit(1);
}

function buildPeer() {
  mkdirSync(FOLDER, { recursive: true });
  const source = join(root, 'tools', 'peer', 'flows.cpp');
  const { status, error, stderr } = spawnSync(COMPILER, ['-std=c++17', '-O2', '-o', PROGRAM, source, '-lsimgrid'], {
    encoding: 'utf8',
  });
  if (error !== undefined) fail(`there is no C++ compiler "${COMPILER}" (Debian: apt-get install g++)`);
  if (status === 0) return;
  if (/simgrid/.test(stderr)) fail(`SimGrid is missing (Debian: apt-get install libsimgrid-dev)\n${stderr}`);
  fail(`tools/peer/flows.cpp does not compile\n${stderr}`);
}

function output(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) fail(`${command} ${args.join(' ')} failed\n${stderr}`);
  return JSON.parse(stdout);
}

/** Microseconds per completion. */
function peer({ kind, nodes, flows, events, bounds }) {
  const result = output(PROGRAM, [kind, `${nodes}`, `${flows}`, `${events}`, bounds ? 'bounds' : 'free']);
  return 1e6 / result.eventsPerSecond;
}

function ours({ kind, nodes, flows, events, bounds }) {
  const sizes = ['--kind', kind, '--nodes', `${nodes}`, '--flows', `${flows}`, '--events', `${events}`];
  const args = [ENGINE, 'bench', 'flows', ...sizes, ...(bounds ? [] : ['--no-bounds']), '--json'];
  const [{ seconds }] = output(process.execPath, args).cases;
  return (1e6 * seconds) / (events - Math.floor(events / 10));
}

function target(ratio, limit) {
  return limit === undefined ? '' : `${limit} ${ratio <= limit ? 'met' : 'missed'}`;
}

function compare(test) {
  const times = { ours: Infinity, peer: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    times.peer = Math.min(times.peer, peer(test));
    times.ours = Math.min(times.ours, ours(test));
  }
  const ratio = times.ours / times.peer;
  const name = `${test.kind} N=${test.nodes} F=${test.flows}${test.bounds ? '' : ' no bounds'}`;
  return [
    name.padEnd(28),
    times.peer.toFixed(1).padStart(12),
    times.ours.toFixed(1).padStart(10),
    ratio.toFixed(3).padStart(8),
    target(ratio, test.must).padStart(12),
    target(ratio, test.stretch).padStart(12),
  ].join('');
}

ensureInstalled();
ensureBuilt();
buildPeer();
say(`Time per completion, µs, best of ${ROUNDS} in turn; ratio = ours / SimGrid's, smaller is better`);
say(
  `${'flows'.padEnd(28)}${'SimGrid'.padStart(12)}${'Nearfar'.padStart(10)}${'ratio'.padStart(8)}${'must'.padStart(12)}${'stretch'.padStart(12)}`,
);
for (const test of CASES) say(compare(test));
