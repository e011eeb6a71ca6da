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

describe('folders', () => {
  const code = filesBelow(src).filter((path) => /\.tsx?$/.test(path) && !/\.test\.|[\\/]testing[\\/]/.test(path));

  test('every relative import lies in its own folder or in one that the folder may import', () => {
    expect(code.flatMap(wrongImports)).toEqual([]);
  });

  test('every folder says what lives in it', () => {
    const folders = readdirSync(src).filter((name) => statSync(join(src, name)).isDirectory());
    expect(folders.filter((name) => !existsSync(join(src, name, 'README.md')))).toEqual([]);
  });
});
