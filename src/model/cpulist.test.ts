import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCpulist, parseCpulist } from './cpulist.ts';

test.each<[string, number[] | string]>([
  ['', []],
  ['0-3,8', [0, 1, 2, 3, 8]],
  [' 3 , 1 - 2 ', [1, 2, 3]],
  ['3-1', 'the range "3-1" runs backwards'],
  ['0-99999999', 'CPU 99999999 is beyond 65535'],
  ['a', '"a" is not a CPU number or a range like 0-3'],
  ['1,', '"" is not a CPU number or a range like 0-3'],
  ['-1', '"-1" is not a CPU number or a range like 0-3'],
])('"%s" reads as %j', (text, expected) => {
  expect(parseCpulist(text)).toEqual(expected);
});

test('what was written reads back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(300)), (numbers) => {
      expect(parseCpulist(formatCpulist(numbers))).toEqual(numbers.toSorted((a, b) => a - b));
    }),
  );
});
