import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces, printJson } from './json.ts';

test('a document in pieces is what it is in one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, levels) => {
      expect([...jsonPieces(value, levels)].join('')).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('members that are not there are left out, figures that are none are null', () => {
  const value = { a: undefined, b: [undefined, NaN, { c: undefined }], d: 'x\ny' };
  expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value, null, 2));
});

test('a long document is handed over piece by piece', () => {
  const written: string[] = [];
  const value = { list: Array.from({ length: 30 }, () => 'x'.repeat(100_000)) };
  printJson({ read: () => new Uint8Array(), out: (text) => written.push(text), err: () => {} }, value);
  expect(written.length).toBeGreaterThan(1);
  expect(JSON.parse(written.join(''))).toEqual(value);
});
