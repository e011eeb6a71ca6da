import { expect, test } from 'vitest';
import { createHasher, digest, hashNumber, hashText } from './hash.ts';

function hashOf(...values: readonly (number | string)[]): string {
  const h = createHasher();
  for (const value of values) {
    if (typeof value === 'number') hashNumber(h, value);
    else hashText(h, value);
  }
  return digest(h);
}

test('is sixteen hex digits, equal for equal input', () => {
  expect(hashOf(1, 'a', 0.1)).toMatch(/^[0-9a-f]{16}$/);
  expect(hashOf(1, 'a', 0.1)).toBe(hashOf(1, 'a', 0.1));
});

test('tells apart what differs in one bit, in order or in where texts end', () => {
  const seen = [
    hashOf(0),
    hashOf(-0),
    hashOf(0.1 + 0.2),
    hashOf(0.3),
    hashOf(1, 2),
    hashOf(2, 1),
    hashOf('ab', 'c'),
    hashOf('a', 'bc'),
    hashOf(''),
    hashOf(),
  ];
  for (let n = 0; n < 10_000; n++) seen.push(hashOf(n + 0.5));
  expect(new Set(seen).size).toBe(seen.length);
});
