import type { Layer } from './draw.ts';
import { FONT_STACK } from './fonts.ts';
import type { CellsMark, CircleMark, ImageMark, Mark, PathMark, RectMark, TextMark } from './marks.ts';
import { textWidth } from './text-width.ts';

type Context = CanvasRenderingContext2D;
type StrokeLook = Pick<PathMark, 'stroke' | 'width' | 'dash' | 'dashOffset'>;

function rectPath(ctx: Context, x: number, y: number, w: number, h: number, r: number): void {
  if (w <= 0 || h <= 0) return;
  if (r > 0) ctx.roundRect(x, y, w, h, Math.min(r, w / 2, h / 2));
  else ctx.rect(x, y, w, h);
}

function fillOf(ctx: Context, mark: RectMark): string | CanvasGradient {
  if (!mark.fillTo || !mark.fill || mark.fillTo === mark.fill) return mark.fill ?? 'transparent';
  const gradient = ctx.createLinearGradient(0, mark.y, 0, mark.y + mark.h);
  gradient.addColorStop(0, mark.fill);
  gradient.addColorStop(1, mark.fillTo);
  return gradient;
}

/** Rectangles as thin as this have no corners that could be seen, px. */
const CORNERLESS = 2;

function paintRect(ctx: Context, mark: RectMark): void {
  if (mark.fill && !mark.fillTo && !mark.stroke && (!mark.r || Math.min(mark.w, mark.h) <= CORNERLESS)) {
    ctx.fillStyle = mark.fill;
    ctx.fillRect(mark.x, mark.y, mark.w, mark.h);
    return;
  }
  ctx.beginPath();
  rectPath(ctx, mark.x, mark.y, mark.w, mark.h, mark.r ?? 0);
  if (mark.fill) {
    ctx.fillStyle = fillOf(ctx, mark);
    ctx.fill();
  }
  if (mark.stroke) stroke(ctx, mark);
}

/** Strokes what is the current path, or the one given; dashes are set where there are any only, and taken back. */
function stroke(ctx: Context, look: StrokeLook, path?: Path2D): void {
  const { stroke: colour = 'transparent', width = 1, dash = [], dashOffset = 0 } = look;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  if (dash.length > 0) {
    ctx.setLineDash([...dash]);
    ctx.lineDashOffset = dashOffset;
  }
  if (path) ctx.stroke(path);
  else ctx.stroke();
  if (dash.length > 0) ctx.setLineDash([]);
}

/** What is kept from frame to frame is forgotten when there is more than this of it. */
const MOST_KEPT = 4000;

/** Cells from this size on have corners that can be seen, px. */
const ROUNDED_FROM = 9;

/** Cells without corners or edges: nothing is quicker than plain rectangles. */
function paintPlainCells(ctx: Context, { at, w, h }: CellsMark, fill: string): void {
  ctx.fillStyle = fill;
  for (let i = 0; i < at.length; i += 2) ctx.fillRect(at[i]!, at[i + 1]!, w, h);
}

/** All cells of one colour in one path; corners are rounded only where that can be seen. */
function paintCells(ctx: Context, mark: CellsMark): void {
  const { at, w, h } = mark;
  const r = Math.min(w, h) >= ROUNDED_FROM ? mark.r : 0;
  if (mark.fill && !mark.stroke && r === 0) {
    paintPlainCells(ctx, mark, mark.fill);
    return;
  }
  ctx.beginPath();
  for (let i = 0; i < at.length; i += 2) rectPath(ctx, at[i]!, at[i + 1]!, w, h, r);
  if (mark.fill) {
    ctx.fillStyle = mark.fill;
    ctx.fill();
  }
  if (mark.stroke) stroke(ctx, { stroke: mark.stroke });
}

interface Pixels {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
}

/** A canvas of one pixel for each cell, kept for all images: as large as the largest so far. */
let pixels: Pixels | undefined;

function pixelsFor(columns: number, rows: number): Pixels | undefined {
  if (pixels && pixels.image.width >= columns && pixels.image.height >= rows) return pixels;
  const canvas = document.createElement('canvas');
  const [width, height] = [Math.max(columns, pixels?.image.width ?? 0), Math.max(rows, pixels?.image.height ?? 0)];
  fitCanvas(canvas, width, height, 1);
  const context = canvas.getContext('2d');
  pixels = context ? { canvas, context, image: context.createImageData(width, height) } : undefined;
  return pixels;
}

const PIXELS = new Map<string, number>();

