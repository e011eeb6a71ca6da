import type { Layer } from './draw.ts';
import type { Ink } from './ink.ts';
import { num, type Mark } from './marks.ts';
import type { RoomScene } from './scene.ts';
import { tileBlocks, type TileBlock } from './tile-boxes.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Lines across a box: which way, how far apart. */
interface Lines {
  readonly way: 'across' | 'down' | 'rising' | 'falling';
  readonly gap: number;
}

/** Twelve textures, each told from the others without colour: by direction, by distance, by crossing. */
const TEXTURES: readonly (readonly Lines[])[] = [
  [{ way: 'rising', gap: 5 }],
  [{ way: 'falling', gap: 5 }],
  [{ way: 'across', gap: 4 }],
  [{ way: 'down', gap: 4 }],
  [
    { way: 'rising', gap: 7 },
    { way: 'falling', gap: 7 },
  ],
  [
    { way: 'across', gap: 6 },
    { way: 'down', gap: 6 },
  ],
  [{ way: 'rising', gap: 10 }],
  [{ way: 'falling', gap: 10 }],
  [{ way: 'across', gap: 9 }],
  [{ way: 'down', gap: 9 }],
  [
    { way: 'rising', gap: 8 },
    { way: 'across', gap: 8 },
  ],
  [
    { way: 'falling', gap: 8 },
    { way: 'down', gap: 8 },
  ],
];
export const TEXTURE_COUNT = TEXTURES.length;

function steps(from: number, to: number, gap: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from - gap / 2) / gap)) }, (_, i) => from + gap * (i + 0.5));
}

type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** The lines of one kind, each cut at the box. */
function segments({ way, gap }: Lines, { x, y, w, h }: Box): Segment[] {
  if (way === 'across') return steps(y, y + h, gap).map((at) => [x, at, x + w, at]);
  if (way === 'down') return steps(x, x + w, gap).map((at) => [at, y, at, y + h]);
  const slant = gap * Math.SQRT2;
  if (way === 'rising')
    return steps(x + y, x + w + y + h, slant).map((sum) => {
      const [left, right] = [Math.max(x, sum - y - h), Math.min(x + w, sum - y)];
      return [left, sum - left, right, sum - right];
    });
  return steps(x - y - h, x + w - y, slant).map((difference) => {
    const [left, right] = [Math.max(x, difference + y), Math.min(x + w, difference + y + h)];
    return [left, left - difference, right, right - difference];
  });
}

/** A texture over a box, as the data of a path; `scale` below 1 = its lines lie closer. */
export function texturePath(texture: number, box: Box, scale = 1): string {
  const lines = (TEXTURES[texture % TEXTURE_COUNT] ?? []).flatMap(({ way, gap }) =>
    segments({ way, gap: gap * scale }, box),
  );
  return lines.map(([x1, y1, x2, y2]) => `M${num(x1)} ${num(y1)}L${num(x2)} ${num(y2)}`).join('');
}

/** Lines of a texture lie closer in tiles, so that a block a few pixels wide has some. */
const TILE_SCALE = 0.6;

/** Where the blocks of a room are drawn; those of tiles in their picture. */
function blockBoxes(scene: RoomScene, { layout }: Ink): readonly TileBlock[] {
  if (layout.metrics.level === 'tile') return tileBlocks(scene, layout);
  const { tankY: y, tankH: h } = scene.room;
  return scene.blocks.map(({ block, x, w }) => ({ block, x, y, w, h }));
}

/** A texture over every guest's memory, so that guests are told apart without their colours; others than the one in focus recede. */
export function patternLayer(rooms: readonly RoomScene[], ink: Ink): Layer {
  const { theme, focus } = ink;
  const isTile = ink.layout.metrics.level === 'tile';
  const marks = rooms.flatMap((room) =>
    blockBoxes(room, ink).flatMap(({ block, ...box }): Mark[] => {
      const d = texturePath(block.guest, box, isTile ? TILE_SCALE : 1);
      if (d === '') return [];
      const isQuiet = focus !== null && focus !== block.guest;
      const cls = `pattern pattern-${block.guest % TEXTURE_COUNT}`;
      // The halo keeps the line apart from cells as strong as itself.
      return [
        { kind: 'path', d, stroke: theme.tank, width: 2.4, opacity: isQuiet ? 0.15 : 0.5, cls: 'pattern-halo' },
        { kind: 'path', d, stroke: theme.ink, width: 0.9, opacity: isQuiet ? 0.2 : 0.8, cls },
      ];
    }),
  );
  return { id: 'patterns', marks };
}
