import type { MemoryBlock } from './blocks.ts';
import type { Layout } from './layout.ts';
import type { RoomScene } from './scene.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Height of the bar of load in a tile, and where it begins under the tile's upper edge, px. */
export const BAR = 3;
export const BAR_AT = 17;
/** Least height of a picture of the memory, px. */
const LEAST_DENSITY = 7;
/** Narrower tiles have a narrower edge, px. */
const ROOMY = 64;

/** Space at the edges of a tile, px. */
export function tilePad({ room }: Pick<RoomScene, 'room'>): number {
  return room.w < ROOMY ? 4 : 6;
}

/** Where a tile shows its memory; undefined where it is too small, or has none. */
export function tileMemory(scene: Pick<RoomScene, 'room'>): Box | undefined {
  const { x, y, w, h, tankColumns } = scene.room;
  const pad = tilePad(scene);
  const top = y + BAR_AT + BAR + 2;
  const height = y + h - pad - top;
  return height < LEAST_DENSITY || tankColumns === 0 ? undefined : { x: x + pad, y: top, w: w - 2 * pad, h: height };
}

/** A block of memory where a tile shows it. */
export interface TileBlock extends Box {
  readonly block: MemoryBlock;
}

/** The blocks of a tile, in the columns of its picture. */
export function tileBlocks(scene: RoomScene, { pitch }: Pick<Layout, 'pitch'>): readonly TileBlock[] {
  const box = tileMemory(scene);
  if (!box) return [];
  const { inner, tankColumns } = scene.room;
  const column = box.w / tankColumns;
  return scene.blocks.flatMap(({ block, x, columns }) => {
    const first = Math.round((x - inner.x) / pitch);
    const count = Math.min(columns, tankColumns - first);
    return count > 0 ? [{ block, x: box.x + first * column, y: box.y, w: count * column, h: box.h }] : [];
  });
}
