import { describe, expect, test } from 'vitest';
import { heatSteps } from './heat.ts';

function steps(workload: { hotFraction?: number; hotShare?: number }): string {
  return heatSteps({ name: 'g', vcpus: 1, memoryMiB: 1024, workload }).join('');
}

describe('heat steps of the 32 extents, hottest first', () => {
  test('a fifth takes four fifths: six hot extents, one between, the rest a quarter of the mean', () => {
    expect(steps({})).toBe(`0000001${'2'.repeat(25)}`);
  });

  test('evenly used memory is one shade', () => {
    expect(steps({ hotFraction: 1, hotShare: 1 })).toBe('1'.repeat(32));
    expect(steps({ hotFraction: 0.5, hotShare: 0.5 })).toBe('1'.repeat(32));
  });

  test('memory that is hardly used is the coldest', () => {
    expect(steps({ hotFraction: 0.125, hotShare: 1 })).toBe(`0000${'3'.repeat(28)}`);
  });
});
