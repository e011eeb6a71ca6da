import { useEffect, useRef } from 'react';
import type { Theme } from './colours.ts';
import { mix } from './colours.ts';
import type { FarTraffic } from './far-traffic.ts';
import { fitCanvas } from './paint-canvas.ts';
import { rate } from './units-text.ts';

interface MatrixProps {
  readonly traffic: FarTraffic;
  readonly theme: Theme;
  /** Node that is looked at; its row and column stand out. */
  readonly node: number | null;
  readonly idOf: (node: number) => number;
}

const SIZE = 184;

/** Tone of a cell: the root lets small flows be seen beside large ones. */
function toneOf(GBs: number, most: number, theme: Theme): string {
  return GBs > 0 && most > 0 ? mix(theme.bg3, theme.ink, 0.15 + 0.85 * Math.sqrt(GBs / most)) : theme.tank;
}

function paint(canvas: HTMLCanvasElement, { traffic, theme, node }: MatrixProps, ratio: number): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  const { count, GBs, most } = traffic;
  fitCanvas(canvas, SIZE, SIZE, ratio);
  // In device pixels: edges between them would let the ground through as a grid that says nothing.
  const side = Math.round(SIZE * ratio);
  const edges = Array.from({ length: count + 1 }, (_, i) => Math.round((i * side) / count));
  const gap = side / count > 5 * ratio ? Math.round(ratio) : 0;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = theme.tank;
  ctx.fillRect(0, 0, side, side);
  GBs.forEach((value, i) => {
    const [row, column] = [Math.floor(i / count), i % count];
    if (row !== column && value <= 0) return;
    const [x, y] = [edges[column]!, edges[row]!];
    ctx.fillStyle = row === column ? theme.bg0 : toneOf(value, most, theme);
    ctx.fillRect(x, y, Math.max(1, edges[column + 1]! - x - gap), Math.max(1, edges[row + 1]! - y - gap));
  });
  if (node === null) return;
  const [from, to] = [edges[node]!, edges[node + 1]!];
  ctx.lineWidth = ratio;
  ctx.strokeStyle = theme.ink;
  const inset = ratio / 2;
  ctx.strokeRect(from + inset, inset, Math.max(1, to - from - ratio), side - ratio);
  ctx.strokeRect(inset, from + inset, side - ratio, Math.max(1, to - from - ratio));
}

function words({ busiest, count }: FarTraffic, idOf: MatrixProps['idOf']): string {
  if (busiest.node < 0) return `No far traffic between the ${count} nodes.`;
  return `Node ${idOf(busiest.node)} draws the most far traffic: ${rate(busiest.GBs)} GB/s.`;
}

/** Far traffic between all pairs of nodes: what pipes cannot show where there are many. */
export function TrafficMatrix(props: MatrixProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { traffic, idOf } = props;
  useEffect(() => {
    if (canvas.current) paint(canvas.current, props, devicePixelRatio || 1);
  }, [props]);
  const text = words(traffic, idOf);
  return (
    <figure className="map-matrix">
      <figcaption>
        Far traffic <small>from row to column: who reads whose memory</small>
      </figcaption>
      <canvas ref={canvas} role="img" aria-label={text} width={SIZE} height={SIZE} />
      <p>{text}</p>
    </figure>
  );
}
