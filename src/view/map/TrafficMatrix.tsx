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
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const pitch = SIZE / count;
  const gap = pitch > 5 ? 1 : 0;
  GBs.forEach((value, i) => {
    const [row, column] = [Math.floor(i / count), i % count];
    ctx.fillStyle = row === column ? theme.bg0 : toneOf(value, most, theme);
    ctx.fillRect(column * pitch, row * pitch, pitch - gap, pitch - gap);
  });
  if (node === null) return;
  ctx.strokeStyle = theme.ink;
  ctx.strokeRect(node * pitch + 0.5, 0.5, pitch - 1, SIZE - 1);
  ctx.strokeRect(0.5, node * pitch + 0.5, SIZE - 1, pitch - 1);
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
