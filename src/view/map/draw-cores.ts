import type { VcpuRow } from './deal.ts';
import { nameColour, paintOf, type Ink } from './ink.ts';
import { label, line, type CellsMark, type Mark } from './marks.ts';
import { pinDot, pinMarks } from './pin-mark.ts';
import { isLifted, type RoomScene } from './scene.ts';
import { tagsOf } from './tags.ts';
import { textWidth } from './text-width.ts';
import { percent } from './units-text.ts';

/** A core's box. */
export interface CoreBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Above this many cores a core is one cell, not a box with rows, until boxes with names fit. */
const MOST_BOXES = 16;
/** Rooms of fewer cores have boxes already where they are narrower, if they are as wide as this, px. */
const ROOMY_BOX = 56;
/** Width of a box that vCPUs are named in, px; in narrower ones they are bars. */
export const NAMES_FROM = 40;
/** Height of such a bar's row, px. */
export const BAR_ROW = 6;
/** Least height of a box with a named row, px. */
const LEAST_BOX = 24;

/** A node and where it is drawn. */
export type NodeRoom = Pick<RoomScene, 'room' | 'node'>;

/** Whether cores are boxes with vCPU rows (else: one cell for each core). */
export function hasCoreBoxes({ node, room }: NodeRoom, ink: Pick<Ink, 'layout'>): boolean {
  const { level, cpuHeight, stub, rowHeight } = ink.layout.metrics;
  const height = cpuHeight - stub;
  if (level === 'compact') return height >= 3 * rowHeight && room.inner.w / node.cores - 4 >= ROOMY_BOX;
  return level === 'full' && (node.cores <= MOST_BOXES || namedRows(node.cores, room.inner.w, height) !== undefined);
}

/** Fewest rows of boxes in which names fit; undefined where the height does not allow them. */
function namedRows(count: number, width: number, height: number): number | undefined {
  const most = Math.max(1, Math.floor((height + 4) / (LEAST_BOX + 4)));
  for (let rows = 1; rows <= most; rows += 1) if (width / Math.ceil(count / rows) - 4 >= NAMES_FROM) return rows;
  return undefined;
}

/** Boxes of a node's cores, px. */
export function coreBoxes(scene: NodeRoom, ink: Pick<Ink, 'layout'>): CoreBox[] {
  const { inner, cpuY } = scene.room;
  const { cpuHeight, stub } = ink.layout.metrics;
  const count = scene.node.cores;
  const rows = namedRows(count, inner.w, cpuHeight - stub) ?? 1;
  const columns = Math.max(1, Math.ceil(count / rows));
  const gap = columns <= 8 ? 4 : 2;
  const w = (inner.w - (columns - 1) * gap) / columns;
  const h = (cpuHeight - stub - (rows - 1) * 4) / rows;
  return Array.from({ length: count }, (_, i) => ({
    x: inner.x + (i % columns) * (w + gap),
    y: cpuY + Math.floor(i / columns) * (h + 4),
    w,
    h,
  }));
}

function vcpuName(row: VcpuRow, ink: Ink): string {
  return `${ink.guests[row.guest]?.name ?? '?'} ${row.vcpu}`;
}

/** The longest form of the name that fits: with the vCPU's number, without, two letters, or none. */
function fittingName(row: VcpuRow, ink: Ink, room: number): string | undefined {
  const full = vcpuName(row, ink);
  const short = ink.guests[row.guest]?.name ?? '?';
  const forms = [full, short, tagsOf(ink.guests)[row.guest] ?? ''];
  return forms.find((text) => text !== '' && textWidth(text, ink.layout.metrics.rowFont) <= room);
}

/** Name and share (or `extra`) of a row as far as they fit: `extra` goes first, then the name. */
function rowTexts(row: VcpuRow, ink: Ink, space: number, extra: string | undefined) {
  const { rowFont, shares } = ink.layout.metrics;
  const kept = extra ? textWidth(extra, rowFont) + 4 : 0;
  const name = fittingName(row, ink, space - kept);
  const left = space - (name ? textWidth(name, rowFont) + 4 : 0);
  const share = percent(row.share);
  return { name, right: extra ?? (shares && textWidth(share, rowFont) <= left ? share : undefined) };
}

