import type { Seconds } from '../../model/units.ts';
import { clockText } from '../format.ts';
import { HAND } from '../texts/hand.ts';
import type { TimelineLayout } from './timeline-layout.ts';

interface SharedPastProps {
  /** Until when both sides are one run; 0 and Infinity = there is nothing to tell apart. */
  readonly shared: Seconds;
  readonly until: Seconds;
  readonly layout: TimelineLayout;
}

/** Whether two runs have a past in common, and part. */
export function isParted(shared: Seconds, until: Seconds): boolean {
  return shared > 0 && shared < until;
}

/** The past that both sides have in common, muted, and the line where they part. */
export function SharedPast({ shared, until, layout }: SharedPastProps) {
  if (!isParted(shared, until)) return null;
  const { plotX, plotW, throughput, far, axisY } = layout;
  const width = (shared / until) * plotW;
  return (
    <g className="shared-past">
      <title>{HAND.alike(clockText(shared))}</title>
      {[throughput, far].map(({ y, h }) => (
        <rect key={y} x={plotX} y={y - 4} width={width} height={h + 8} />
      ))}
      <line x1={plotX + width} x2={plotX + width} y1={throughput.y - 4} y2={axisY} />
    </g>
  );
}