/** #rrggbb as the four bytes of an opaque pixel, the first the lowest; few colours are in use. */
function pixelOf(colour: string): number {
  const known = PIXELS.get(colour);
  if (known !== undefined) return known;
  if (PIXELS.size >= MOST_KEPT) PIXELS.clear();
  const value = Number.parseInt(colour.slice(1), 16);
  const pixel = 0xff000000 + ((value & 255) << 16) + (value & 0xff00) + (value >> 16);
  PIXELS.set(colour, pixel);
  return pixel;
}

function writePixels({ data, width }: ImageData, { cells, palette, columns, rows }: ImageMark): void {
  const words = new Uint32Array(data.buffer);
  const pixelsOf = [0, ...palette.map(pixelOf)];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      words[row * width + column] = pixelsOf[cells[row * columns + column]!]!;
}

function paintGaps(ctx: Context, { x, y, w, h, columns, rows }: ImageMark, gap: string): void {
  const [pitchX, pitchY] = [w / columns, h / rows];
  ctx.fillStyle = gap;
  for (let i = 1; i <= columns; i += 1) ctx.fillRect(x + i * pitchX - 1, y, 1, h);
  for (let i = 1; i <= rows; i += 1) ctx.fillRect(x, y + i * pitchY - 1, w, 1);
}

function paintImage(ctx: Context, mark: ImageMark): void {
  const { columns, rows, x, y, w, h, gap } = mark;
  const small = pixelsFor(columns, rows);
  if (!small) return;
  writePixels(small.image, mark);
  small.context.putImageData(small.image, 0, 0, 0, 0, columns, rows);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(small.canvas, 0, 0, columns, rows, x, y, w, h);
  if (gap) paintGaps(ctx, mark, gap);
}

const PATHS = new Map<string, Path2D>();

/** The same paths come again frame after frame, and reading one takes longer than finding it; forgotten when there are very many. */
function pathOf(d: string): Path2D {
  const known = PATHS.get(d);
  if (known) return known;
  if (PATHS.size >= MOST_KEPT) PATHS.clear();
  const path = new Path2D(d);
  PATHS.set(d, path);
  return path;
}

function paintPath(ctx: Context, mark: PathMark): void {
  if (!mark.stroke) return;
  const path = pathOf(mark.d);
  ctx.lineCap = mark.cap ?? 'butt';
  ctx.lineJoin = 'round';
  stroke(ctx, mark, path);
}

function paintCircle(ctx: Context, mark: CircleMark): void {
  ctx.beginPath();
  ctx.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
  ctx.fillStyle = mark.fill;
  ctx.fill();
  if (mark.stroke) stroke(ctx, mark);
}

const FONTS = new Map<number, string>();

/** Few fonts are in use, and putting their names together takes longer than looking them up. */
function fontOf({ weight, size }: TextMark): string {
  const key = weight * 1000 + size;
  const font = FONTS.get(key) ?? `${weight} ${size}px ${FONT_STACK}`;
  FONTS.set(key, font);
  return font;
}

function paintText(ctx: Context, mark: TextMark): void {
  ctx.font = fontOf(mark);
  ctx.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
  ctx.fillStyle = mark.fill;
  ctx.fillText(mark.text, mark.x, mark.y, textWidth(mark.text, mark.size, mark.weight) + 1);
}

function paintMark(ctx: Context, mark: Mark): void {
  if (mark.opacity !== undefined) ctx.globalAlpha = mark.opacity;
  paintSolid(ctx, mark);
  if (mark.opacity !== undefined) ctx.globalAlpha = 1;
}

function paintSolid(ctx: Context, mark: Mark): void {
  if (mark.kind === 'rect') paintRect(ctx, mark);
  else if (mark.kind === 'cells') paintCells(ctx, mark);
  else if (mark.kind === 'image') paintImage(ctx, mark);
  else if (mark.kind === 'path') paintPath(ctx, mark);
  else if (mark.kind === 'circle') paintCircle(ctx, mark);
  else paintText(ctx, mark);
}

/** Fits the canvas' pixels to its size on screen; true when that changed (and so wiped) it. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): boolean {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === w && canvas.height === h) return false;
  canvas.width = w;
  canvas.height = h;
  return true;
}

/** Draws the layers, in CSS pixels; `ratio` device pixels each; `corner` of the picture comes to the canvas' corner. */
export function paintLayers(
  ctx: Context,
  layers: readonly Layer[],
  ratio: number,
  corner: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  // Within a clip this wipes the clip only.
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.setTransform(ratio, 0, 0, ratio, -corner.x * ratio, -corner.y * ratio);
  ctx.textBaseline = 'alphabetic';
  ctx.globalAlpha = 1;
  for (const layer of layers) for (const mark of layer.marks) paintMark(ctx, mark);
}
