import { describe, expect, test } from 'vitest';
import { contrast, mix } from './colours.ts';
import { lensPaint } from './lens.ts';
import { HOT_FIRST, SPLIT, SQUARE, TETHER } from './testing/mixed-estate.ts';
import { pictureOf } from './testing/pictures.ts';
import { DARK } from './testing/theme.ts';

const [DB_1, ERP_1, , WEB_1] = SPLIT.guests.map((_, i) => i);

describe('what a lens says', () => {
  test('by owner there is none', () => {
    expect(lensPaint('owner', pictureOf(SQUARE, SPLIT).scene, DARK)).toBeUndefined();
  });

  test('remote access: memory that vCPUs have left is all far, memory at home is not', () => {
    const paint = lensPaint('remote', pictureOf(SQUARE, TETHER).scene, DARK)!;
    expect(paint(DB_1, 0).base).toBe(DARK.bad);
    expect(paint(WEB_1, 0).base).toBe(DARK.line2);
  });

  test('remote access: a split guest lies between', () => {
    const { base } = lensPaint('remote', pictureOf(SQUARE, SPLIT).scene, DARK)!(DB_1, 0);
    expect([DARK.bad, DARK.line2]).not.toContain(base);
  });

  test('CPU load: the tone is the node’s, overcommitted ones are bad', () => {
    const { scene } = pictureOf(SQUARE, SPLIT);
    const paint = lensPaint('cpu', scene, DARK)!;
    expect(paint(DB_1, 0)).toBe(paint(ERP_1, 0));
    const crowded = { ...scene, rooms: scene.rooms.map((room) => ({ ...room, row: { ...room.row, cpuDemand: 9 } })) };
    expect(lensPaint('cpu', crowded, DARK)!(DB_1, 0).base).toBe(DARK.bad);
  });

  test('bandwidth: more traffic for each GiB stands out more', () => {
    const paint = lensPaint('bandwidth', pictureOf(SQUARE, HOT_FIRST).scene, DARK)!;
    const strength = (guest: number, node: number) => contrast(paint(guest, node).base, DARK.tank);
    expect(strength(DB_1, 0)).toBeGreaterThan(strength(WEB_1, 0) - 1e-9);
    expect(paint(DB_1, 2).base).toBe(mix(DARK.line2, DARK.ink, 0));
  });
});
