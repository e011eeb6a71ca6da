import { describe, expect, test } from 'vitest';
import type { RoomBox } from '../map/types.ts';
import { edgeSpeed } from './auto-scroll.ts';
import { ghostAt, ghostBox, hopPath, leaderGap, leaderPath } from './lines.ts';

const SQUARE: readonly RoomBox[] = [0, 1, 2, 3].map((node) => ({
  node,
  x: (node % 2) * 500,
  y: Math.floor(node / 2) * 400,
  width: 420,
  height: 340,
}));
const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

describe('the leader to the card', () => {
  const card = box(1000, 0, 1440, 700);

  test('goes straight from a room with nothing to its right', () => {
    expect(leaderGap(SQUARE, 3)).toBeUndefined();
    expect(leaderPath(box(500, 400, 920, 740), card, undefined).knot).toEqual({ x: 920, y: 570 });
  });

  test('otherwise along the gap between the rows', () => {
    expect(leaderGap(SQUARE, 0)).toBe(370);
    expect(leaderGap(SQUARE, 2)).toBe(-30);
    expect(leaderPath(box(0, 400, 420, 740), card, 370)).toEqual({
      d: 'M396 400V370H984V370H1000',
      knot: { x: 396, y: 400 },
    });
  });

  test('under a single row', () => {
    expect(leaderGap(SQUARE.slice(0, 2), 0)).toBe(352);
  });
});

describe('the ghost', () => {
  test('lies up and to the left of a mouse, above a finger', () => {
    expect(ghostAt({ x: 500, y: 300 }, false)).toEqual({ x: 348, y: 253 });
    expect(ghostAt({ x: 500, y: 300 }, true)).toEqual({ x: 416, y: 222 });
  });

  test('hangs on a line that leaves towards it', () => {
    expect(hopPath(box(100, 100, 200, 200), box(400, 300, 550, 350))).toMatch(/^M204 150C.* 400 325$/);
    expect(hopPath(box(700, 100, 800, 200), box(400, 300, 550, 350))).toMatch(/^M696 150C.* 550 325$/);
  });
});

describe('scrolling at the edges', () => {
  test('not in the middle, faster the nearer, never beyond the most', () => {
    expect(edgeSpeed(300, 0, 600)).toBe(0);
    expect(edgeSpeed(24, 0, 600)).toBe(-7);
    expect(edgeSpeed(-50, 0, 600)).toBe(-14);
    expect(edgeSpeed(590, 0, 600)).toBeCloseTo(11.08, 2);
  });

  test('never where both edges would claim the pointer', () => {
    expect(edgeSpeed(10, 0, 90)).toBe(0);
  });
});

test('the ghost stays within the window, whatever holds it', () => {
  expect(ghostBox({ x: 100, y: 20 }, 1440)).toEqual({ left: 100, right: 268, top: 20, bottom: 70 });
  expect(ghostBox({ x: 260, y: 20 }, 390).right).toBeLessThan(390);
  expect(ghostBox({ x: -40, y: 20 }, 390).left).toBeGreaterThan(0);
});
