import { paintOf, type Ink } from './ink.ts';
import type { ImageMark } from './marks.ts';
import { TANK_ROWS } from './metrics.ts';
import type { RoomScene } from './scene.ts';
import { forEachCell } from './tank.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The memory of a room as a picture of one pixel for each cell, in the same order as its tank. */
export function densityMark(room: RoomScene, ink: Ink, box: Box): ImageMark | undefined {
  const columns = room.room.tankColumns;
  if (columns === 0) return undefined;
  const colours = Array.from({ length: columns * TANK_ROWS }, (): string | undefined => undefined);
  for (const placed of room.blocks) {
    const first = Math.round((placed.x - room.room.inner.x) / ink.layout.pitch);
    const { guest, node } = placed.block;
    const paint = paintOf(ink, guest, node);
    const heat = ink.heat[guest];
    forEachCell(placed, (i, { state }, extent) => {
      const column = first + (i % placed.columns);
      if (column >= columns) return;
      const at = Math.floor(i / placed.columns) * columns + column;
      if (state === 'gone') colours[at] = paint.gone;
      else colours[at] = state === 'reserved' ? paint.reserved : paint.shades[heat?.[extent] ?? 1];
    });
  }
  return { kind: 'image', ...box, columns, rows: TANK_ROWS, colours, cls: 'density' };
}
