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

/** So many events that what compiles our code counts little. `must` and `stretch`: the most that ours may take, as a share of the peer's time per completion. */
const CASES = [
  { kind: 'mesh', nodes: 8, flows: 100, bounds: true, events: 100_000, must: 1, stretch: 0.5 },
  { kind: 'mesh', nodes: 8, flows: 1000, bounds: true, events: 8000, must: 0.3, stretch: 0.1 },
  { kind: 'mesh', nodes: 64, flows: 100, bounds: true, events: 60_000, must: 1.5, stretch: 0.75 },
  { kind: 'mesh', nodes: 8, flows: 1000, bounds: false, events: 20_000, must: 1, stretch: 0.5 },
  { kind: 'mesh', nodes: 8, flows: 10_000, bounds: false, events: 2000, must: 0.7, stretch: 0.2 },
  { kind: 'ring', nodes: 8, flows: 1000, bounds: true, events: 10_000 },
  { kind: 'full', nodes: 8, flows: 1000, bounds: true, events: 40_000 },
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

/** Microseconds per completion, by the clock on the wall and of processor time. */
function perEvent({ seconds, cpuSeconds }, events) {
  const counted = events - Math.floor(events / 10);
  return { wall: (1e6 * seconds) / counted, cpu: (1e6 * cpuSeconds) / counted };
}

function peer({ kind, nodes, flows, events, bounds }) {
  const result = output(PROGRAM, [kind, `${nodes}`, `${flows}`, `${events}`, bounds ? 'bounds' : 'free']);
  return perEvent(result, events);
}

function ours({ kind, nodes, flows, events, bounds }) {
  const sizes = ['--kind', kind, '--nodes', `${nodes}`, '--flows', `${flows}`, '--events', `${events}`];
  const args = [ENGINE, 'bench', 'flows', ...sizes, ...(bounds ? [] : ['--no-bounds']), '--json'];
  return perEvent(output(process.execPath, args).cases[0], events);
}

function target(ratio, limit) {
  return limit === undefined ? '' : `${limit} ${ratio <= limit ? 'met' : 'missed'}`;
}

function least(a, b) {
  return { wall: Math.min(a.wall, b.wall), cpu: Math.min(a.cpu, b.cpu) };
}

function row([name, ...cells]) {
  return [name.padEnd(28), ...cells.map((cell) => cell.padStart(12))].join('').trimEnd();
}

function compare(test) {
  let theirs = { wall: Infinity, cpu: Infinity };
  let own = { wall: Infinity, cpu: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    theirs = least(theirs, peer(test));
    own = least(own, ours(test));
  }
  const ratio = own.wall / theirs.wall;
  return row([
    `${test.kind} N=${test.nodes} F=${test.flows}${test.bounds ? '' : ' no bounds'}`,
    theirs.wall.toFixed(1),
    own.wall.toFixed(1),
    ratio.toFixed(3),
    (own.cpu / theirs.cpu).toFixed(3),
    target(ratio, test.must),
    target(ratio, test.stretch),
  ]);
}

ensureInstalled();
ensureBuilt();
buildPeer();
say(
  `Time per completion, µs, best of ${ROUNDS} in turn; ratio = ours / SimGrid's, smaller is better; CPU: of processor time`,
);
say(row(['flows', 'SimGrid', 'Nearfar', 'ratio', 'CPU ratio', 'must', 'stretch']));
for (const test of CASES) say(compare(test));
