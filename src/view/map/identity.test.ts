import { describe, expect, test } from 'vitest';
import { dealHues, guestPaints, HUE_COUNT, hueColour } from './colours.ts';
import type { TextMark } from './marks.ts';
import { TEXTURE_COUNT } from './patterns.ts';
import { textBox } from './overlap.ts';
import { mainView } from './testing/main-view.ts';
import type { Picture } from './testing/pictures.ts';
import { DARK, LIGHT } from './testing/theme.ts';
import { distance, seen, type Vision } from './testing/vision.ts';

const VISIONS: readonly Vision[] = ['usual', 'deutan', 'protan', 'tritan'];
/** Fills this far apart are told from each other also when they do not touch (OKLab × 100). */
const APART = 7;

function pairs<T>(list: readonly T[]): (readonly [T, T])[] {
  return list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));
}

function least(light: boolean, vision: Vision): number {
  const hues = Array.from({ length: HUE_COUNT }, (_, hue) => hueColour(hue, light));
  return Math.min(...pairs(hues).map(([a, b]) => distance(a, b, vision)));
}

describe('the twelve hues', () => {
  test('white and black are as far apart as can be, greys have no hue', () => {
    expect(distance('#000000', '#ffffff', 'usual')).toBeCloseTo(100, 3);
    expect(distance('#ff0000', '#00ff00', 'usual')).toBeCloseTo(52, 0);
    expect(seen('#777777', 'deutan')[1]).toBeCloseTo(0, 2);
  });

  test.each([
    ['dark', false, [9.7, 7.2, 8.1, 8.8]],
    ['light', true, [9.7, 8, 7.9, 9.2]],
  ] as const)('%s: every pair can be told by all kinds of eyes, as the design measured', (_, light, measured) => {
    const found = VISIONS.map((vision) => least(light, vision));
    for (const value of found) expect(value).toBeGreaterThan(APART);
    expect(found.map((value) => Math.round(value))).toEqual(measured.map((value) => Math.round(value)));
  });
});

/** Guests side by side in a tank: blocks from left to right, those that the picture names with their texts. */
interface Block {
  readonly guest: number;
  readonly width: number;
  readonly name: string | undefined;
}

function tanksOf({ scene, layers }: Picture): Block[][] {
  const texts = layers.flatMap(({ marks }) =>
    marks.filter((mark): mark is TextMark => mark.kind === 'text' && mark.cls === 'guest-name'),
  );
  return scene.rooms.map(({ room, blocks }) =>
    blocks.map(({ block, x, w }) => {
      const name = texts.find((mark) => mark.room === room.node && textBox(mark).x >= x - 1 && mark.x < x + w - 1);
      return { guest: block.guest, width: w, name: name?.text };
    }),
  );
}

function neighbours(tanks: readonly (readonly Block[])[]): (readonly [Block, Block])[] {
  return tanks.flatMap((blocks) =>
    blocks.slice(1).flatMap((b, i) => (blocks[i].guest === b.guest ? [] : [[blocks[i], b] as const])),
  );
}

const INSTANTS = [0, 15, 25, 38, 60, 90, 110];
const CASES = ['guest-numa', 'dynamic-balance'].flatMap((strategy) =>
  (
    [
      ['dark', DARK],
      ['light', LIGHT],
    ] as const
  ).map(([name, theme]) => [strategy, name, theme] as const),
);

describe.each(CASES)('the first view, %s, %s', (strategy, _, theme) => {
  const pictures = mainView(strategy, INSTANTS, theme);
  const adjacent = pictures.flatMap((picture) => neighbours(tanksOf(picture)));
  const { guests } = pictures[0].scene;
  const paints = guestPaints(dealHues(guests), theme, null);

  test('has neighbours to be told apart', () => {
    expect(adjacent.length).toBeGreaterThan(40);
  });

  test.each(VISIONS)('neighbours in a tank differ in their colours at full strength: %s', (vision) => {
    const close = adjacent.filter(([a, b]) => distance(paints[a.guest].base, paints[b.guest].base, vision) < APART);
    expect(close).toEqual([]);
  });

  test('without any hue they are told by name or by tag, each its own', () => {
    for (const [a, b] of adjacent) {
      expect(a.name ?? `${a.width} px`).toMatch(/[a-z]/);
      expect(a.name).not.toBe(b.name);
    }
  });

  test('in pattern mode each has a texture of its own', () => {
    for (const [a, b] of adjacent) expect(a.guest % TEXTURE_COUNT).not.toBe(b.guest % TEXTURE_COUNT);
  });
});
