import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { memo, useCallback, useId, useMemo, useRef } from 'react';
import type { Seconds } from '../../model/units.ts';
import { percentText } from '../format.ts';
import type { MapClock } from '../map/types.ts';
import type { Side } from './metrics.ts';
import type { Band, TimelineLayout } from './timeline-layout.ts';
import { useLive } from './use-live.ts';

interface ChartProps {
  readonly name: string;
  readonly unit: string;
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
  readonly clock: MapClock;
}

interface Point {
  readonly x: number;
  readonly a: number;
  readonly b: number;
}

function extent(props: ChartProps): [number, number] {
  const values = [...props.a, ...props.b];
  const high = values.reduce((top, value) => Math.max(top, value), props.isUp ? 0 : props.leastSpan);
  const low = props.isUp ? values.reduce((least, value) => Math.min(least, value), high) : 0;
  return [Math.max(0, Math.min(low, high - props.leastSpan)), high];
}

/** Buckets as points at their middles, the first and the last drawn out to the ends. */
function pointsOf({ a, b, layout }: ChartProps): Point[] {
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

function shapesOf(props: ChartProps) {
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

/** Puts a side's mark on its line and its value into words. */
function mark(
  dot: SVGElement | null,
  words: SVGElement | null,
  x: number,
  y: (value: number) => number,
  value: number,
): void {
  dot?.setAttribute('transform', `translate(${x},${y(value)})`);
  if (words) words.textContent = percentText(value, 1);
}

/** Two series on one scale with the difference shaded in the better one's colour. */
export const Chart = memo(function Chart(props: ChartProps) {
  const { name, unit, a, b, until, band, layout, clock } = props;
  const { plotX, plotW, narrow } = layout;
  const shapes = useMemo(() => shapesOf(props), [props]);
  const clip = useId();
  const past = useRef<SVGRectElement>(null);
  const dotA = useRef<SVGCircleElement>(null);
  const dotB = useRef<SVGRectElement>(null);
  const wordsA = useRef<SVGTextElement>(null);
  const wordsB = useRef<SVGTextElement>(null);
  const draw = useCallback((): void => {
    const time = clock.now();
    const x = plotX + (until > 0 ? time / until : 0) * plotW;
    past.current?.setAttribute('width', String(Math.max(0, x - plotX)));
    mark(dotA.current, wordsA.current, x, shapes.y, bucketAt(a, time, until));
    mark(dotB.current, wordsB.current, x, shapes.y, bucketAt(b, time, until));
  }, [clock, a, b, until, plotX, plotW, shapes]);
  useLive(clock, draw);
  const valuesX = narrow ? plotX + 96 : 16;
  const valuesY = narrow ? band.wordsY : band.wordsY + 18;
  return (
    <g>
      <clipPath id={clip}>
        <rect ref={past} x={plotX} y={band.y - 6} width="0" height={band.h + 12} />
      </clipPath>
      {shapes.ticks.map((tick) => (
        <g key={tick}>
          <line x1={plotX} x2={plotX + plotW} y1={shapes.y(tick)} y2={shapes.y(tick)} className="grid" />
          <text x={plotX - 8} y={shapes.y(tick) + 3.5} className="tick end">
            {Math.round(tick * 100)}
          </text>
        </g>
      ))}
      <path d={shapes.areas.a} className="difference side-a" />
      <path d={shapes.areas.b} className="difference side-b" />
      <path d={shapes.lines.a} className="series future side-a" />
      <path d={shapes.lines.b} className="series future side-b" />
      <g clipPath={`url(#${clip})`}>
        <path d={shapes.lines.a} className="series side-a" />
        <path d={shapes.lines.b} className="series side-b" />
      </g>
      <circle ref={dotA} r="4" className="mark-a" />
      <rect ref={dotB} x="-4" y="-4" width="8" height="8" rx="2" className="mark-b" />
      <text x={narrow ? plotX : 16} y={band.wordsY} className="chart-name">
        {name}
      </text>
      <circle cx={valuesX + 4} cy={valuesY - 4} r="4" className="mark-a" />
      <text ref={wordsA} x={valuesX + 14} y={valuesY} className="chart-value" />
      <rect x={valuesX + 62} y={valuesY - 8} width="8" height="8" rx="2" className="mark-b" />
      <text ref={wordsB} x={valuesX + 75} y={valuesY} className="chart-value" />
      {!narrow && band.h > 60 && (
        <text x="16" y={valuesY + 17} className="tick">
          {unit}
        </text>
      )}
    </g>
  );
});
