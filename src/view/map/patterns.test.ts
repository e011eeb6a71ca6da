import { describe, expect, test } from 'vitest';
import { drawScene, type Layer } from './draw.ts';
import type { Layout } from './layout.ts';
import { inkOf } from './picture.ts';
import { SPLIT, SQUARE } from './testing/mixed-estate.ts';
import { pictureOf } from './testing/pictures.ts';
import { DARK } from './testing/theme.ts';
import { TEXTURE_COUNT, texturePath, type Box } from './patterns.ts';

const BOX: Box = { x: 10, y: 20, w: 60, h: 40 };

function points(d: string): (readonly [number, number])[] {
  return [...d.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

test('textures stay within their box', () => {
  for (let texture = 0; texture < TEXTURE_COUNT; texture++) {
    const found = points(texturePath(texture, BOX));
    expect(found.length).toBeGreaterThan(4);
    for (const [x, y] of found) {
      expect(x).toBeGreaterThanOrEqual(10);
      expect(x).toBeLessThanOrEqual(70);
      expect(y).toBeGreaterThanOrEqual(20);
      expect(y).toBeLessThanOrEqual(60);
    }
  }
});

test('no two are alike; after the last they begin again', () => {
  const all = Array.from({ length: TEXTURE_COUNT }, (_, texture) => texturePath(texture, BOX));
  expect(new Set(all).size).toBe(TEXTURE_COUNT);
  expect(texturePath(TEXTURE_COUNT + 3, BOX)).toBe(all[3]);
});

test('a box too small for a line has none', () => {
  expect(texturePath(2, { x: 0, y: 0, w: 1, h: 1 })).toBe('');
});

const { scene, layout } = pictureOf(SQUARE, SPLIT);

function layerOf(more: { patterns?: boolean; hovered?: number; layout?: Layout }): Layer | undefined {
  const ink = inkOf({ theme: DARK, layout, guests: scene.guests, ...more });
  return drawScene(scene, ink).find(({ id }) => id === 'patterns');
}

function strengthOfFirst(more: { hovered?: number }): number {
  const marks = layerOf({ patterns: true, ...more })?.marks ?? [];
  return marks.find(({ cls }) => cls === 'pattern pattern-0')?.opacity ?? 0;
}

describe('the layer of a picture', () => {
  test('is there in pattern mode only, far out too', () => {
    expect(layerOf({})).toBeUndefined();
    expect(layerOf({ patterns: true })).toBeDefined();
    const tile = { ...layout, metrics: { ...layout.metrics, level: 'tile' as const } };
    expect(layerOf({ patterns: true, layout: tile })).toBeDefined();
  });

  test('has a texture for every guest with memory, the same one on every node', () => {
    const { marks } = layerOf({ patterns: true })!;
    const blocks = scene.rooms.flatMap((room) => room.blocks.map(({ block }) => `pattern pattern-${block.guest}`));
    expect(marks.map(({ cls }) => cls).filter((cls) => cls !== 'pattern-halo')).toEqual(blocks);
    expect(new Set(blocks).size).toBeLessThan(blocks.length);
  });

  test('recedes with its guest', () => {
    expect(strengthOfFirst({ hovered: 1 })).toBeLessThan(strengthOfFirst({}));
    expect(strengthOfFirst({ hovered: 0 })).toBe(strengthOfFirst({}));
  });
});
