import { describe, expect, test } from 'vitest';
import { contrast, dealHues, guestPaints, hueColour, HUE_COUNT, mix } from './colours.ts';
import { GUESTS } from './testing/mixed-estate.ts';
import { DARK, LIGHT } from './testing/theme.ts';

function many(count: number, group?: (i: number) => string) {
  return Array.from({ length: count }, (_, i) => ({
    name: `g${i}`,
    vcpus: 1,
    memoryMiB: 100 + i,
    ...(group ? { group: group(i) } : {}),
  }));
}

describe('hues', () => {
  test('contrast is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 9);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  test('one for each guest up to twelve', () => {
    expect(dealHues(GUESTS)).toEqual({ by: 'guest', hues: GUESTS.map((_, i) => i) });
  });

  test('beyond that one for each group', () => {
    expect(dealHues(many(20, (i) => `t${i % 3}`))).toMatchObject({
      by: 'group',
      hues: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1],
    });
  });

  test('without groups the largest keep theirs and the rest are grey', () => {
    const deal = dealHues(many(30));
    expect(deal.by).toBe('size');
    expect(deal.hues.filter((hue) => hue >= 0)).toHaveLength(HUE_COUNT);
    expect(deal.hues[29]).toBe(0);
    expect(deal.hues[0]).toBe(-1);
  });

  test.each([
    ['dark', DARK],
    ['light', LIGHT],
  ] as const)('%s: thin marks keep 3:1 on the tank', (_, theme) => {
    for (const paint of guestPaints(dealHues(GUESTS), theme, null))
      expect(contrast(paint.thin, theme.tank)).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['dark', DARK],
    ['light', LIGHT],
  ] as const)('%s: hotter is stronger against the tank', (_, theme) => {
    for (const { shades } of guestPaints(dealHues(GUESTS), theme, null)) {
      const steps = shades.map((shade) => contrast(shade, theme.tank));
      expect(steps).toEqual(steps.toSorted((a, b) => b - a));
    }
  });

  test.each([
    ['dark', DARK],
    ['light', LIGHT],
  ] as const)('%s: text keeps 4.5:1 on rooms, tanks and pills', (_, theme) => {
    for (const ink of [theme.ink, theme.ink2, theme.ink3, theme.bad])
      for (const ground of [theme.bg2, theme.tank, theme.bg3])
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test('with one in focus the others recede', () => {
    const [first, second] = guestPaints(dealHues(GUESTS), DARK, 0);
    expect(first.base).toBe(hueColour(0, false));
    expect(contrast(second.thin, DARK.tank)).toBeLessThan(3);
  });

  test('mixing is by channel', () => {
    expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080');
  });
});
