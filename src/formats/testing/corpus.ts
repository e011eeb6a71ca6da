import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where the corpus lies; undefined = its tests are skipped. It is no part of the repository. */
export const CORPUS = process.env.NEARFAR_CORPUS || undefined;

export interface CorpusCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: Record<string, unknown>;
}

/** The cases of one kind with their answers; none without a corpus. */
export function corpusCases(kind: string): CorpusCase[] {
  if (CORPUS === undefined) return [];
  const folder = join(CORPUS, 'dev', kind);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.expected.json'))
    .map((name) => name.slice(0, -'.expected.json'.length))
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({
      name,
      bytes: readFileSync(join(folder, name)),
      expected: JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')) as Record<string, unknown>,
    }));
}

export interface HostileCase {
  readonly file: string;
  readonly kind: string;
  readonly action: 'accept' | 'accept-warn' | 'reject' | 'accept-or-reject';
  readonly behaviour: string;
  readonly bytes: Uint8Array;
}

/** The malformed and malicious inputs of some kinds, with what should happen. */
export function hostileCases(kinds: readonly string[]): HostileCase[] {
  if (CORPUS === undefined) return [];
  const folder = join(CORPUS, 'hostile');
  const manifest = JSON.parse(readFileSync(join(folder, 'MANIFEST.json'), 'utf8')) as {
    cases: (Omit<HostileCase, 'bytes'> & { bytes: number })[];
  };
  return manifest.cases
    .filter(({ kind }) => kinds.includes(kind))
    .map((one) => ({ ...one, bytes: readFileSync(join(folder, one.file)) }));
}

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Keys in the expected files' spelling, all the way down. */
export function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snake(key), snakeCased(inner)]));
}
