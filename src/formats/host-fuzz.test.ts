import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';
import { readHost } from './read-host.ts';
import { CORPUS, corpusCases } from './testing/corpus.ts';
import { mutate, randomNumbers } from './testing/mutate.ts';
import { faultsOfHost } from './testing/useful.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'testing', 'fixtures', name), 'utf8');

const NUMACTL = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3
node 0 size: 4096 MB
node 0 free: 1000 MB
node 1 cpus: 4 5 6 7
node 1 size: 2048 MB
node 1 free: 0 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;

/** Either a host that the model and the engine take, or errors with a place. */
function check(text: string): void {
  const { value, problems } = readHost(text, 'mutant');
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(errors.length > 0).toBe(value === undefined);
  for (const { line, column } of errors) expect([line, column]).toEqual([expect.any(Number), expect.any(Number)]);
  if (value) expect(faultsOfHost(value.host)).toEqual([]);
}

function checkMutants(text: string, seed: number, times: number): void {
  const random = randomNumbers(seed);
  for (let i = 0; i < times; i++) {
    const mutant = mutate(text, random);
    try {
      check(mutant);
    } catch (error) {
      throw new Error(`seed ${seed}, mutant ${i}: ${JSON.stringify(mutant.slice(0, 2000))}`, { cause: error });
    }
  }
}

describe('damaged inputs are refused, or give a host that can be used', () => {
  const texts: [string, string][] = [
    ['numactl', NUMACTL],
    ['hwloc 1', fixture('hbm-beside-dram.v1.xml')],
    ['hwloc 2', fixture('memory-for-all.v2.xml')],
    ['hwloc 2, restricted', fixture('restricted.v2.xml')],
  ];

  test.each(texts)('%s', (_, text) => checkMutants(text, 1, 500));

  test('bytes of any kind are a text or an error with a place', () => {
    const random = randomNumbers(7);
    for (let i = 0; i < 500; i++) {
      const bytes = Uint8Array.from({ length: random(64) }, () => random(256));
      const { value, problems } = decodeText(bytes, 'bytes');
      expect(problems.length > 0).toBe(value === undefined);
      if (value !== undefined) check(value);
    }
  });
});

const KINDS = ['hwloc-v1', 'hwloc-v2', 'hwloc-v3', 'numactl', 'lscpu', 'xl-info-n', 'virsh-capabilities'];

describe.skipIf(CORPUS === undefined)('damaged files of the corpus (skipped without NEARFAR_CORPUS)', () => {
  test.each(KINDS)('%s', (kind) => {
    for (const [seed, { bytes }] of corpusCases(kind).entries()) {
      const text = decodeText(bytes, kind).value!;
      checkMutants(text, seed, text.length > 100_000 ? 2 : 10);
    }
  });
});
