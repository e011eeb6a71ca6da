import { expect, test } from 'vitest';
import { coreBoxes } from './draw-cores.ts';
import { laneLine } from './draw-links.ts';
import { GUESTS, SPLIT, SQUARE } from './testing/mixed-estate.ts';
import { pictureOf } from './testing/pictures.ts';
import { isSameThing, thingAt, type Thing } from './things.ts';

const { scene } = pictureOf(SQUARE, SPLIT);

function middle({ x, y, w, h }: { x: number; y: number; w: number; h: number }): { x: number; y: number } {
  return { x: x + w / 2, y: y + h / 2 };
}

test('every core is found where it is drawn', () => {
  for (const room of scene.rooms)
    coreBoxes(room, scene).forEach((box, core) =>
      expect(thingAt(scene, middle(box))).toEqual({ kind: 'core', node: room.room.node, core }),
    );
});

test('every link is found on its lane, the two of a pair apart', () => {
  expect(scene.channels.length).toBeGreaterThan(0);
  for (const channel of scene.channels) {
    const [a, b] = laneLine(scene, channel);
    const at = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    expect(thingAt(scene, at)).toEqual({ kind: 'link', link: channel.link });
  }
});

test('pages are told by guest, and by heat from the top of a block down', () => {
  const [room] = scene.rooms;
  for (const { x, w, block } of room.blocks) {
    const at = (share: number): Thing | null =>
      thingAt(scene, { x: x + w / 2, y: room.room.tankY + room.room.tankH * share });
    const [top, bottom] = [at(0.05), at(0.95)];
    expect(top).toMatchObject({ kind: 'pages', guest: block.guest, node: 0 });
    expect(bottom).toMatchObject({ kind: 'pages', guest: block.guest });
    if (top?.kind === 'pages' && bottom?.kind === 'pages') expect(top.extent).toBeLessThan(bottom.extent);
    expect(isSameThing(top, bottom)).toBe(false);
    expect(isSameThing(top, at(0.05))).toBe(true);
  }
  expect(new Set(room.blocks.map(({ block }) => GUESTS[block.guest].name)).size).toBeGreaterThan(1);
});

test('the frame of a room, free memory and the ground are nothing', () => {
  const { x, y, w, inner, tankY } = scene.rooms[0].room;
  expect(thingAt(scene, { x: x + w / 2, y: y + 2 })).toBeNull();
  expect(thingAt(scene, { x: inner.x + inner.w - 3, y: tankY + 10 })).toBeNull();
  expect(thingAt(scene, { x: x - 5, y: y - 5 })).toBeNull();
});
