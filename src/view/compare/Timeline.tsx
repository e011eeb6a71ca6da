import { memo, useCallback, useMemo, useRef, type KeyboardEvent } from 'react';
import { sharedUntil } from '../../store/branches.ts';
import type { Pair } from '../../store/runs.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { clockText, durationText } from '../format.ts';
import { dealHues, guestPaints, type GuestPaint, type Theme } from '../map/colours.ts';
import { textWidth } from '../map/text-width.ts';
import type { MapClock } from '../map/types.ts';
import { useTheme, useWidth } from '../map/use-drawing.ts';
import { TIMELINE } from '../texts/compare.ts';
import { Chart } from './Chart.tsx';
import type { Clock } from './clock.ts';
import { HandLane } from './HandLane.tsx';
import { GuestLane, MoveLane, type PaintByName } from './Lanes.tsx';
import { fittingMarks, marksOf, startedMoves, type Instants } from './lanes.ts';
import type { Side } from './metrics.ts';
import { layoutTimeline, type TimelineLayout } from './timeline-layout.ts';
import { SharedPast } from './SharedPast.tsx';
import type { ByHand } from './use-by-hand.tsx';
import { useHeight } from './use-height.ts';
import { useLive } from './use-live.ts';
import './timeline.css';

const SIDES: readonly Side[] = ['a', 'b'];

/** Round steps that a clock is read in, s. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
const TICK_PX = 96;

function axisTicks(until: Seconds, width: number): readonly Seconds[] {
  const wanted = (until * TICK_PX) / Math.max(1, width);
  const step = STEPS.find((s) => s >= wanted) ?? Math.max(1, Math.ceil(wanted / 86_400)) * 86_400;
  return Array.from({ length: Math.floor(until / step + 1e-9) + 1 }, (_, i) => i * step);
}

interface AxisProps {
  readonly until: Seconds;
  readonly layout: TimelineLayout;
}

/** Room that the playhead's words need on either side, px. */
const PLAYHEAD_PX = 44;

/** Times along the foot; those under the playhead's own make room for it. */
function Axis({ until, layout, clock }: AxisProps & { readonly clock: MapClock }) {
  const group = useRef<SVGGElement>(null);
  const x = (at: Seconds): number => layout.plotX + (until > 0 ? at / until : 0) * layout.plotW;
  const draw = useCallback((): void => {
    const playhead = layout.plotX + (until > 0 ? clock.now() / until : 0) * layout.plotW;
    for (const tick of group.current?.children ?? [])
      tick.classList.toggle('covered', Math.abs(Number(tick.getAttribute('x')) - playhead) < PLAYHEAD_PX);
  }, [clock, until, layout]);
  useLive(clock, draw);
  return (
    <g ref={group}>
      {axisTicks(until, layout.plotW).map((at) => (
        <text key={at} x={x(at)} y={layout.axisY + 13} className="tick middle">
          {durationText(at)}
        </text>
      ))}
    </g>
  );
}

function center(box: SVGRectElement | null, width: number): void {
  box?.setAttribute('x', String(-width / 2));
  box?.setAttribute('width', String(width));
}

/** The line at the instant that is shown, with the instant in words at its foot. */
function Playhead({ until, layout, clock }: AxisProps & { readonly clock: MapClock }) {
  const group = useRef<SVGGElement>(null);
  const words = useRef<SVGTextElement>(null);
  const pill = useRef<SVGRectElement>(null);
  const ring = useRef<SVGRectElement>(null);
  const draw = useCallback((): void => {
    const time = clock.now();
    const x = layout.plotX + (until > 0 ? time / until : 0) * layout.plotW;
    group.current?.setAttribute('transform', `translate(${x},0)`);
    const text = clockText(time);
    const width = textWidth(text, 10, 600) + 14;
    if (words.current) words.current.textContent = text;
    center(pill.current, width);
    center(ring.current, width + 6);
  }, [clock, until, layout]);
  useLive(clock, draw);
  return (
    <g ref={group} className="playhead">
      <line y1="2" y2={layout.axisY + 2} x1="0" x2="0" />
      <rect ref={ring} className="focus-ring" y={layout.axisY - 2} height="22" rx="11" />
      <rect ref={pill} y={layout.axisY + 1} height="16" rx="8" />
      <text ref={words} y={layout.axisY + 12.5} />
    </g>
  );
}

/** Half of the range's thumb: the input is that much wider than the plot on either side, so that values lie under the hand. */
const THUMB = 8;

