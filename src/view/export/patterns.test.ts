import { expect, test } from 'vitest';
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
