import { expect, test } from 'vitest';
import { rowByKey } from './row-keys.ts';

test('keys move within the table and no further', () => {
  expect(rowByKey('ArrowDown', 3, 10, 5)).toBe(4);
  expect(rowByKey('ArrowDown', 9, 10, 5)).toBe(9);
  expect(rowByKey('ArrowUp', 0, 10, 5)).toBe(0);
  expect(rowByKey('PageDown', 3, 10, 5)).toBe(8);
  expect(rowByKey('PageUp', 3, 10, 5)).toBe(0);
  expect(rowByKey('Home', 3, 10, 5)).toBe(0);
  expect(rowByKey('End', 3, 10, 5)).toBe(9);
});

test('other keys lead nowhere, no key leads into an empty table', () => {
  expect(rowByKey('Enter', 3, 10, 5)).toBeUndefined();
  expect(rowByKey('End', 0, 0, 5)).toBeUndefined();
});
