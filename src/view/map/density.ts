import { paintOf, type Ink } from './ink.ts';
import type { ImageMark } from './marks.ts';
import { TANK_ROWS } from './metrics.ts';
import { isLifted, type RoomScene } from './scene.ts';
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

function pictureOf(blocks: readonly PlacedBlock[], columns: number, room: RoomScene, ink: Ink, box: Box): ImageMark {
  const pixels = { columns, cells: new Uint16Array(columns * TANK_ROWS), palette: [] };
  for (const placed of blocks) addBlock(placed, room, ink, pixels);
  return { kind: 'image', ...box, rows: TANK_ROWS, ...pixels, cls: 'density' };
}

/** The memory of a room as a picture of one pixel for each cell, in the same order as its tank. */
export function densityMark(room: RoomScene, ink: Ink, box: Box): ImageMark | undefined {
  const columns = room.room.tankColumns;
  return columns === 0 ? undefined : pictureOf(room.blocks, columns, room, ink, box);
}

/** Whether a block's cells lie on the columns of the tank and are as they stay: none lifted, gone, on its way or reserved. */
function isPlain({ block, pitch, x }: PlacedBlock, room: RoomScene, layout: Ink['layout']): boolean {
  const column = (x - room.room.inner.x) / layout.pitch;
  const isOnGrid = pitch === layout.pitch && Math.abs(column - Math.round(column)) < 1e-6;
  const isStill = block.stretches.every((stretch) => stretch.state === 'here');
  return isOnGrid && isStill && !isLifted(room, block.guest, block.part);
}

/** Blocks that `plainCells` draws; none where rooms are few or large. */
export function plainBlocks(room: RoomScene, { layout }: Ink): ReadonlySet<PlacedBlock> {
  if (layout.piped || layout.metrics.level !== 'compact') return new Set();
  return new Set(room.blocks.filter((placed) => isPlain(placed, room, layout)));
}

/** Cells in a dense map as one picture with gaps, which looks like them one by one and is drawn many times as fast. */
export function plainCells(blocks: ReadonlySet<PlacedBlock>, room: RoomScene, ink: Ink): ImageMark[] {
  if (blocks.size === 0) return [];
  const { pitch, pitchY } = ink.layout;
  const { inner, tankY: y } = room.room;
  const columns = Math.round((Math.max(...[...blocks].map((placed) => placed.x + placed.w)) + 1 - inner.x) / pitch);
  const box = { x: inner.x, y, w: columns * pitch, h: TANK_ROWS * pitchY };
  return [{ ...pictureOf([...blocks], columns, room, ink, box), gap: ink.theme.tank }];
}
