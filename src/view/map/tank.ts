import type { MemoryBlock, Stretch } from './blocks.ts';
import type { Layout, Room } from './layout.ts';
import { TANK_ROWS } from './metrics.ts';

/** A block of memory in its place within a tank, px. */
export interface PlacedBlock {
  readonly block: MemoryBlock;
  readonly x: number;
  readonly w: number;
  readonly columns: number;
  /** Pitch of its columns: narrower than the tank's only where many small blocks share it. */
  readonly pitch: number;
  readonly cells: number;
}

/** Where a guest's other memory is, seen from a room: its block goes to that side. */
export type Side = -1 | 0 | 1;

/** The side of `room` that faces another room; rooms above or below are reached around the outside. */
export function sideTowards(room: Room, other: Room, columns: number): Side {
  const dx = other.slot.column - room.slot.column;
  if (dx !== 0) return dx < 0 ? -1 : 1;
  return room.slot.column === 0 || columns === 1 ? -1 : 1;
}

function cellsOf(block: MemoryBlock, layout: Layout): number {
  return Math.max(1, Math.round(block.spanMiB / layout.cellMiB));
}

/** Blocks left to right: those that face a room on the left, the others, those that face one on the right. */
export function orderBlocks(blocks: readonly MemoryBlock[], sideOf: (block: MemoryBlock) => Side): MemoryBlock[] {
  return blocks
    .map((block, i) => ({ block, i, side: sideOf(block) }))
    .toSorted((a, b) => a.side - b.side || a.i - b.i)
    .map((entry) => entry.block);
}

/** What is gone or reserved gives way where the tank has no room left to show it. */
function wholeColumns(cells: readonly number[], tankColumns: number): readonly number[] | undefined {
  const columns = cells.map((count) => Math.ceil(count / TANK_ROWS));
  return columns.reduce((a, b) => a + b, 0) <= tankColumns ? columns : undefined;
}

function placeWhole(blocks: readonly MemoryBlock[], columns: readonly number[], layout: Layout, left: number) {
  let at = 0;
  return blocks.map((block, i): PlacedBlock => {
    const x = left + at * layout.pitch;
    at += columns[i]!;
    const w = columns[i]! * layout.pitch - 1;
    return { block, x, w, columns: columns[i]!, pitch: layout.pitch, cells: cellsOf(block, layout) };
  });
}

/** Blocks as wide as their memory to the fraction of a column: equal area stays equal memory. */
function placeExact(blocks: readonly MemoryBlock[], layout: Layout, room: Room, left: number): PlacedBlock[] {
  const span = blocks.reduce((total, block) => total + block.spanMiB, 0);
  const capacity = room.tankColumns * TANK_ROWS * layout.cellMiB;
  const scale = (room.tankColumns * layout.pitch - 1) / Math.max(capacity, span);
  let x = left;
  return blocks.map((block) => {
    const w = block.spanMiB * scale;
    const columns = Math.max(1, Math.round(w / layout.pitch));
    const placed = { block, x, w: Math.max(0.5, w - 1), columns, pitch: w / columns, cells: columns * TANK_ROWS };
    x += w;
    return placed;
  });
}

/** Puts blocks into a room's tank, in that order. */
export function placeBlocks(blocks: readonly MemoryBlock[], layout: Layout, room: Room): readonly PlacedBlock[] {
  const columns = wholeColumns(
    blocks.map((block) => cellsOf(block, layout)),
    room.tankColumns,
  );
  const left = room.inner.x;
  return columns ? placeWhole(blocks, columns, layout, left) : placeExact(blocks, layout, room, left);
}

/** Visits every cell of a block, row by row, hottest first: its number, the stretch it belongs to, and the extent. */
export function forEachCell(placed: PlacedBlock, visit: (i: number, stretch: Stretch, extent: number) => void): void {
  const { stretches, spanMiB } = placed.block;
  const step = spanMiB / placed.cells;
  let s = 0;
  let before = 0;
  for (let i = 0; i < placed.cells; i += 1) {
    const at = (i + 0.5) * step;
    while (s < stretches.length - 1 && before + stretches[s]!.memoryMiB <= at) {
      before += stretches[s]!.memoryMiB;
      s += 1;
    }
    const stretch = stretches[s]!;
    const within = stretch.memoryMiB > 0 ? (at - before) / stretch.memoryMiB : 0;
    visit(i, stretch, Math.floor(stretch.from + within * (stretch.to - stretch.from)));
  }
}
