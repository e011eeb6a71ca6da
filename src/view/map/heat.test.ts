import { describe, expect, test } from 'vitest';
import { heatSteps } from './heat.ts';

function steps(hotFraction: number, hotShare: number): string {
  return heatSteps({ name: 'g', vcpus: 1, memoryMiB: 1, workload: { hotFraction, hotShare } }).join('');
}

describe('heat steps of 32 extents, hottest first', () => {
  test('the brightest cover the first 60 % of the accesses, then up to 86 %, 97 % and the rest', () => {
    // F(x) = 4x up to 0.2, then 0.8 + (x − 0.2) / 4: 60 % at 0.15, 86 % at 0.44, 97 % at 0.88.
    expect(steps(0.2, 0.8)).toBe('00000111111111222222222222223333');
  });

  test('a tenth of the pages with nine tenths of the accesses: a thin bright edge', () => {
    expect(steps(0.1, 0.9)).toBe('001' + '2'.repeat(20) + '3'.repeat(9));
  });

  test('even heat: as many pages as accesses in every step', () => {
    expect(steps(1, 1)).toBe('0'.repeat(19) + '1'.repeat(9) + '2'.repeat(3) + '3');
  });
});
