import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitmapHas, bitmapNumbers, parseBitmap } from './bitmap.ts';
import { decodeText } from './decode.ts';
import { positionAt } from './position.ts';

/** What the platform makes of bytes; undefined = refused. */
function platform(array: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(array);
  } catch {
    return undefined;
  }
}

describe('bytes as text', () => {
  test('any text comes back from its UTF-8 bytes, as the platform decodes them', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(decodeText(bytes, 'x').value).toBe(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      }),
      { seed: 1 },
    );
  });

  test('bytes are refused exactly where the platform refuses them', () => {
    const bytes = fc.uint8Array({ maxLength: 12, min: 0x70 });
    fc.assert(
      fc.property(bytes, (array) => {
        fc.pre(!(array[0] === 0xff && array[1] === 0xfe) && !(array[0] === 0xfe && array[1] === 0xff));
        expect(decodeText(array, 'x').value).toBe(platform(array));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('a long text is one piece', () => {
    const text = 'aé𝒩\n'.repeat(10_000);
    expect(decodeText(new TextEncoder().encode(text), 'x').value).toBe(text);
  });

  test('UTF-16 with its mark is read in both orders', () => {
    const little = Uint8Array.from(Buffer.from('\uFEFFa𝒩', 'utf16le'));
    expect(decodeText(little, 'x').value).toBe('a𝒩');
    expect(decodeText(Uint8Array.from(Buffer.from(little).swap16()), 'x').value).toBe('a𝒩');
  });

  test('a wrong byte is named with its place', () => {
    const { problems } = decodeText(Uint8Array.from([0x61, 0x0a, 0x62, 0xfc, 0x63]), 'x.txt');
    expect(problems).toMatchObject([{ file: 'x.txt', line: 2, column: 2, message: expect.stringContaining('0xfc') }]);
  });
});

describe('bitmaps', () => {
  test.each([
    ['0x0000000f', [0, 1, 2, 3], false],
    ['0x1,,0x80000000', [31, 64], false],
    ['0x0', [], false],
    ['', [], false],
    ['0xf...f', [], true],
    ['0xf...f,0x00000001', [0], true],
    ['00000003,00000000', [32, 33], false],
  ])('%j', (text, numbers, infinite) => {
    const bitmap = parseBitmap(text);
    if (typeof bitmap === 'string') throw new Error(bitmap);
    expect(bitmapNumbers(bitmap)).toEqual(numbers);
    expect(bitmap.infinite).toBe(infinite);
    expect(bitmapHas(bitmap, 5000)).toBe(infinite);
    for (const bit of numbers) expect(bitmapHas(bitmap, bit)).toBe(true);
  });

  test.each(['zz', '0x123456789', '0x1;0x2', `0x1${',0x0'.repeat(3000)}`])('%j is refused', (text) => {
    expect(parseBitmap(text)).toBeTypeOf('string');
  });
});

test('lines end with LF, CR LF or CR', () => {
  const text = 'a\r\nb\rc\nd';
  expect([0, 1, 3, 5, 7].map((offset) => positionAt(text, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
  ]);
});
