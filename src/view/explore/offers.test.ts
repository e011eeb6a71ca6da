import { describe, expect, test } from 'vitest';
import type { CostReport } from '../../engine/reports.ts';
import { bestNode, chosenOffer, isBetter, offersOf, speedAt, workGain } from './offers.ts';
import { cost, FULL, report, steady } from './testing/costs.ts';

describe('work over 60 s', () => {
  test('is the area under the steps against staying', () => {
    // 0.03 s at 0, to 4 s at 0.5, then 56 s at 0.75; staying: 60 s at 0.5.
    const expected = (3.97 * 0.5 + 56 * 0.75) / 30 - 1;
    expect(workGain(cost('hot-first'))).toBeCloseTo(expected, 12);
  });

  test('does not look beyond the minute', () => {
    expect(workGain({ curve: [[0, 0.5], [70, 9]], speedBefore: 0.5 })).toBe(0); // prettier-ignore
  });

  test('from nothing is without bound, and nothing from nothing is no gain', () => {
    expect(workGain({ curve: [[0, 0.5]], speedBefore: 0 })).toBe(Infinity);
    expect(workGain({ curve: [[0, 0]], speedBefore: 0 })).toBe(0);
  });

  test('the speed at an instant is that of the step', () => {
    const { curve } = cost('live');
    expect([0, 0.02, 3.9, 4, 60].map((at) => speedAt(curve, at))).toEqual([0, 0, 0.5, 0.75, 0.75]);
  });
});

describe('offers of a node', () => {
  test('computing until the answer is there', () => {
    const offers = offersOf([0, 7], new Map<number, CostReport | 'computing'>([[0, steady(0.6)], [7, 'computing']])); // prettier-ignore
    expect(offers.map((offer) => offer.state)).toEqual(['possible', 'computing']);
    expect(bestNode(offers, 0)).toBeUndefined();
  });

  test('refused where no mechanism brings the memory, though vCPUs could go', () => {
    const [offer] = offersOf([0], new Map([[0, FULL]]));
    expect(offer).toMatchObject({ state: 'refused', best: undefined });
    expect(chosenOffer(offer, null)).toMatchObject({ mover: 'hot-first', refused: expect.stringContaining('needs') });
    expect(chosenOffer(offer, 'vcpu-only')?.cost).toBeDefined();
  });

  test('to leave the memory behind is never the best, however fast', () => {
    const [offer] = offersOf([0], new Map([[0, report(cost('live'), cost('hot-first'), cost('vcpu-only', { curve: [[0, 1]] }))]])); // prettier-ignore
    expect(offer.best?.mover).toBe('hot-first');
  });

  test('the best has most work; of equal ones hot-first', () => {
    const even = report(cost('live'), cost('hot-first'), cost('vcpu-only'));
    expect(offersOf([0], new Map([[0, even]]))[0].best?.mover).toBe('hot-first');
    const better = report(cost('live', { curve: [[0, 0.9]] }), cost('hot-first'), cost('vcpu-only'));
    expect(offersOf([0], new Map([[0, better]]))[0].best?.mover).toBe('live');
  });
});

describe('the better target', () => {
  const hurt = { others: [{ name: 'db-2', speedBefore: 0.9, speedAfter: 0.5 }] };

  test('is where most work is done, never home', () => {
    const offers = offersOf([0, 1, 2], new Map([[0, steady(1)], [1, steady(0.6)], [2, steady(0.8)]])); // prettier-ignore
    expect(bestNode(offers, 0)?.node).toBe(2);
    expect(isBetter(offers[2], offers[1])).toBe(true);
    expect(isBetter(offers[2], offers[2])).toBe(false);
  });

  test('of equal ones the one where others lose least', () => {
    const offers = offersOf([0, 1, 2], new Map([[0, steady(1)], [1, steady(0.8, hurt)], [2, steady(0.8)]])); // prettier-ignore
    expect(bestNode(offers, 0)?.node).toBe(2);
    expect(isBetter(offers[2], offers[1])).toBe(true);
    expect(isBetter(offers[1], offers[2])).toBe(false);
  });

  test('there is none where all are full', () => {
    const offers = offersOf([0, 1], new Map([[0, steady(1)], [1, FULL]])); // prettier-ignore
    expect(bestNode(offers, 0)).toBeUndefined();
    expect(isBetter(offersOf([0], new Map([[0, steady(0.8)]]))[0], offers[1])).toBe(true);
  });
});
