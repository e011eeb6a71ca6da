import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tagsOf } from './tags.ts';

const named = (names: readonly string[]) => names.map((name) => ({ name, vcpus: 1, memoryMiB: 256 }));

test('a tag says the beginning and the number of a name', () => {
  expect(tagsOf(named(['db-1', 'db-2', 'web-1', 'cache', 'mail', 'ci']))).toEqual(['d1', 'd2', 'w1', 'ca', 'ma', 'ci']);
});

test('names alike get different ones', () => {
  expect(tagsOf(named(['build-1', 'backup-1', 'batch-11', 'b', '-']))).toEqual(['b1', 'ba', 'bt', 'b0', '·0']);
});

test('no two guests share a tag, whatever they are called; hundreds of usual names have one each', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 80 }), (names) => {
      const tags = tagsOf(named(names)).filter((tag) => tag !== '');
      expect(new Set(tags).size).toBe(tags.length);
    }),
  );
  const kinds = ['db', 'web', 'mail', 'ci', 'files', 'app', 'test', 'gis', 'erp', 'kube'];
  const many = tagsOf(named(kinds.flatMap((kind) => Array.from({ length: 90 }, (_, i) => `${kind}-${i + 1}`))));
  expect(many.filter((tag) => tag !== '')).toHaveLength(900);
});
