import { paintOf, nameColour, type Ink } from './ink.ts';
import { label, num, pill, pillWidth, type CellsMark, type Mark } from './marks.ts';
import { TANK_ROWS } from './metrics.ts';
import { isLifted, type RoomScene, type Scene } from './scene.ts';
import type { Stretch } from './blocks.ts';
import type { GuestPaint } from './colours.ts';
import { plainBlocks, plainCells } from './density.ts';
import { tagsOf } from './tags.ts';
import { forEachCell, type PlacedBlock } from './tank.ts';
import { textWidth } from './text-width.ts';
import { gib } from './units-text.ts';

/** What a cell looks like; the numbers below 4 are heat steps, filled. */
const OUTLINE = 4;
const BRIGHT = 5;
const DOT = 6;

function lookOf({ state }: Stretch, heat: number, lifted: boolean): number {
  if (state === 'reserved') return DOT;
  if (state === 'flight') return BRIGHT;
  return state === 'gone' || lifted ? OUTLINE : heat;
}

function cellsMark(look: number, at: number[], w: number, h: number, paint: GuestPaint): CellsMark {
  const base = { kind: 'cells', at } as const;
  if (look === DOT) return { ...base, w: 2, h: 2, r: 1, fill: paint.reserved };
  if (look < OUTLINE) return { ...base, w, h, r: 1, fill: paint.shades[look]! };
  const outline = { ...base, w: w - 1, h: h - 1, r: 1 };
  if (look === OUTLINE) return { ...outline, stroke: paint.gone };
  return { ...outline, stroke: paint.shades[0]!, fill: paint.shades[2]! };
}

/** How far a cell's mark is set in, px. */
function insetOf(look: number, w: number, h: number): readonly [number, number] {
  if (look < OUTLINE) return [0, 0];
  return look === DOT ? [w / 2 - 1, h / 2 - 1] : [0.5, 0.5];
}

/** Cells of one block, those that look alike together. */
function drawCells(placed: PlacedBlock, scene: RoomScene, ink: Ink): Mark[] {
  const { pitchY } = ink.layout;
  const { tankY } = scene.room;
  const [w, h] = [placed.pitch > 2.5 ? placed.pitch - 1 : placed.pitch * 0.8, pitchY - 1];
  const { guest, part, node } = placed.block;
  const lifted = isLifted(scene, guest, part);
  const heat = ink.heat[guest];
  const groups: number[][] = Array.from({ length: DOT + 1 }, () => []);
  forEachCell(placed, (i, stretch, extent) => {
    const look = lookOf(stretch, heat?.[extent] ?? 1, lifted);
    const x = placed.x + (i % placed.columns) * placed.pitch;
    groups[look]!.push(x, tankY + Math.floor(i / placed.columns) * pitchY);
  });
  const paint = paintOf(ink, guest, node);
  return groups.flatMap((at, look) => {
    if (at.length === 0) return [];
    const [dx, dy] = insetOf(look, w, h);
    const placedAt = dx === 0 && dy === 0 ? at : at.map((value, i) => value + (i % 2 === 0 ? dx : dy));
    return [cellsMark(look, placedAt, w, h, paint)];
  });
}

/** "db-1 1/2": the name of a part. */
export function partName(guest: number, part: number, scene: Pick<Scene, 'guests' | 'partCounts'>): string {
  const name = scene.guests[guest]?.name ?? '?';
  const count = scene.partCounts.get(guest) ?? 1;
  return part >= 0 && count > 1 ? `${name} ${part + 1}/${count}` : name;
}

const MOTION_WORDS = { still: '', leaving: ' leaving', arriving: ' arriving' };

/** What the move in hand would bring is called by its wish. */
function wishOf({ block }: PlacedBlock, { state }: RoomScene): string | undefined {
  return block.memoryMiB === 0 ? state?.wouldBe?.find(({ guest }) => guest === block.guest)?.label : undefined;
}

/** What a block may be called, the fullest first, at last two letters; under the lens of differences the lead comes before the name. */
function namesOf({ block }: PlacedBlock, scene: Scene, first: readonly (string | undefined)[]): readonly string[] {
  const plain = partName(block.guest, block.part, scene);
  const name = scene.guests[block.guest]?.name ?? '?';
  const names = [...first, plain + MOTION_WORDS[block.motion], plain, name, tagsOf(scene.guests)[block.guest] ?? ''];
  return names.flatMap((one) => (one ? [one] : []));
}

function drawLabel(placed: PlacedBlock, room: RoomScene, scene: Scene, ink: Ink): Mark[] {
  const { labelFont: size } = ink.layout.metrics;
  const { block } = placed;
  const wish = wishOf(placed, room);
  const lead = ink.leads?.[block.guest]?.text;
  const options = { size, room: room.room.node, cls: 'guest-name' };
  const y = room.room.tankY - 10;
  const at = (text: string, x: number, fill: string): Mark => label(x, y, text, { ...options, fill });
  const fits = (text: string): boolean => textWidth(text, size) <= placed.w - 2;
  const name = partName(block.guest, block.part, scene);
  const amount = lead ?? gib(block.memoryMiB);
  if (block.motion === 'still' && wish === undefined && fits(`${name} ${amount}`)) {
    // Not a leading space: SVG would swallow it.
    const x = placed.x + textWidth(`${name} `, size);
    const fill = lead === undefined ? ink.theme.ink3 : ink.theme.ink;
    return [at(name, placed.x, nameColour(ink, block.guest)), at(amount, x, fill)];
  }
  const text = namesOf(placed, scene, [wish, lead]).find(fits);
  return text ? [at(text, placed.x, nameColour(ink, block.guest))] : [];
}

