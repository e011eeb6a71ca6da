import type { GigabytesPerSecond } from '../../model/units.ts';
import type { PartRow } from './frame-rows.ts';

/** Far traffic between nodes: row = where the vCPUs are, column = where the memory is. */
export interface FarTraffic {
  readonly count: number;
  /** count × count, GB/s; 0 on the diagonal. */
  readonly GBs: Float64Array<ArrayBuffer>;
  readonly most: GigabytesPerSecond;
  /** The node that reads most from others, and how much; −1 = none does. */
  readonly busiest: { readonly node: number; readonly GBs: GigabytesPerSecond };
}

function busiestRow(GBs: Float64Array, count: number): FarTraffic['busiest'] {
  let best = { node: -1, GBs: 0 };
  for (let row = 0; row < count; row += 1) {
    const sum = GBs.subarray(row * count, (row + 1) * count).reduce((total, value) => total + value, 0);
    if (sum > best.GBs) best = { node: row, GBs: sum };
  }
  return best;
}

/** Who reads from whom, summed over all guests. */
export function farTraffic(count: number, parts: readonly PartRow[]): FarTraffic {
  const GBs = new Float64Array(count * count);
  for (const { home, traffic } of parts)
    traffic.forEach((value, node) => {
      if (node !== home) GBs[home * count + node]! += value;
    });
  const most = GBs.reduce((a, b) => Math.max(a, b), 0);
  return { count, GBs, most, busiest: busiestRow(GBs, count) };
}
