import { describe, expect, it } from 'vitest';
import { deliverable, maxMin } from './cpu.ts';

function shares(guests: readonly (readonly [number, number, number])[], cores: number): number[] {
  const demand = Float64Array.from(guests, ([, , want]) => want);
  const weight = Float64Array.from(guests, ([w, vcpus]) => w * vcpus);
  const result = new Float64Array(guests.length);
  const total = demand.reduce((sum, want) => sum + want, 0);
  maxMin(demand, weight, guests.length, deliverable(total, cores, cores), result);
  return [...result].map((share) => Math.round(share * 1000) / 1000);
}

describe('CPU shares (MODEL §4)', () => {
  it('counts the weight once per running vCPU', () => {
    expect(
      shares(
        [
          [512, 4, 4],
          [256, 4, 4],
        ],
        4,
      ),
    ).toEqual([2.667, 1.333]);
    expect(
      shares(
        [
          [512, 1, 1],
          [256, 4, 4],
          [256, 4, 4],
        ],
        4,
      ),
    ).toEqual([0.8, 1.6, 1.6]);
  });
  it('gives what a capped guest leaves to the others', () => {
    expect(
      shares(
        [
          [512, 4, 1.5],
          [256, 4, 4],
        ],
        4,
      ),
    ).toEqual([1.5, 2.5]);
  });
  it('adds a quarter of a core for a second thread', () => {
    expect(deliverable(8, 4, 8)).toBe(5);
    expect(deliverable(3, 4, 8)).toBe(3);
  });
});
