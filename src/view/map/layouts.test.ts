import { describe, expect, test } from 'vitest';
import { drawPackages } from './draw-packages.ts';
import { graphOf, linkedPairs } from './graph.ts';
import { layoutHost, type Layout } from './layout.ts';
import type { Host } from '../../model/host.ts';
import { part } from './testing/mixed-estate.ts';
import { nested, shaped, SHAPES } from './testing/links.ts';
import { UNEVEN } from './testing/hosts.ts';
import { pictureOf } from './testing/pictures.ts';

/** The grid as text: node numbers row by row, "·" where none is. */
function drawn({ rooms }: Layout): string {
  const rows: string[][] = [];
  for (const { node, slot } of rooms) (rows[slot.row] ??= [])[slot.column] = String(node);
  return rows.map((row) => Array.from(row, (name) => name ?? '·').join(' ')).join(' / ');
}

function layoutOf(host: Host): Layout {
  return layoutHost(graphOf(host), 'explore', 1100);
}

/** How many of the links join neighbours, straight or diagonal. */
function shortLinks(host: Host): string {
  const { rooms } = layoutOf(host);
  const pairs = linkedPairs(graphOf(host));
  const short = pairs.filter(([a, b]) => {
    const [p, q] = [rooms[a].slot, rooms[b].slot];
    return Math.abs(p.column - q.column) <= 1 && Math.abs(p.row - q.row) <= 1;
  });
  return `${short.length} of ${pairs.length}`;
}

describe('interconnects can be recognised', () => {
  test.each([
    ['square', '0 1 / 3 2', '4 of 4'],
    ['full mesh of four', '0 1 / 2 3', '6 of 6'],
    ['ring', '0 3 6 1 / 5 2 7 4', '8 of 8'],
    ['ladder', '0 5 2 7 / 1 4 3 6', '10 of 10'],
    ['twisted ladder', '0 1 3 2 / 6 7 5 4', '10 of 12'],
    ['mesh of two by four', '0 1 2 3 / 4 5 6 7', '10 of 10'],
    ['hypercube', '0 1 3 2 / 4 5 7 6', '10 of 12'],
  ])('%s', (name, grid, short) => {
    expect(drawn(layoutOf(shaped(name)))).toBe(grid);
    expect(shortLinks(shaped(name))).toBe(short);
  });

  test('the same every time', () => {
    for (const name of Object.keys(SHAPES))
      expect(drawn(layoutOf(shaped(name)))).toBe(drawn(layoutOf(structuredClone(shaped(name)))));
  });
});

function frames(host: Host): number {
  const picture = pictureOf(host, { guests: [], parts: [] }, { size: 'explore', width: 1100 });
  return picture.layers.find(({ id }) => id === 'packages')?.marks.filter(({ cls }) => cls === 'package').length ?? 0;
}

describe('nodes of one package lie together, in a frame', () => {
  test('two dies in each of two packages', () => {
    const host = nested(4, 2, '0-1 2-3 0-2 1-3');
    expect(drawn(layoutOf(host))).toBe('0 1 / 2 3');
    expect(frames(host)).toBe(2);
  });

  test('four clusters in each of two packages', () => {
    expect(drawn(layoutOf(nested(8, 4)))).toBe('0 1 4 5 / 2 3 6 7');
    expect(frames(nested(8, 4))).toBe(2);
  });

  test('sixteen nodes in quads: blocks of two by two', () => {
    const grid = '0 1 4 5 / 2 3 6 7 / 8 9 12 13 / 10 11 14 15';
    expect(drawn(layoutOf(nested(16, 4)))).toBe(grid);
    expect(frames(nested(16, 4))).toBe(4);
  });

  test('a package that the host does not name has no frame', () => {
    expect(frames(shaped('ladder'))).toBe(0);
  });
});

test('memory without CPUs and CPUs without memory are drawn as what they are', () => {
  const guests = [{ name: 'a', vcpus: 2, memoryMiB: 1024 }];
  const picture = pictureOf(UNEVEN, { guests, parts: [part('a n0 2v 1G')] }, { size: 'explore', width: 1100 });
  const texts = picture.layers.flatMap(({ marks }) =>
    marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])),
  );
  expect(texts).toContain('Memory only, no CPUs here');
  expect(texts).toContain('CPUs only, no memory here');
  expect(texts).toContain('no CPUs');
  expect(texts).toContain('no memory');
  expect(drawPackages(picture.scene, {} as never)).toEqual([]);
});
