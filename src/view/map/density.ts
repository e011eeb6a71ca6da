import { paintOf, type Ink } from './ink.ts';
import type { ImageMark } from './marks.ts';
import { TANK_ROWS } from './metrics.ts';
import type { RoomScene } from './scene.ts';
import { cellsAt, type PlacedBlock } from './tank.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function colourOf(placed: PlacedBlock, extent: number, state: string, ink: Ink): string {
  const paint = paintOf(ink, placed.block.guest, placed.block.node);
  if (state === 'gone') return paint.gone;
  if (state === 'reserved') return paint.reserved;
  return paint.shades[ink.heat[placed.block.guest]?.[extent] ?? 1]!;
}

/** The memory of a room as a picture of one pixel for each cell, in the same order as its tank. */
export function densityMark(room: RoomScene, ink: Ink, box: Box): ImageMark | undefined {
  const columns = room.room.tankColumns;
  if (columns === 0) return undefined;
  const colours = Array.from({ length: columns * TANK_ROWS }, (): string | undefined => undefined);
  for (const placed of room.blocks) {
    const first = Math.round((placed.x - room.room.inner.x) / ink.layout.pitch);
    cellsAt(placed).forEach((cell, i) => {
      const column = first + (i % placed.columns);
      const row = Math.floor(i / placed.columns);
      if (column < columns) colours[row * columns + column] = colourOf(placed, cell.extent, cell.stretch.state, ink);
    });
  }
  return { kind: 'image', ...box, columns, rows: TANK_ROWS, colours, cls: 'density' };
}