/** Room that the sign of a pinned vCPU takes before its name, px. */
const PIN_WIDTH = 9;

function namedRow(row: VcpuRow, box: CoreBox, y: number, scene: RoomScene, ink: Ink, extra?: string): Mark[] {
  const { metrics: m } = ink.layout;
  const base = y + m.rowHeight - 7;
  const options = { size: m.rowFont, room: scene.room.node };
  const indent = row.pinned ? PIN_WIDTH : 0;
  const { name, right } = rowTexts(row, ink, box.w - 10 - indent, extra);
  const marks = bar(row, box, base + 3, 2, scene.room.node, ink);
  const fill = isLifted(scene, row.guest, row.part) ? ink.theme.ink3 : nameColour(ink, row.guest);
  if (row.pinned) marks.push(...pinMarks(box.x + 8, base - 7.5, paintOf(ink, row.guest).thin));
  if (name) marks.push(label(box.x + 5 + indent, base, name, { ...options, fill, cls: 'vcpu' }));
  if (right) marks.push(label(box.x + box.w - 5, base, right, { ...options, fill: ink.theme.ink3, anchor: 'end' }));
  return marks;
}

function bar(row: VcpuRow, box: CoreBox, y: number, h: number, node: number, ink: Ink): Mark[] {
  const inset = box.w >= NAMES_FROM ? 5 : 2;
  const rect = { kind: 'rect', x: box.x + inset, y, h, r: 1 } as const;
  const w = box.w - 2 * inset;
  return [
    { ...rect, w, fill: ink.theme.bg3 },
    { ...rect, w: w * Math.min(1, row.share), fill: paintOf(ink, row.guest, node).thin },
    ...(row.pinned && box.w < NAMES_FROM ? [pinDot(box.x + inset, y + h / 2, ink)] : []),
  ];
}

function boxMark(box: CoreBox, named: boolean, ink: Ink): Mark {
  const { tank: fill, line: stroke } = ink.theme;
  const r = named ? 5 : 3;
  return { kind: 'rect', x: box.x + 0.5, y: box.y + 0.5, w: box.w - 1, h: box.h - 1, r, fill, stroke, cls: 'core' };
}

/** A core: one row for each vCPU queued there; what does not fit is counted in the last row. */
function drawBox(rows: readonly VcpuRow[], box: CoreBox, scene: RoomScene, ink: Ink): Mark[] {
  const named = box.w >= NAMES_FROM;
  const pitch = named ? ink.layout.metrics.rowHeight : BAR_ROW;
  const most = Math.floor((box.h - ink.layout.metrics.coreFoot - (named ? 6 : 4)) / pitch);
  const hidden = rows.length - most;
  return rows.slice(0, most).reduce<Mark[]>(
    (marks, row, i) => {
      const y = box.y + 4 + i * pitch;
      const extra = hidden > 0 && i === most - 1 ? `+${hidden}` : undefined;
      marks.push(...(named ? namedRow(row, box, y, scene, ink, extra) : bar(row, box, y, 3, scene.room.node, ink)));
      return marks;
    },
    [boxMark(box, named, ink)],
  );
}

/** Lines from the cores to the memory bus. */
function stubs(all: readonly CoreBox[], scene: RoomScene, ink: Ink): Mark[] {
  const boxes = all.filter((box) => box.y === all.at(-1)?.y);
  const y = scene.room.busY - 2;
  const colour = ink.theme.line2;
  const marks: Mark[] = boxes.map((box) => line(box.x + box.w / 2, box.y + box.h, box.x + box.w / 2, y, colour));
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (first && last && first !== last) marks.push(line(first.x + first.w / 2, y, last.x + last.w / 2, y, colour));
  return marks;
}

