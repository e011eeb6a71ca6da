import { describe, expect, test } from 'vitest';
import { partAt, partDescription, targetsKey, targetsOf } from './targets.ts';
import { graphOf } from './graph.ts';
import { layoutHost } from './layout.ts';
import { inkOf } from './picture.ts';
import { sceneOf } from './scene.ts';
import { frameOf } from './testing/frames-builder.ts';
import { GUESTS, HOT_FIRST, SPLIT, SQUARE, TETHER } from './testing/mixed-estate.ts';
import { pictureOf } from './testing/pictures.ts';
import { DARK } from './testing/theme.ts';
import { tileBlocks } from './tile-boxes.ts';

function keyOf(drawing: typeof SPLIT, hovered?: number): string {
  const { scene, layout } = pictureOf(SQUARE, drawing);
  return targetsKey(targetsOf(scene, inkOf({ theme: DARK, layout, guests: GUESTS, hovered })));
}

describe('what lies under the pointer', () => {
  test('a vCPU on its core, and memory away from its home, lead to their part', () => {
    const { scene } = pictureOf(SQUARE, TETHER);
    const room = scene.rooms[3].room;
    expect(partAt(scene, 3, room.inner.x + 10, room.cpuY + 10)).toEqual({ guest: 0, part: 0, node: 3 });
    const far = scene.rooms[0];
    const block = far.blocks.find((b) => b.block.guest === 0);
    expect(partAt(scene, 0, (block?.x ?? 0) + 5, far.room.tankY + 5)).toEqual({ guest: 0, part: 0, node: 3 });
  });

  test('nothing lies on free memory', () => {
    const { scene } = pictureOf(SQUARE, SPLIT);
    const { inner, tankY } = scene.rooms[0].room;
    expect(partAt(scene, 0, inner.x + inner.w - 3, tankY + 10)).toBeNull();
  });
});

describe('targets', () => {
  test('a part in words: nodes, vCPUs, GiB, far accesses', () => {
    const { scene } = pictureOf(SQUARE, SPLIT);
    const at = frameOf(scene.graph, SPLIT);
    expect(partDescription({ guest: 0, part: 0, node: 0 }, scene, at)).toBe(
      'nodes 0, 1; 4 vCPUs; 3.0 GiB; far accesses 0 %',
    );
  });

  test('their key changes with the structure and not with colours', () => {
    expect(keyOf(SPLIT)).toBe(keyOf(SPLIT, 3));
    expect(keyOf(SPLIT)).not.toBe(keyOf(HOT_FIRST));
  });
});

test('far out, where rooms are tiles, memory leads to its guest', () => {
  const graph = graphOf(SQUARE);
  const layout = layoutHost(graph, 'explore', 480, { scale: 0.4, moving: false });
  expect(layout.metrics.level).toBe('tile');
  const scene = sceneOf({ graph, layout, guests: GUESTS, at: frameOf(graph, SPLIT) });
  const blocks = tileBlocks(scene.rooms[0], layout);
  expect(blocks.length).toBeGreaterThan(1);
  for (const { block, x, y, w, h } of blocks)
    expect(partAt(scene, 0, x + w / 2, y + h / 2)).toMatchObject({ guest: block.guest });
  const { x, y } = scene.rooms[0].room;
  expect(partAt(scene, 0, x + 1, y + 1)).toBeNull();
});
