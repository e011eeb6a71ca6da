import { expect, test } from 'vitest';
import { clockText, countText, durationText, percentText, sentenceText } from './format.ts';

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

test.each([
  [
    'needs 8192 MiB on one node with CPUs, at most 512 MiB is free',
    'needs 8.0 GiB on one node with CPUs, at most 512 MiB is free',
  ],
  ['needs 2048 MiB, at most 2047 MiB is free', 'needs 2048 MiB, at most 2047 MiB is free'],
  ['8192 MiB and 8192 MiB', '8.0 GiB and 8.0 GiB'],
  ['node 8192 has no CPUs', 'node 8192 has no CPUs'],
])('%s', (sentence, text) => {
  expect(sentenceText(sentence)).toBe(text);
});
