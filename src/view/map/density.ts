import { paintOf, type Ink } from './ink.ts';
import type { ImageMark } from './marks.ts';
import { TANK_ROWS } from './metrics.ts';
import type { RoomScene } from './scene.ts';
import { forEachCell, type PlacedBlock } from './tank.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Places in a guest's part of the palette: its heat steps come first. */
const GONE = 4;
const RESERVED = 5;

function placeIn(state: string, step: number): number {
  if (state === 'gone') return GONE;
  return state === 'reserved' ? RESERVED : step;
}

interface Pixels {
  readonly columns: number;
  readonly cells: Uint16Array;
  readonly palette: string[];
}

function addBlock(placed: PlacedBlock, room: RoomScene, ink: Ink, { columns, cells, palette }: Pixels): void {
  const first = Math.round((placed.x - room.room.inner.x) / ink.layout.pitch);
  const { guest, node } = placed.block;
  const { shades, gone, reserved } = paintOf(ink, guest, node);
  const heat = ink.heat[guest];
  const base = palette.length + 1;
  palette.push(...shades, gone, reserved);
  forEachCell(placed, (i, { state }, extent) => {
    const column = first + (i % placed.columns);
    if (column >= columns) return;
    cells[Math.floor(i / placed.columns) * columns + column] = base + placeIn(state, heat?.[extent] ?? 1);
  });
}

/** The memory of a room as a picture of one pixel for each cell, in the same order as its tank. */
export function densityMark(
  room: RoomScene,
  ink: Ink,
  box: Box,
  columns = room.room.tankColumns,
): ImageMark | undefined {
  if (columns === 0) return undefined;
  const pixels = { columns, cells: new Uint16Array(columns * TANK_ROWS), palette: [] };
  for (const placed of room.blocks) addBlock(placed, room, ink, pixels);
  return { kind: 'image', ...box, rows: TANK_ROWS, ...pixels, cls: 'density' };
}

/** Whether every cell of a room lies on the columns of its tank, and is as it stays: nothing gone, on its way or reserved. */
function isPlain({ room, blocks, state }: RoomScene, { pitch }: Ink['layout']): boolean {
  if (state?.lifted !== undefined) return false;
  return blocks.every(
    ({ block, pitch: own, x }) =>
      own === pitch &&
      Number.isInteger(Math.round(((x - room.inner.x) / pitch) * 1e6) / 1e6) &&
      block.stretches.every((stretch) => stretch.state === 'here'),
  );
}

/**
 * The cells of a room in a dense map as one picture with gaps, which looks like its cells one by one and is drawn many times as fast;
 * undefined where cells are outlined or do not lie on the tank's columns.
 */
export function plainTank(room: RoomScene, ink: Ink): ImageMark | undefined {
  const { layout, theme } = ink;
  if (layout.piped || layout.metrics.level !== 'compact' || !isPlain(room, layout)) return undefined;
  const { inner, tankY: y } = room.room;
  const columns = room.blocks.reduce((sum, placed) => sum + placed.columns, 0);
  const box = { x: inner.x, y, w: columns * layout.pitch, h: TANK_ROWS * layout.pitchY };
  const mark = densityMark(room, ink, box, columns);
  return mark && { ...mark, gap: theme.tank };
}