function TimeSlider({ clock, until, layout }: AxisProps & { readonly clock: Clock }) {
  const input = useRef<HTMLInputElement>(null);
  const draw = useCallback((): void => {
    const element = input.current;
    if (!element) return;
    element.value = String(clock.now());
    element.setAttribute('aria-valuetext', TIMELINE.timeText(clockText(clock.now()), durationText(until)));
  }, [clock, until]);
  useLive(clock, draw);
  const step = (event: KeyboardEvent): void => {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    clock.seek(clock.now() + (direction * until * (event.shiftKey ? 10 : 1)) / 120);
  };
  return (
    <input
      ref={input}
      type="range"
      className="time-slider"
      aria-label={TIMELINE.time}
      min="0"
      max={until}
      step="any"
      defaultValue="0"
      style={{ left: layout.plotX - THUMB, width: layout.plotW + 2 * THUMB, height: layout.height }}
      onChange={(event) => clock.seek(Number(event.target.value))}
      onKeyDown={step}
    />
  );
}

/** Paints are mixed when they are first asked for: a run of days has thousands of guests and a dozen hues. */
function paintByName(guests: readonly Guest[], theme: Theme | undefined): PaintByName {
  const { by, hues } = dealHues(guests);
  const hueOf = new Map(guests.map((guest, i) => [guest.name, hues[i]]));
  const mixed = new Map<number, GuestPaint | undefined>();
  return (name) => {
    const hue = hueOf.get(name);
    if (!theme || hue === undefined) return undefined;
    if (!mixed.has(hue)) mixed.set(hue, guestPaints({ by, hues: [hue] }, theme, null)[0]);
    return mixed.get(hue);
  };
}

interface TimelineProps {
  readonly pair: Pair;
  readonly clock: Clock;
  /** Every instant at which something happens, ascending. */
  readonly instants: Instants;
  readonly hand: ByHand['drawn'];
}

/** Throughput and far accesses of both runs, guests and moves, on one axis that is also the slider of the clock. */
export const Timeline = memo(function Timeline({ pair, clock, instants, hand }: TimelineProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const room = useHeight(box);
  const { result: a } = pair.a;
  const { result: b } = pair.b;
  const { until } = a;
  const moves = useMemo(() => ({ a: startedMoves(a), b: startedMoves(b) }), [a, b]);
  const moving = useMemo(() => SIDES.filter((side) => moves[side].length > 0), [moves]);
  const byHand = hand.items.length > 0;
  const rows = useMemo(() => ({ lanes: 1 + moving.length, byHand }), [moving.length, byHand]);
  const layout = useMemo(() => layoutTimeline(width, rows, room), [width, rows, room]);
  const all = useMemo(() => marksOf(a, b), [a, b]);
  const marks = useMemo(() => fittingMarks(all, until, layout.plotW), [all, until, layout.plotW]);
  const theme = useTheme(box);
  const { guests } = pair.a;
  const paint = useMemo(() => paintByName(guests, theme), [guests, theme]);
  const shared = { until, layout, clock };
  return (
    <div ref={box} className="chart" style={{ minHeight: layoutTimeline(width, rows).height }}>
      <svg width={width} height={layout.height} role="img" aria-label={TIMELINE.chart(durationText(until))}>
        <Chart
          {...shared}
          name={TIMELINE.throughput}
          unit={TIMELINE.throughputUnit}
          a={a.series.throughput}
          b={b.series.throughput}
          isUp
          leastSpan={0.1}
          band={layout.throughput}
        />
        <Chart
          {...shared}
          name={TIMELINE.far}
          unit={TIMELINE.farUnit}
          a={a.series.remoteAccessRatio}
          b={b.series.remoteAccessRatio}
          isUp={false}
          leastSpan={0.1}
          band={layout.far}
        />
        <GuestLane {...shared} y={layout.lanes[0] ?? 0} marks={marks} paint={paint} />
        {moving.map((side, i) => (
          <MoveLane key={side} {...shared} side={side} moves={moves[side]} y={layout.lanes[i + 1] ?? 0} paint={paint} />
        ))}
        <SharedPast shared={sharedUntil(pair.a.choice, pair.b.choice)} until={until} layout={layout} />
        <Axis {...shared} />
        <Playhead {...shared} />
      </svg>
      <TimeSlider key={until} clock={clock} until={until} layout={layout} />
      <HandLane {...shared} items={hand.items} instants={instants} actions={hand.actions} />
    </div>
  );
});
