import { scaleLinear, scaleSqrt } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { MechanismCost } from '../../engine/reports.ts';
import { HORIZON } from './offers.ts';
import './speed-curve.css';

type Steps = MechanismCost['curve'];

interface CurveProps {
  readonly curve: Steps;
  readonly stay: number;
  /** Speeds at the foot and the head of the picture, the same for all mechanisms. */
  readonly range: readonly [number, number];
  readonly title: string;
}

const WIDTH = 108;
const TOP = 8;
const FOOT = 60;
const TICKS = [0, 5, HORIZON];
const ANCHORS = ['start', 'middle', 'end'] as const;

/** Steps up to the horizon, the last one drawn to its end. */
function within(curve: Steps): Steps {
  const shown = curve.filter(([at]) => at <= HORIZON);
  const last = shown.at(-1)?.[1] ?? 0;
  return [...shown, [HORIZON, last]];
}

/** A common scale: from a little under the slowest speed that is not a pause, to a little over the fastest. */
export function curveRange(curves: readonly Steps[], stay: number): readonly [number, number] {
  const speeds = curves.flatMap((curve) => curve.map(([, speed]) => speed)).filter((speed) => speed > 0);
  const least = Math.min(stay, ...speeds);
  const most = Math.max(stay, ...speeds, least + 0.1);
  const margin = (most - least) * 0.35;
  return [Math.max(0, least - margin), most + margin * 0.4];
}

/** Speed after the decision against staying, on a square-root axis of time: the first seconds decide. */
export function SpeedCurve({ curve, stay, range, title }: CurveProps) {
  const x = scaleSqrt()
    .domain([0, HORIZON])
    .range([4, WIDTH - 4]);
  const y = scaleLinear().domain(range).range([FOOT, TOP]).clamp(true);
  const steps = within(curve).map(([at, speed]): [number, number] => [x(at), y(speed)]);
  const outline = line().curve(curveStepAfter)(steps) ?? '';
  const difference = area().curve(curveStepAfter).y0(y(stay))(steps) ?? '';
  return (
    <svg className="curve" viewBox={`0 0 ${WIDTH} 72`} role="img" aria-label={title}>
      {[TOP, (TOP + FOOT) / 2, FOOT].map((at) => (
        <line key={at} className="curve-grid" x1="4" x2={WIDTH - 4} y1={at} y2={at} />
      ))}
      <path className="curve-difference" d={difference} />
      <line className="curve-stay" x1="4" x2={WIDTH - 4} y1={y(stay)} y2={y(stay)} />
      <path className="curve-line" d={outline} />
      {TICKS.map((tick, i) => (
        <text key={tick} x={x(tick)} y="71" textAnchor={ANCHORS[i]}>
          {tick === HORIZON ? `${tick} s` : tick}
        </text>
      ))}
    </svg>
  );
}
