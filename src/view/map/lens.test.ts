import { describe, expect, test } from 'vitest';
import { contrast, mix } from './colours.ts';
import { lensPaint } from './lens.ts';
import { HOT_FIRST, SPLIT, SQUARE, TETHER } from './testing/mixed-estate.ts';
import { pictureOf } from './testing/pictures.ts';
import { DARK } from './testing/theme.ts';

const [DB_1, ERP_1, , WEB_1] = SPLIT.guests.map((_, i) => i);

describe('what a lens says', () => {
  test('by owner there is none', () => {
    expect(lensPaint({ lens: 'owner', scene: pictureOf(SQUARE, SPLIT).scene, theme: DARK })).toBeUndefined();
  });

  test('remote access: memory that vCPUs have left is all far, memory at home is not', () => {
    const paint = lensPaint({ lens: 'remote', scene: pictureOf(SQUARE, TETHER).scene, theme: DARK })!;
    expect(paint(DB_1, 0).base).toBe(DARK.bad);
    expect(paint(WEB_1, 0).base).toBe(DARK.line2);
  });

  test('remote access: a split guest lies between', () => {
    const { base } = lensPaint({ lens: 'remote', scene: pictureOf(SQUARE, SPLIT).scene, theme: DARK })!(DB_1, 0);
    expect([DARK.bad, DARK.line2]).not.toContain(base);
  });

  test('CPU load: the tone is the node’s, overcommitted ones are bad', () => {
    const { scene } = pictureOf(SQUARE, SPLIT);
    const paint = lensPaint({ lens: 'cpu', scene, theme: DARK })!;
    expect(paint(DB_1, 0)).toBe(paint(ERP_1, 0));
    const crowded = { ...scene, rooms: scene.rooms.map((room) => ({ ...room, row: { ...room.row, cpuDemand: 9 } })) };
    expect(lensPaint({ lens: 'cpu', scene: crowded, theme: DARK })!(DB_1, 0).base).toBe(DARK.bad);
  });

  test('bandwidth: more traffic for each GiB stands out more', () => {
    const paint = lensPaint({ lens: 'bandwidth', scene: pictureOf(SQUARE, HOT_FIRST).scene, theme: DARK })!;
    const strength = (guest: number, node: number) => contrast(paint(guest, node).base, DARK.tank);
    expect(strength(DB_1, 0)).toBeGreaterThan(strength(WEB_1, 0) - 1e-9);
    expect(paint(DB_1, 2).base).toBe(mix(DARK.line2, DARK.ink, 0));
  });

  test('difference: the colour of the run in which the guest is faster, the stronger the more', () => {
    const { scene } = pictureOf(SQUARE, SPLIT);
    const leads = [
      { side: 'a', strength: 1, text: 'A +31' },
      { side: 'b', strength: 0.5, text: 'B +10' },
      { side: undefined, strength: 0, text: '=' },
    ] as const;
    const paint = lensPaint({ lens: 'difference', scene, theme: DARK, difference: { states: new Map(), leads } })!;
    expect(paint(0, 0).base).toBe(DARK.a);
    expect(contrast(paint(1, 0).base, DARK.line2)).toBeLessThan(contrast(DARK.b, DARK.line2));
    expect([paint(2, 0).base, paint(3, 0).base]).toEqual([DARK.line2, DARK.line2]);
  });
});