function gridShape(count: number, w: number, h: number): { columns: number; pitchX: number; pitchY: number } {
  let rows = 1;
  while (rows < count && (w / Math.ceil(count / rows)) * 1.4 < h / rows) rows += 1;
  const columns = Math.ceil(count / rows);
  return { columns, pitchX: w / columns, pitchY: Math.min(h / rows, (w / columns) * 2) };
}

/** Cells of the cores of a node that has too many of them for boxes, px. */
export function gridBoxes({ room, node }: NodeRoom, ink: Pick<Ink, 'layout'>): CoreBox[] {
  const { inner, cpuY } = room;
  const height = ink.layout.metrics.cpuHeight - ink.layout.metrics.stub;
  const { columns, pitchX, pitchY } = gridShape(node.cores, inner.w, height);
  return Array.from({ length: node.cores }, (_, i) => ({
    x: inner.x + (i % columns) * pitchX,
    y: cpuY + Math.floor(i / columns) * pitchY,
    w: pitchX - 1,
    h: pitchY - 1,
  }));
}

/** One cell for each core, filled with the guest that has most of it, as high as the core is used. */
function drawGrid(scene: RoomScene, ink: Ink): Mark[] {
  const boxes = gridBoxes(scene, ink);
  const [{ w, h } = { w: 0, h: 0 }] = boxes;
  const { tank: fill, line: stroke } = ink.theme;
  const at = boxes.flatMap(({ x, y }) => [x, y]);
  const beds: Mark = { kind: 'cells', at, w, h, r: ink.layout.piped ? 1 : 0, fill, stroke, cls: 'core' };
  return [beds, ...coreFills(scene, boxes, ink), ...pinnedCells(scene, boxes, ink)];
}

/** A dot in the corner of every core that somebody is pinned to. */
function pinnedCells(scene: RoomScene, boxes: readonly CoreBox[], ink: Ink): Mark[] {
  return boxes.flatMap(({ x, y, w, h }, i) =>
    w >= 5 && h >= 5 && scene.cores[i]!.some((row) => row.pinned) ? [pinDot(x + 2, y + 2, ink)] : [],
  );
}

/** Who has most of a core, and how much of it is used in all; undefined = nobody. */
function useOf(rows: readonly VcpuRow[]): { readonly guest: number; readonly used: number } | undefined {
  let most = rows[0];
  let used = 0;
  for (const row of rows) {
    used += row.share;
    if (most && row.share > most.share) most = row;
  }
  return most && used > 0 ? { guest: most.guest, used: Math.min(1, used) } : undefined;
}

/** Fills of a node's cells; neighbours that look alike (a guest's vCPUs are dealt one after the other) are one mark. */
function coreFills(scene: RoomScene, boxes: readonly CoreBox[], ink: Ink): Mark[] {
  const marks: (CellsMark & { readonly at: number[] })[] = [];
  boxes.forEach((box, i) => {
    const use = useOf(scene.cores[i]!);
    if (!use) return;
    const h = Math.max(1, box.h * use.used);
    const fill = paintOf(ink, use.guest, scene.room.node).shades[1]!;
    const last = marks.at(-1);
    const [x, y] = [box.x, box.y + box.h - h];
    if (last?.fill === fill && last.h === h) last.at.push(x, y);
    else marks.push({ kind: 'cells', at: [x, y], w: box.w, h, r: 0, fill });
  });
  return marks;
}

/** The cores of a node with the vCPUs queued on them. */
export function drawCores(scene: RoomScene, ink: Ink): Mark[] {
  if (scene.node.cores === 0) return [];
  if (!hasCoreBoxes(scene, ink)) return drawGrid(scene, ink);
  const boxes = coreBoxes(scene, ink);
  return [...boxes.flatMap((box, i) => drawBox(scene.cores[i]!, box, scene, ink)), ...stubs(boxes, scene, ink)];
}
