import type { Layer } from './draw.ts';
import { FONT_STACK } from './fonts.ts';
import {
  num,
  type CellsMark,
  type CircleMark,
  type ImageMark,
  type Mark,
  type PathMark,
  type RectMark,
  type TextMark,
} from './marks.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function attributes(values: Attributes): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? num(value) : escape(String(value))}"`)
    .join('');
}

function strokeOf(mark: { stroke?: string; width?: number; dash?: readonly number[] }): Attributes {
  if (!mark.stroke) return {};
  return {
    stroke: mark.stroke,
    'stroke-width': mark.width,
    'stroke-dasharray': mark.dash && mark.dash.length > 0 ? mark.dash.map(num).join(' ') : undefined,
  };
}

/** Vertical gradients of the picture by their two colours. */
type Gradients = Map<string, string>;

function gradientId(gradients: Gradients, from: string, to: string): string {
  const key = `${from} ${to}`;
  const id = gradients.get(key) ?? `gradient-${gradients.size + 1}`;
  gradients.set(key, id);
  return id;
}

function rectSvg(mark: RectMark, gradients: Gradients): string {
  const { x, y, w, h, r } = mark;
  const fill =
    mark.fill && mark.fillTo && mark.fillTo !== mark.fill
      ? `url(#${gradientId(gradients, mark.fill, mark.fillTo)})`
      : (mark.fill ?? 'none');
  return `<rect${attributes({ class: mark.cls, x, y, width: Math.max(0, w), height: Math.max(0, h), rx: r, fill, ...strokeOf(mark), opacity: mark.opacity })}/>`;
}

function cellsSvg(mark: CellsMark): string {
  const { w, h } = mark;
  const cells: string[] = [];
  for (let i = 0; i < mark.at.length; i += 2)
    cells.push(`M${num(mark.at[i]!)} ${num(mark.at[i + 1]!)}h${num(w)}v${num(h)}h${num(-w)}z`);
  return `<path${attributes({ class: mark.cls ?? 'cells', d: cells.join(''), fill: mark.fill ?? 'none', stroke: mark.stroke })}/>`;
}

/** Cells of an image as one path for each colour. */
function imageSvg({ x, y, w, h, columns, rows, palette, cells, cls, gap }: ImageMark): string {
  const [pitchX, pitchY] = [w / columns, h / rows];
  const apart = gap === undefined ? 0 : 1;
  const box = `h${num(pitchX - apart)}v${num(pitchY - apart)}h${num(apart - pitchX)}z`;
  const paths = new Map<string, string>();
  cells.forEach((place, i) => {
    const colour = palette[place - 1];
    if (!colour) return;
    const corner = `M${num(x + (i % columns) * pitchX)} ${num(y + Math.floor(i / columns) * pitchY)}`;
    paths.set(colour, `${paths.get(colour) ?? ''}${corner}${box}`);
  });
  return [...paths].map(([fill, d]) => `<path${attributes({ class: cls, d, fill })}/>`).join('');
}

function pathSvg(mark: PathMark): string {
  return `<path${attributes({
    class: mark.cls,
    d: mark.d,
    fill: 'none',
    ...strokeOf(mark),
    'stroke-dashoffset': mark.dashOffset,
    'stroke-linecap': mark.cap,
    'stroke-linejoin': 'round',
    opacity: mark.opacity,
  })}/>`;
}

function circleSvg(mark: CircleMark): string {
  const { x, y, r, fill } = mark;
  return `<circle${attributes({ class: mark.cls, cx: x, cy: y, r, fill, ...strokeOf(mark) })}/>`;
}

function textSvg(mark: TextMark): string {
  const { x, y, size, weight, anchor, fill } = mark;
  const values = {
    class: mark.cls,
    x,
    y,
    'font-size': size,
    'font-weight': weight === 400 ? undefined : weight,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    fill,
  };
  return `<text${attributes(values)}>${escape(mark.text)}</text>`;
}

function markSvg(mark: Mark, gradients: Gradients): string {
  if (mark.kind === 'rect') return rectSvg(mark, gradients);
  if (mark.kind === 'cells') return cellsSvg(mark);
  if (mark.kind === 'image') return imageSvg(mark);
  if (mark.kind === 'path') return pathSvg(mark);
  return mark.kind === 'circle' ? circleSvg(mark) : textSvg(mark);
}

function layerSvg(layer: Layer, gradients: Gradients): string {
  const title = layer.title ? `\n<title>${escape(layer.title)}</title>` : '';
  const lines = layer.marks.map((mark) => markSvg(mark, gradients));
  return `<g id="${escape(layer.id)}">${title}\n${lines.join('\n')}\n</g>`;
}

function gradientSvg([key, id]: readonly [string, string]): string {
  const [from, to] = key.split(' ');
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
}

export interface SvgOptions {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly background: string;
}

/** The picture as an SVG document: text as text, a group with an id for every layer; equal on every machine. */
export function sceneSvg(layers: readonly Layer[], options: SvgOptions): string {
  const { width, height } = options;
  const gradients: Gradients = new Map();
  const groups = layers.map((layer) => layerSvg(layer, gradients));
  const size = attributes({ width, height, viewBox: `0 0 ${num(width)} ${num(height)}` });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg"${size} font-family="${escape(FONT_STACK)}" style="font-variant-numeric:tabular-nums">`,
    `<title>${escape(options.title)}</title>`,
    `<defs>${[...gradients].map(gradientSvg).join('')}</defs>`,
    `<rect width="100%" height="100%" fill="${options.background}"/>`,
    ...groups,
    '</svg>',
    '',
  ].join('\n');
}
