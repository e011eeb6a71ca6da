import { describe, expect, test } from 'vitest';
import type { Mark, TextMark } from './marks.ts';
import { forEachCell } from './tank.ts';
import { textProblems } from './overlap.ts';
import { part, SQUARE, GUESTS, HOT_FIRST, LIVE, SPLIT, TETHER } from './testing/mixed-estate.ts';
import { LADDER, UNEVEN, WIDE } from './testing/hosts.ts';
import { pictureOf, type Picture } from './testing/pictures.ts';
import { LIGHT } from './testing/theme.ts';
import { targetsOf } from './targets.ts';
import { inkOf } from './picture.ts';
import type { NodeState } from './types.ts';

const SIGNS = { here: '#', gone: 'o', flight: '*', reserved: '.' };

/** A room's tank as text: the blocks left to right, each row by row. */
function tank({ scene }: Picture, node: number): string[] {
  return scene.rooms[node].blocks.map((placed) => {
    let cells = '';
    forEachCell(placed, (_, { state }) => (cells += SIGNS[state]));
    const rows = cells.match(new RegExp(`.{1,${placed.columns}}`, 'g')) ?? [];
    return `${scene.guests[placed.block.guest].name} ${rows.join('/')}`;
  });
}

function texts({ layers }: Picture, layer?: string): string[] {
  return layers
    .filter((l) => layer === undefined || l.id === layer)
    .flatMap((l) => l.marks.filter((mark): mark is TextMark => mark.kind === 'text').map((mark) => mark.text));
}

function classes({ layers }: Picture, layer: string): string[] {
  return layers.find((l) => l.id === layer)?.marks.flatMap((mark: Mark) => mark.cls ?? []) ?? [];
}

