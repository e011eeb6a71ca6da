import { expect, test } from 'vitest';
import { clockText, countText, durationText, percentText } from './format.ts';

test.each([
  [0, '0:00.0'],
  [72.5, '1:12.5'],
  [59.99, '0:59.9'],
  [0.1 + 0.2, '0:00.3'],
  [3600, '1:00:00.0'],
  [86_399.95, '23:59:59.9'],
])('%d s on the clock', (time, text) => {
  expect(clockText(time)).toBe(text);
});

test('lengths are written without tenths', () => {
  expect(durationText(120)).toBe('2:00');
  expect(durationText(86_400)).toBe('24:00:00');
});

test('shares and counts', () => {
  expect(percentText(0.283)).toBe('28 %');
  expect(percentText(0.283, 1)).toBe('28.3 %');
  expect(countText(1, 'guest')).toBe('1 guest');
  expect(countText(3, 'guest')).toBe('3 guests');
});