/** Where blocks have no names their leads stand on them, in a pill of its own ground; the letter or sign alone where no more fits. */
function leadPill(placed: PlacedBlock, { room }: RoomScene, ink: Ink): Mark[] {
  const lead = ink.leads?.[placed.block.guest];
  if (!lead?.side || placed.block.memoryMiB <= 0) return [];
  const { labelFont: size } = ink.layout.metrics;
  const { theme } = ink;
  const text = [lead.text, lead.text.charAt(0)].find((one) => pillWidth(one, size) <= placed.w - 2);
  if (text === undefined) return [];
  const colours = { fill: theme.ink, background: theme.bg3, border: theme[lead.side] };
  return pill(placed.x + placed.w / 2, room.tankY + room.tankH / 2, text, { size, height: size + 4, ...colours });
}

function drawBlock(placed: PlacedBlock, room: RoomScene, scene: Scene, ink: Ink, withCells: boolean): Mark[] {
  const { tankY } = room.room;
  const paint = paintOf(ink, placed.block.guest);
  const full = ink.layout.metrics.level === 'full';
  const marks = withCells ? drawCells(placed, room, ink) : [];
  const thickness = full ? 2.5 : 2;
  marks.push({
    kind: 'rect',
    x: placed.x,
    y: tankY - thickness - 3.5,
    w: placed.w,
    h: thickness,
    r: 1,
    fill: paint.thin,
    cls: 'bracket',
  });
  return [...marks, ...(ink.layout.metrics.names ? drawLabel(placed, room, scene, ink) : leadPill(placed, room, ink))];
}

/** Frames around the selected guest's blocks, above their neighbours' cells. */
function selection(room: RoomScene, ink: Ink): Mark[] {
  const { tankY, tankH } = room.room;
  return room.blocks
    .filter(({ block }) => block.guest === ink.selected || ink.picked.has(block.guest))
    .map(({ x, w }) => ({
      kind: 'rect',
      x: x - 1,
      y: tankY - 1,
      w: w + 2,
      h: tankH + 2,
      r: 2,
      stroke: ink.theme.ink,
      width: 2,
      cls: 'selected',
    }));
}

/** Side of the dot in a free cell, px. */
const DOT_SIZE = 1.4;

/** Dots of free columns; where there are no edges to see (dense maps) as one dashed line for each row. */
function dotMarks(room: RoomScene, ink: Ink, first: number): Mark {
  const { pitch, pitchY, piped } = ink.layout;
  const { tankColumns, inner, tankY } = room.room;
  const { line2: colour } = ink.theme;
  const rows = Array.from({ length: TANK_ROWS }, (_, r) => tankY + (r + 0.5) * pitchY - 1.2);
  const left = inner.x + (first + 0.5) * pitch - 1.2;
  if (!piped) {
    const end = num(left + (tankColumns - first - 1) * pitch + DOT_SIZE);
    const d = rows.map((y) => `M${num(left)} ${num(y + DOT_SIZE / 2)}H${end}`).join('');
    return { kind: 'path', d, stroke: colour, width: DOT_SIZE, dash: [DOT_SIZE, pitch - DOT_SIZE], cls: 'free' };
  }
  const at: number[] = [];
  for (let c = first; c < tankColumns; c += 1) for (const y of rows) at.push(left + (c - first) * pitch, y);
  return { kind: 'cells', at, w: DOT_SIZE, h: DOT_SIZE, r: DOT_SIZE / 2, fill: colour };
}

function freeDots(room: RoomScene, ink: Ink): Mark[] {
  const { pitch } = ink.layout;
  const { tankColumns, inner, tankY } = room.room;
  const last = room.blocks.at(-1);
  const first = last ? Math.ceil((last.x + last.w - inner.x) / pitch - 1e-6) : 0;
  if (first >= tankColumns) return [];
  const marks: Mark[] = [dotMarks(room, ink, first)];
  const { labelFont: size, names } = ink.layout.metrics;
  const empty = room.blocks.length === 0;
  const text = empty ? `${gib(room.freeMiB)} GiB free` : 'free';
  if (names && (tankColumns - first) * pitch >= textWidth(text, size) + 2)
    marks.push(
      label(inner.x + first * pitch + (empty ? 0 : 1), tankY - 10, text, {
        size,
        fill: ink.theme.ink3,
        room: room.room.node,
      }),
    );
  return marks;
}

/** The memory of a node: a block of columns for each guest, hot above cold, free memory as dots. */
export function drawTank(room: RoomScene, scene: Scene, ink: Ink): Mark[] {
  const { inner, tankY, tankH, tankColumns } = room.room;
  if (tankColumns === 0) return [];
  const tank: Mark = {
    kind: 'rect',
    x: inner.x - 3.5,
    y: tankY - 3.5,
    w: tankColumns * ink.layout.pitch - 1 + 7,
    h: tankH + 7,
    r: 5,
    fill: ink.theme.tank,
    stroke: ink.theme.line,
    cls: 'tank',
  };
  const plain = plainBlocks(room, ink);
  return [
    tank,
    ...plainCells(plain, room, ink),
    ...freeDots(room, ink),
    ...room.blocks.flatMap((placed) => drawBlock(placed, room, scene, ink, !plain.has(placed))),
    ...selection(room, ink),
  ];
}
