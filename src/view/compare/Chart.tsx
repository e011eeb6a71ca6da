import { memo, useCallback, useId, useMemo, useRef } from 'react';
import { percentText } from '../format.ts';
import type { MapClock } from '../map/types.ts';
import { bucketAt, shapesOf, type ChartData, type Shapes } from './chart-shapes.ts';
import type { Side } from './metrics.ts';
import { Past } from './Past.tsx';
import { useLive } from './use-live.ts';

interface ChartProps extends ChartData {
  readonly name: string;
  readonly unit: string;
  readonly clock: MapClock;
}

/** Where the words of a chart stand: beside it, or above it where it is narrow. */
function wordsAt({ layout, band }: ChartData): { nameX: number; valuesX: number; valuesY: number } {
  const { narrow, plotX } = layout;
  return narrow
    ? { nameX: plotX, valuesX: plotX + 96, valuesY: band.wordsY }
    : { nameX: 16, valuesX: 16, valuesY: band.wordsY + 18 };
}

function Grid({ shapes, layout }: { readonly shapes: Shapes } & Pick<ChartProps, 'layout'>) {
  const { plotX, plotW } = layout;
  return shapes.ticks.map((tick) => (
    <g key={tick}>
      <line x1={plotX} x2={plotX + plotW} y1={shapes.y(tick)} y2={shapes.y(tick)} className="grid" />
      <text x={plotX - 8} y={shapes.y(tick) + 3.5} className="tick end">
        {Math.round(tick * 100)}
      </text>
    </g>
  ));
}

type PartProps = Pick<ChartProps, 'until' | 'band' | 'layout' | 'clock'> & { readonly shapes: Shapes };

/** Both lines: thin all along, strong as far as the clock has come. */
function Lines({ shapes, until, band, layout, clock }: PartProps) {
  const clip = useId();
  return (
    <>
      <Past id={clip} clock={clock} until={until} layout={layout} y={band.y - 6} height={band.h + 12} />
      <path d={shapes.areas.a} className="difference side-a" />
      <path d={shapes.areas.b} className="difference side-b" />
      <path d={shapes.lines.a} className="series future side-a" />
      <path d={shapes.lines.b} className="series future side-b" />
      <g clipPath={`url(#${clip})`}>
        <path d={shapes.lines.a} className="series side-a" />
        <path d={shapes.lines.b} className="series side-b" />
      </g>
    </>
  );
}

/** Round for A, square for B. */
function Mark({ side }: { readonly side: Side }) {
  if (side === 'a') return <circle r="4" className="mark-a" />;
  return <rect x="-4" y="-4" width="8" height="8" rx="2" className="mark-b" />;
}

interface SideValueProps extends PartProps {
  readonly side: Side;
  readonly series: Float32Array;
  /** Where the value is written. */
  readonly x: number;
  readonly y: number;
}

/** A side's mark on its line at the clock's time, and its value in words. */
function SideValue({ side, series, x, y, shapes, until, layout, clock }: SideValueProps) {
  const { plotX, plotW } = layout;
  const dot = useRef<SVGGElement>(null);
  const words = useRef<SVGTextElement>(null);
  const draw = useCallback((): void => {
    const time = clock.now();
    const value = bucketAt(series, time, until);
    const at = plotX + (until > 0 ? time / until : 0) * plotW;
    dot.current?.setAttribute('transform', `translate(${at},${shapes.y(value)})`);
    if (words.current) words.current.textContent = percentText(value, 1);
  }, [clock, series, until, plotX, plotW, shapes]);
  useLive(clock, draw);
  return (
    <>
      <g ref={dot}>
        <Mark side={side} />
      </g>
      <g transform={`translate(${x + 4},${y - 4})`}>
        <Mark side={side} />
      </g>
      <text ref={words} x={x + 14} y={y} className="chart-value" />
    </>
  );
}

/** Width of one value with its mark, px. */
const VALUE_PX = 62;

/** Two series on one scale with the difference shaded in the better one's colour. */
export const Chart = memo(function Chart(props: ChartProps) {
  const { name, unit, a, b, band, layout } = props;
  const shapes = useMemo(() => shapesOf(props), [props]);
  const { nameX, valuesX, valuesY } = wordsAt(props);
  const part = { shapes, until: props.until, band, layout, clock: props.clock };
  return (
    <g>
      <Grid shapes={shapes} layout={layout} />
      <Lines {...part} />
      <text x={nameX} y={band.wordsY} className="chart-name">
        {name}
      </text>
      <SideValue {...part} side="a" series={a} x={valuesX} y={valuesY} />
      <SideValue {...part} side="b" series={b} x={valuesX + VALUE_PX} y={valuesY} />
      {!layout.narrow && (
        <text x="16" y={valuesY + 17} className="tick">
          {unit}
        </text>
      )}
    </g>
  );
});
