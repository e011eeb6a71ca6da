import { textWidth } from './text-width.ts';

/** What the painters know how to draw; colours are final, so that canvas and SVG show the same picture. */
export type Mark = RectMark | CellsMark | ImageMark | PathMark | CircleMark | TextMark;

interface MarkBase {
  /** Class in the exported picture. */
  readonly cls?: string;
  readonly opacity?: number;
}

export interface RectMark extends MarkBase {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly r?: number;
  readonly fill?: string;
  /** Colour at the bottom of a vertical gradient that starts with `fill`. */
  readonly fillTo?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: readonly number[];
}

/** Many equal cells of one colour: corners as x, y, x, y … */
export interface CellsMark extends MarkBase {
  readonly kind: 'cells';
  readonly at: readonly number[];
  readonly w: number;
  readonly h: number;
  readonly r: number;
  readonly fill?: string;
  readonly stroke?: string;
}

/** A picture of one pixel for each cell, stretched over a box: far out, where cells have no edges. */
export interface ImageMark extends MarkBase {
  readonly kind: 'image';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly columns: number;
  readonly rows: number;
  readonly palette: readonly string[];
  /** By row, places in the palette counted from 1; 0 = nothing there. */
  readonly cells: Uint16Array;
  /** Cells stand apart by a line of this colour at their right and lower edge, 1 px. */
  readonly gap?: string;
}

export interface PathMark extends MarkBase {
  readonly kind: 'path';
  readonly d: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly dashOffset?: number;
  readonly cap?: 'round' | 'butt';
}

export interface CircleMark extends MarkBase {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly fill: string;
  readonly stroke?: string;
  readonly width?: number;
}

export interface TextMark extends MarkBase {
  readonly kind: 'text';
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly weight: 400 | 600;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly fill: string;
  /** Node whose room must hold the text; absent = anywhere on the map. */
  readonly room?: number;
}

interface TextOptions {
  readonly size: number;
  readonly fill: string;
  readonly weight?: 400 | 600;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly room?: number;
  readonly cls?: string;
}

/** A text mark, plain and left-aligned unless told otherwise. */
export function label(x: number, y: number, text: string, options: TextOptions): TextMark {
  return { kind: 'text', x, y, text, weight: 400, anchor: 'start', ...options };
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1): PathMark {
  return { kind: 'path', d: `M${num(x1)} ${num(y1)}L${num(x2)} ${num(y2)}`, stroke, width };
}

/** A coordinate as text: two decimals at most, the same on every machine. */
export function num(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

interface PillOptions {
  readonly size: number;
  readonly height: number;
  readonly fill: string;
  readonly background: string;
  readonly border: string;
}

/** Width of a pill around a text. */
export function pillWidth(text: string, size: number): number {
  return Math.round(textWidth(text, size, 600) + 12);
}

/** A text in a rounded box, centred on a point. */
export function pill(cx: number, cy: number, text: string, options: PillOptions): Mark[] {
  const w = pillWidth(text, options.size);
  const { size, height: h } = options;
  return [
    {
      kind: 'rect',
      x: cx - w / 2,
      y: cy - h / 2,
      w,
      h,
      r: h / 2,
      fill: options.background,
      stroke: options.border,
      cls: 'pill',
    },
    label(cx, cy + size * 0.36, text, { size, fill: options.fill, weight: 600, anchor: 'middle' }),
  ];
}
