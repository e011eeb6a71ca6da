import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

// The compiler's references are transitive (view compiles through store into formats), so it cannot see a direct import
// that skips a layer: this test can.

const src = resolve('src');
const configs = filesBelow(src).filter((path) => path.endsWith(`${sep}tsconfig.json`));
const projects = configs.map((path) => dirname(path)).toSorted((a, b) => b.length - a.length);

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** The innermost project that holds a file. */
function projectOf(path: string): string | undefined {
  return projects.find((folder) => path.startsWith(folder + sep));
}

function references(project: string): string[] {
  const config = JSON.parse(readFileSync(join(project, 'tsconfig.json'), 'utf8')) as {
    references?: { path: string }[];
  };
  return (config.references ?? []).map((reference) => resolve(project, reference.path));
}

function relativeImports(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const found = text.matchAll(/(?:from|import|import\(|new URL\()\s*['"](\.[^'"]+)['"]/g);
  return [...found].map((match) => resolve(dirname(path), match[1].replace(/\?.*$/, '')));
}

export function wrongImports(path: string): string[] {
  const project = projectOf(path);
  if (project === undefined) return [`${relative(src, path)} lies in no project`];
  const allowed = new Set([project, ...references(project)]);
  return relativeImports(path)
    .filter((target) => !allowed.has(projectOf(target) ?? '') && !isWorkerEntry(path, target))
    .map((target) => `${relative(src, path)} → ${relative(src, target)}`);
}

/** A worker's address is named by the page that starts it; nothing is imported by that. */
function isWorkerEntry(path: string, target: string): boolean {
  return path.startsWith(join(src, 'worker', 'page')) && target === join(src, 'worker', 'side', 'main.ts');
}

/** Types are gone when the code runs: a folder may describe what a later one gives it. */
function isTypeOnly(path: string, target: string): boolean {
  const name = target.slice(target.lastIndexOf(sep) + 1);
  const lines = readFileSync(path, 'utf8')
    .split(';')
    .filter((statement) => statement.includes(`/${name}'`));
  return lines.every((statement) => /import type |export type /.test(statement));
}

describe('folders', () => {
  const code = filesBelow(src).filter((path) => /\.tsx?$/.test(path) && !/\.test\.|[\\/]testing[\\/]/.test(path));

  test('every relative import lies in its own folder or in one that the folder may import', () => {
    expect(code.flatMap(wrongImports)).toEqual([]);
  });

  test('every folder says what lives in it', () => {
    const folders = readdirSync(src).filter((name) => statSync(join(src, name)).isDirectory());
    expect(folders.filter((name) => !existsSync(join(src, name, 'README.md')))).toEqual([]);
  });

  test('a room of the engine imports only the rooms before it, in the order of its README', () => {
    const engine = join(src, 'engine');
    const order = [...readFileSync(join(engine, 'README.md'), 'utf8').matchAll(/^\| `([a-z]+)` \|/gm)].map(
      ([, room]) => room,
    );
    const rankOf = (path: string): number => order.indexOf(relative(engine, path).split(sep)[0]);
    const backward = code
      .filter((path) => rankOf(path) >= 0)
      .flatMap((path) => relativeImports(path).map((target) => [path, target] as const))
      .filter(([path, target]) => rankOf(target) > rankOf(path) && !isTypeOnly(path, target))
      .map(([path, target]) => `${relative(engine, path)} → ${relative(engine, target)}`);
    expect(order.length).toBeGreaterThan(5);
    expect(backward).toEqual([]);
  });
});
