import { describe, expect, test } from 'vitest';
import { loadedWait, utilisationAt } from './wait-curve.ts';

describe('the measured loaded-latency curve', () => {
  // Medians of L/L₀ over twelve configurations; the fit's mean error is 2.7 %, its 95th percentile 10 %.
  test.each([
    [0.15, 1.06],
    [0.25, 1.12],
    [0.35, 1.16],
    [0.45, 1.21],
    [0.55, 1.25],
    [0.75, 1.4],
    [0.85, 1.57],
    [0.96, 2.0],
  ])('at %f of its bandwidth a controller is %f times as slow as idle, within 12 %', (u, measured) => {
    expect(Math.abs((1 + loadedWait(u)) / measured - 1)).toBeLessThan(0.12);
  });

  test('the inverse gives back the utilisation, and 1 from saturation on', () => {
    for (let u = 0; u <= 1; u += 1 / 64) expect(utilisationAt(loadedWait(u))).toBeCloseTo(u, 13);
    expect(utilisationAt(0.97)).toBe(1);
    expect(utilisationAt(1e9)).toBe(1);
    expect(utilisationAt(-1)).toBe(0);
  });
});
