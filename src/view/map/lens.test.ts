import { describe, expect, test } from 'vitest';
import { contrast, mix } from './colours.ts';
import { stillFrames } from '../../engine/still.ts';
import { drawTank } from './draw-tank.ts';
import { graphOf } from './graph.ts';
import { layoutHost } from './layout.ts';
import { lensPaint } from './lens.ts';
import { inkOf } from './picture.ts';
import { sceneOf } from './scene.ts';
import { LADDER } from './testing/hosts.ts';
import { HOT_FIRST, SPLIT, SQUARE, TETHER } from './testing/mixed-estate.ts';
import { pictureOf } from './testing/pictures.ts';
import { DARK, LIGHT } from './testing/theme.ts';
import { seen } from './testing/vision.ts';

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

const SHARES = Array.from({ length: 11 }, (_, i) => i / 10);

/** Lightness of what a lens says of one guest on its node, as the figure behind it rises. */
function lightness(lens: 'cpu' | 'remote' | 'bandwidth', theme: typeof DARK, shares: readonly number[]): number[] {
  const { scene } = pictureOf(SQUARE, SPLIT);
  const part = scene.parts.find(({ guest }) => guest === WEB_1)!;
  const { home } = part;
  return shares.map((share) => {
    const traffic = part.traffic.map((_, node) => (node === home ? 10 * share : 0));
    const far = scene.parts.map((one) => ({ ...one, traffic: traffic.map((GBs) => (one === part ? 0 : GBs)) }));
    const near = { ...part, traffic: traffic.map((_, node) => (node === home ? 10 * (1 - share) : 0)) };
    const stranger = { ...part, home: (home + 1) % 4, traffic };
    const most = { ...part, guest: DB_1, traffic: traffic.map((_, node) => (node === home ? 10 : 0)) };
    const parts = {
      cpu: far,
      remote: [near, stranger],
      bandwidth: [{ ...part, traffic }, most],
    }[lens];
    const rooms = scene.rooms.map((room) => ({ ...room, row: { ...room.row, cpuDemand: share * room.node.cores } }));
    const paint = lensPaint({ lens, scene: { ...scene, rooms, parts }, theme })!;
    return seen(paint(WEB_1, home).base, 'usual')[0];
  });
}

describe('without hue a scale says the same', () => {
  test.each([
    ['dark', DARK, 1],
    ['light', LIGHT, -1],
  ] as const)('%s: its lightness goes one way, from end to end', (_, theme, sign) => {
    for (const [lens, shares] of [
      ['cpu', [...SHARES, 1.4]],
      ['remote', SHARES],
      ['bandwidth', SHARES],
    ] as const) {
      const steps = lightness(lens, theme, shares).map((value) => sign * value);
      expect(steps, lens).toEqual(steps.toSorted((a, b) => a - b));
      expect(steps.at(-1)! - steps[0], lens).toBeGreaterThan(20);
    }
  });

  test('a lead grows away from where both runs are equal', () => {
    const { scene } = pictureOf(SQUARE, SPLIT);
    for (const theme of [DARK, LIGHT])
      for (const side of ['a', 'b'] as const) {
        const leads = [0, 0.25, 0.5, 0.75, 1].map((strength) => ({ side, strength, text: '' }));
        const paint = lensPaint({ lens: 'difference', scene, theme, difference: { states: new Map(), leads } })!;
        const away = leads.map((__, guest) =>
          Math.abs(seen(paint(guest, 0).base, 'grey')[0] - seen(theme.line2, 'grey')[0]),
        );
        expect(away).toEqual(away.toSorted((a, b) => a - b));
      }
  });
});

describe('leads where blocks have no names', () => {
  const narrow = layoutHost(graphOf(LADDER), 'compare', 420);
  const guests = [{ name: 'a', vcpus: 2, memoryMiB: 6144 }];
  const placed = { ...guests[0], placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 6144 }] } };
  const frames = stillFrames({ nearfar: 1, host: LADDER, guests: [placed] });
  const scene = sceneOf({
    graph: graphOf(LADDER),
    layout: narrow,
    guests: [placed],
    at: { frames, index: 0, time: 0 },
  });

  function pills(text: string, side: 'a' | 'b' | undefined): string[] {
    const difference = { states: new Map(), leads: [{ side, strength: 1, text }] };
    const ink = inkOf({
      theme: DARK,
      layout: narrow,
      guests: [placed],
      lens: { lens: 'difference', scene, difference },
    });
    return drawTank(scene.rooms[0], scene, ink).flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  }

  test('stand on them, whole or by the letter alone, and are left out where nobody leads', () => {
    expect(narrow.metrics.names).toBe(false);
    expect(pills('A +4.7', 'a')).toEqual(['A +4.7']);
    expect(pills('A +4.7 and much more than fits', 'a')).toEqual(['A']);
    expect(pills('−12.5 points that do not fit here', 'b')).toEqual(['−']);
    expect(pills('=', undefined)).toEqual([]);
  });
});
