import { expect, test } from 'vitest';
import { DOCK, fitting, heightByKey } from './dock.ts';

test('neither the table nor the map is squeezed away', () => {
  expect(fitting(3)).toBe(DOCK.least);
  expect(fitting(99)).toBe(DOCK.most);
  expect(fitting(33.333)).toBe(33.3);
});

test('keys make it higher and lower, up to the ends', () => {
  expect(heightByKey('ArrowUp', 30)).toBe(32);
  expect(heightByKey('ArrowDown', 30)).toBe(28);
  expect(heightByKey('PageUp', 60)).toBe(DOCK.most);
  expect(heightByKey('PageDown', 20)).toBe(DOCK.least);
  expect(heightByKey('Home', 30)).toBe(DOCK.least);
  expect(heightByKey('End', 30)).toBe(DOCK.most);
  expect(heightByKey('a', 30)).toBeUndefined();
  expect(heightByKey('constructor', 30)).toBeUndefined();
});
