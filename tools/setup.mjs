// What every command needs before it can run on a machine that has only Node: dependencies and a current build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];
const STAMP = join(root, 'dist', '.built');

/** Modification time in ms, 0 where there is nothing. */
function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(path) {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return modified(path);
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** Runs a Node program with the project as its folder; ends this process with its status when it fails. */
export function node(args, { quiet = false } = {}) {
  const stdio = quiet ? ['ignore', 2, 2] : 'inherit';
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio });
  if (status !== 0) process.exit(status ?? 1);
}

/** The script behind a program in node_modules, so that no shell is needed on any system. */
export function bin(...path) {
  return join(root, 'node_modules', ...path);
}

function npm(args) {
  const viaNpm = process.env.npm_execpath;
  const [command, first] = viaNpm?.endsWith('js') ? [process.execPath, [viaNpm]] : ['npm', []];
  const { status } = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs the locked dependencies unless they are there already. */
export function ensureInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (modified(installed) >= modified(join(root, 'package-lock.json'))) return;
  console.error('Installing dependencies …');
  npm(['ci', '--no-audit', '--no-fund']);
  const now = new Date();
  utimesSync(installed, now, now);
}

/** Builds the page and the command line unless the last build is newer than everything it was made from. */
export function ensureBuilt() {
  const latest = SOURCES.reduce((time, name) => Math.max(time, newest(join(root, name))), 0);
  if (modified(STAMP) >= latest) return;
  console.error('Building …');
  build();
}

export function build() {
  const vite = bin('vite', 'bin', 'vite.js');
  node([vite, 'build', '--logLevel', 'warn'], { quiet: true });
  node([vite, 'build', '--ssr', '--mode', 'cli', '--logLevel', 'warn'], { quiet: true });
  writeFileSync(STAMP, '');
}
