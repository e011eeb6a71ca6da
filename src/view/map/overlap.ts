import type { Layer } from './draw.ts';
import type { Layout } from './layout.ts';
import type { TextMark } from './marks.ts';
import { textWidth } from './text-width.ts';

/** A text's box, px. */
export interface TextBox {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const ASCENT = 0.75;
const DESCENT = 0.2;
/** Boxes may touch by this much. */
const SLACK = 0.5;

/** The box that a text takes, by the width table. */
export function textBox(mark: TextMark): TextBox {
  const w = textWidth(mark.text, mark.size, mark.weight);
  const left = { start: mark.x, middle: mark.x - w / 2, end: mark.x - w }[mark.anchor];
  return { text: mark.text, x: left, y: mark.y - mark.size * ASCENT, w, h: mark.size * (ASCENT + DESCENT) };
}

function meet(a: TextBox, b: TextBox): boolean {
  return a.x + a.w > b.x + SLACK && b.x + b.w > a.x + SLACK && a.y + a.h > b.y + SLACK && b.y + b.h > a.y + SLACK;
}

function inside(box: TextBox, x: number, y: number, w: number, h: number): boolean {
  return box.x >= x - SLACK && box.y >= y - SLACK && box.x + box.w <= x + w + SLACK && box.y + box.h <= y + h + SLACK;
}

function leaves(mark: TextMark, layout: Layout): string[] {
  const box = textBox(mark);
  const room = mark.room === undefined ? undefined : layout.rooms[mark.room];
  if (room && !inside(box, room.x, room.y, room.w, room.h)) return [`"${mark.text}" leaves node ${mark.room}`];
  return inside(box, 0, 0, layout.width, layout.height) ? [] : [`"${mark.text}" leaves the map`];
}

/** What is wrong with the texts of a picture: two that overlap, one that leaves its room or the map. Empty = nothing. */
export function textProblems(layers: readonly Layer[], layout: Layout): string[] {
  const texts = layers.flatMap((layer) => layer.marks.filter((mark): mark is TextMark => mark.kind === 'text'));
  const problems = texts.flatMap((mark) => leaves(mark, layout));
  // From top to bottom: what begins below a text's end cannot meet it.
  const boxes = texts.map(textBox).toSorted((a, b) => a.y - b.y);
  boxes.forEach((a, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j]!.y < a.y + a.h; j += 1)
      if (meet(a, boxes[j]!)) problems.push(`"${a.text}" and "${boxes[j]!.text}" overlap`);
  });
  return problems;
}
