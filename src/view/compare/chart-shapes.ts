import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Seconds } from '../../model/units.ts';
import type { Side } from './metrics.ts';
import type { Band, TimelineLayout } from './timeline-layout.ts';

/** Two series to be drawn on one scale. */
export interface ChartData {
  /** Means over equal buckets, one array for each side, shares. */
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly until: Seconds;
  /** Which way is better. */
  readonly isUp: boolean;
  /** Least length of the scale, shares. */
  readonly leastSpan: number;
  readonly band: Band;
  readonly layout: TimelineLayout;
}

/** What React draws of a chart. */
export interface Shapes {
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  readonly areas: Readonly<Record<Side, string>>;
  readonly lines: Readonly<Record<Side, string>>;
}

interface Point {
  readonly x: number;
  readonly a: number;
  readonly b: number;
}

function extent(props: ChartData): [number, number] {
  const values = [...props.a, ...props.b];
  const high = values.reduce((top, value) => Math.max(top, value), props.isUp ? 0 : props.leastSpan);
  const low = props.isUp ? values.reduce((least, value) => Math.min(least, value), high) : 0;
  return [Math.max(0, Math.min(low, high - props.leastSpan)), high];
}

/** Buckets as points at their middles, the first and the last drawn out to the ends. */
function pointsOf({ a, b, layout }: ChartData): Point[] {
  const count = Math.min(a.length, b.length);
  const at = (i: number, share: number): Point => ({
    x: layout.plotX + share * layout.plotW,
    a: a[i] ?? 0,
    b: b[i] ?? 0,
  });
  const middle = Array.from({ length: count }, (_, i) => at(i, (i + 0.5) / count));
  return count === 0 ? [] : [at(0, 0), ...middle, at(count - 1, 1)];
}

/** Lines of the grid: denser where there is room, never a ladder. */
function tickCount(band: Band): number {
  return Math.min(5, Math.round(band.h / 23));
}

/** The picture of two series: scale, lines, and the area between them in the better one's colour. */
export function shapesOf(props: ChartData): Shapes {
  const { band, isUp } = props;
  const y = scaleLinear()
    .domain(extent(props))
    .nice(tickCount(band))
    .range([band.y + band.h, band.y]);
  const points = pointsOf(props);
  const between = (side: Side): string => {
    const isTop = (side === 'a') === isUp;
    return (
      area<Point>()
        .x((p) => p.x)
        .y0((p) => y(p.b))
        .y1((p) => y(isTop ? Math.max(p.a, p.b) : Math.min(p.a, p.b)))(points) ?? ''
    );
  };
  const of = (side: Side): string =>
    line<Point>()
      .x((p) => p.x)
      .y((p) => y(p[side]))(points) ?? '';
  return {
    y,
    ticks: y.ticks(tickCount(band)),
    areas: { a: between('a'), b: between('b') },
    lines: { a: of('a'), b: of('b') },
  };
}

/** The bucket that holds an instant. */
export function bucketAt(series: Float32Array, time: Seconds, until: Seconds): number {
  const at = until > 0 ? Math.floor((time / until) * series.length) : 0;
  return series[Math.min(series.length - 1, Math.max(0, at))] ?? 0;
}
