import type { Layer } from './draw.ts';
import { FONT_STACK } from './fonts.ts';
import type { CellsMark, CircleMark, ImageMark, Mark, PathMark, RectMark, TextMark } from './marks.ts';
import { textWidth } from './text-width.ts';

type Context = CanvasRenderingContext2D;

function rectPath(ctx: Context, x: number, y: number, w: number, h: number, r: number): void {
  if (w <= 0 || h <= 0) return;
  if (r > 0) ctx.roundRect(x, y, w, h, Math.min(r, w / 2, h / 2));
  else ctx.rect(x, y, w, h);
}

function fillOf(ctx: Context, mark: RectMark): string | CanvasGradient {
  if (!mark.fillTo || !mark.fill) return mark.fill ?? 'transparent';
  const gradient = ctx.createLinearGradient(0, mark.y, 0, mark.y + mark.h);
  gradient.addColorStop(0, mark.fill);
  gradient.addColorStop(1, mark.fillTo);
  return gradient;
}

function paintRect(ctx: Context, mark: RectMark): void {
  if (mark.fill && !mark.fillTo && !mark.stroke && !mark.r) {
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
  if (mark.stroke) stroke(ctx, mark.stroke, mark.width ?? 1, mark.dash);
}

function stroke(ctx: Context, colour: string, width: number, dash: readonly number[] = [], offset = 0): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash([...dash]);
  ctx.lineDashOffset = offset;
  ctx.stroke();
}

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
  if (mark.stroke) stroke(ctx, mark.stroke, 1);
}

/** A canvas of one pixel for each cell, kept for all images. */
const pixels = { canvas: undefined as HTMLCanvasElement | undefined };

function writePixels(data: Uint8ClampedArray, colours: ImageMark['colours']): void {
  colours.forEach((colour, i) => {
    if (!colour) return;
    const value = Number.parseInt(colour.slice(1), 16);
    data[4 * i] = value >> 16;
    data[4 * i + 1] = (value >> 8) & 255;
    data[4 * i + 2] = value & 255;
    data[4 * i + 3] = 255;
  });
}

function paintImage(ctx: Context, mark: ImageMark): void {
  const canvas = (pixels.canvas ??= document.createElement('canvas'));
  if (canvas.width !== mark.columns || canvas.height !== mark.rows) fitCanvas(canvas, mark.columns, mark.rows, 1);
  const small = canvas.getContext('2d');
  if (!small) return;
  const image = small.createImageData(mark.columns, mark.rows);
  writePixels(image.data, mark.colours);
  small.putImageData(image, 0, 0);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(canvas, mark.x, mark.y, mark.w, mark.h);
}

function paintPath(ctx: Context, mark: PathMark): void {
  const path = new Path2D(mark.d);
  if (!mark.stroke) return;
  ctx.lineCap = mark.cap ?? 'butt';
  ctx.lineJoin = 'round';
  ctx.strokeStyle = mark.stroke;
  ctx.lineWidth = mark.width ?? 1;
  ctx.setLineDash([...(mark.dash ?? [])]);
  ctx.lineDashOffset = mark.dashOffset ?? 0;
  ctx.stroke(path);
}

function paintCircle(ctx: Context, mark: CircleMark): void {
  ctx.beginPath();
  ctx.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
  ctx.fillStyle = mark.fill;
  ctx.fill();
  if (mark.stroke) stroke(ctx, mark.stroke, mark.width ?? 1);
}

function paintText(ctx: Context, mark: TextMark): void {
  ctx.font = `${mark.weight} ${mark.size}px ${FONT_STACK}`;
  ctx.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
  ctx.fillStyle = mark.fill;
  ctx.fillText(mark.text, mark.x, mark.y, textWidth(mark.text, mark.size, mark.weight) + 1);
}

function paintMark(ctx: Context, mark: Mark): void {
  ctx.globalAlpha = mark.opacity ?? 1;
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
  for (const layer of layers) for (const mark of layer.marks) paintMark(ctx, mark);
  ctx.globalAlpha = 1;
}