describe('the tank', () => {
  test('a block is as large as its memory, a cell is capacity / 256', () => {
    const picture = pictureOf(SQUARE, SPLIT);
    expect(picture.layout.cellMiB).toBe(32);
    const sizes = picture.scene.rooms[0].blocks.map((b) => [GUESTS[b.block.guest].name, b.cells * 32, b.columns]);
    expect(sizes).toEqual([
      ['erp-1', 3072, 12],
      ['web-1', 1536, 6],
      ['db-1', 1536, 6],
    ]);
  });

  test('blocks of a split guest face their partner', () => {
    const picture = pictureOf(SQUARE, SPLIT);
    expect(picture.scene.rooms[0].blocks.at(-1)?.block.guest).toBe(0);
    expect(picture.scene.rooms[1].blocks[0].block.guest).toBe(0);
    expect(texts(picture, 'node-1')).toContain('db-1 2/2');
  });

  test('hot first: outlines for what has gone, one bright extent on its way, dots for what is to come', () => {
    const picture = pictureOf(SQUARE, HOT_FIRST);
    const source = tank(picture, 0).find((row) => row.startsWith('db-1'));
    expect(source).toBe(
      'db-1 oooooooooooo/oooooooooooo/oooooooooooo/oooooo***###/############/############/############/############',
    );
    const target = tank(picture, 1).find((row) => row.startsWith('db-1'));
    expect(target).toBe(
      'db-1 ############/############/############/######....../............/............/............/............',
    );
    expect(texts(picture, 'node-0')).toContain('db-1 leaving');
    expect(texts(picture, 'node-1')).toContain('db-1 arriving');
    expect(classes(picture, 'flights')).toEqual(['flight-bed', 'flight']);
  });

  test('live: the whole guest at the source and the copy so far at the target', () => {
    const picture = pictureOf(SQUARE, LIVE);
    expect(tank(picture, 0).find((row) => row.startsWith('db-1'))).not.toMatch(/[o*.]/);
    expect(tank(picture, 1).find((row) => row.startsWith('db-1'))).toMatch(/^db-1 #{12}\/#{12}\/#{12}\/#{12}\/\.{12}/);
  });

  test('a split guest on its way home: both parts show what has gone, whichever is in hand', () => {
    const parts = ['db-1 n1 2v 1.5G [1*8 0*24]', 'db-1 n1 2v 1.5G [1*6 0*26]'].map(part);
    const copy = {
      name: 'db-1',
      part: 1,
      from: 0,
      to: 1,
      extent: 7,
      extentMiB: 48,
      extentDoneMiB: 10,
      rateMiBs: 500,
      mechanism: 2,
    };
    const picture = pictureOf(SQUARE, { guests: GUESTS, parts, copies: [{ ...copy, doneMiB: 700, totalMiB: 3072 }] });
    const counts = tank(picture, 0).map((row) => row.split('o').length - 1);
    expect(counts).toEqual([12, 9]);
  });

  test('vCPUs away from their memory are tied to it', () => {
    const picture = pictureOf(SQUARE, TETHER);
    expect(classes(picture, 'threads')).toEqual(['tether']);
    expect(texts(picture, 'node-3')).toContain('db-1 0');
  });

  test('many small guests keep their share of the tank', () => {
    const guests = Array.from({ length: 60 }, (_, i) => ({ name: `g${i}`, vcpus: 1, memoryMiB: 100 }));
    const parts = guests.map(({ name }) => ({ guest: name, home: 0, vcpus: 1, sizeMiB: 100 }));
    const { scene, layout } = pictureOf(SQUARE, { guests, parts });
    const { blocks, room } = scene.rooms[0];
    const last = blocks.at(-1)!;
    expect(last.x + last.w).toBeCloseTo(room.inner.x + (6000 / 8192) * (32 * layout.pitch - 1), -1);
  });
});

describe('pipes', () => {
  test('a busy link says its use, a full one says so in words', () => {
    expect(texts(pictureOf(SQUARE, SPLIT), 'pills')).toEqual(['66 % ↓', '62 % ↑']);
    expect(texts(pictureOf(SQUARE, TETHER), 'pills')).toEqual(['full →', 'full ↓']);
  });

  test('a full bus says so', () => {
    expect(texts(pictureOf(SQUARE, HOT_FIRST), 'node-2')).toContain('full, 10.7 GB/s');
  });

  test('accesses load the route from the memory to the reader', () => {
    const { scene } = pictureOf(SQUARE, TETHER);
    const used = scene.graph.links
      .filter((_, i) => scene.linkFlows[i].length > 0)
      .map(({ from, to }) => `${from}-${to}`);
    expect(used).toEqual(['0-1', '1-3']);
  });

  test('inferred links are dashed', () => {
    const { links: _, ...bare } = SQUARE;
    expect(new Set(classes(pictureOf(bare, SPLIT), 'links'))).toEqual(new Set(['link inferred']));
  });
});

describe('cores', () => {
  test('pinned vCPUs sit on the cores they are pinned to, the others fill up', () => {
    const guests = [
      { name: 'free', vcpus: 2, memoryMiB: 1024 },
      {
        name: 'pinned',
        vcpus: 1,
        memoryMiB: 1024,
        placement: { parts: [{ node: 0, vcpus: 1, memoryMiB: 1024, cpus: '1' }] },
      },
    ];
    const parts = [
      { guest: 'free', home: 0, vcpus: 2, sizeMiB: 1024 },
      { guest: 'pinned', home: 0, vcpus: 1, sizeMiB: 1024 },
    ];
    const { scene } = pictureOf(SQUARE, { guests, parts });
    const drawn = scene.rooms[0].cores.map((rows) => rows.map((row) => `${guests[row.guest].name} ${row.vcpu}`));
    expect(drawn).toEqual([['free 0'], ['pinned 0'], ['free 1'], []]);
  });

  test('nodes without CPUs or without memory say so', () => {
    const guests = [{ name: 'a', vcpus: 2, memoryMiB: 4096 }];
    const picture = pictureOf(
      UNEVEN,
      { guests, parts: [{ guest: 'a', home: 0, vcpus: 2, sizeMiB: 4096, memory: '0*16 1*16' }] },
      { width: 700 },
    );
    expect(texts(picture, 'node-2')).toContain('Memory only, no CPUs here');
    expect(texts(picture, 'node-5')).toContain('CPUs only, no memory here');
  });
});

const STATES = new Map<number, NodeState>([
  [
    0,
    {
      kind: 'origin',
      lifted: { guest: 0, part: -1 },
      strip: { icon: 'info', verdict: 'Stay', detail: '71 % speed', right: 'home now' },
    },
  ],
  [
    1,
    {
      kind: 'best',
      strip: { icon: 'check', verdict: 'Best target', detail: 'hot-first, 4.0 s', right: 'even at once' },
    },
  ],
  [
    2,
    {
      kind: 'refused',
      strip: { icon: 'refused', verdict: 'No room', detail: 'needs 3.0 GiB, 0.5 GiB free', tone: 'bad' },
    },
  ],
  [
    3,
    {
      kind: 'target',
      cpuText: 'CPU 50 → 110 %',
      freeText: '4.0 → 1.0 GiB free',
      wouldBe: [{ guest: 0, memoryMiB: 3072, label: 'db-1 would go here' }],
    },
  ],
]);

describe('texts', () => {
  const cases: [string, Picture][] = [
    ['split', pictureOf(SQUARE, SPLIT)],
    ['hot first, explore', pictureOf(SQUARE, HOT_FIRST, { size: 'explore', width: 968 })],
    ['while dragging', pictureOf(SQUARE, TETHER, { size: 'explore', width: 968, nodeStates: STATES })],
    ['while dragging, narrow', pictureOf(SQUARE, TETHER, { size: 'explore', width: 620, nodeStates: STATES })],
    ['light, narrow', pictureOf(SQUARE, SPLIT, { width: 390, theme: LIGHT })],
    ['tiles', pictureOf(SQUARE, SPLIT, { width: 240 })],
    ['ladder', pictureOf(LADDER, { guests: GUESTS, parts: SPLIT.parts })],
    ['ladder, explore', pictureOf(LADDER, { guests: GUESTS, parts: SPLIT.parts }, { size: 'explore', width: 1000 })],
    ['wide', pictureOf(WIDE, { guests: GUESTS, parts: ['db-1 n0 4v 3G', 'erp-1 n1 6v 6G'].map(part) })],
  ];

  test.each(cases)('%s: none overlaps another or leaves its room', (_, picture) => {
    expect(texts(picture).length).toBeGreaterThan(0);
    expect(textProblems(picture.layers, picture.layout)).toEqual([]);
  });

  test('the check reports a planted overlap and a text that leaves its room', () => {
    const { layers, layout } = pictureOf(SQUARE, SPLIT);
    const planted = { kind: 'text', text: 'planted', size: 11, weight: 400, anchor: 'start', fill: '#fff' } as const;
    const header = layers
      .find(({ id }) => id === 'node-0')!
      .marks.find((mark): mark is TextMark => mark.kind === 'text')!;
    const over = [...layers, { id: 'planted', marks: [{ ...planted, x: header.x + 4, y: header.y }] }];
    expect(textProblems(over, layout)).toEqual(['"Node 0" and "planted" overlap']);
    const out = [...layers, { id: 'planted', marks: [{ ...planted, x: layout.width / 2 - 10, y: 12, room: 0 }] }];
    expect(textProblems(out, layout)).toContain('"planted" leaves node 0');
  });
});

describe('hit targets', () => {
  test('one button for each part, in its home room, named by the guest', () => {
    const { scene, layout } = pictureOf(SQUARE, SPLIT);
    const rooms = targetsOf(scene, inkOf({ theme: LIGHT, layout, guests: GUESTS }));
    expect(rooms.map((room) => room.targets.map((target) => target.name))).toEqual([
      ['erp-1 1/2', 'web-1', 'db-1 1/2'],
      ['db-1 2/2', 'mail', 'files', 'db-2 1/2'],
      ['erp-1 2/2', 'web-2', 'ci'],
      ['web-3', 'build', 'cache', 'db-2 2/2'],
    ]);
    const sizes = rooms.flatMap((room) => room.targets.map((target) => Math.min(target.box.w, target.box.h)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
  });

  test('vCPUs without memory at home have a button where they run', () => {
    const { scene, layout } = pictureOf(SQUARE, TETHER);
    const rooms = targetsOf(scene, inkOf({ theme: LIGHT, layout, guests: GUESTS }));
    expect(rooms[3].targets.map((target) => target.name)).toContain('db-1');
    expect(rooms[0].targets.map((target) => target.name)).not.toContain('db-1');
  });
});
