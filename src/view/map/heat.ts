import { EXTENTS } from '../../engine/state.ts';
import type { Workload } from '../../model/scenario.ts';
import type { Share } from '../../model/units.ts';

export { EXTENTS };
/** Where the steps begin: accesses of an extent against the part's mean extent, hottest step first. */
export const HEAT_FROM = [2, 0.75, 0.2, 0] as const;
const DEFAULT_HOT_FRACTION = 0.2;
const DEFAULT_HOT_SHARE = 0.8;

function heatUpTo(x: Share, hotFraction: Share, hotShare: Share): Share {
  if (x <= hotFraction) return (x / hotFraction) * hotShare;
  return hotShare + ((x - hotFraction) / (1 - hotFraction)) * (1 - hotShare);
}

/** Heat step of every extent of a part, hottest extent first: how its accesses compare with the mean extent's (MODEL §2). */
export function heatSteps(workload: Workload | undefined): readonly number[] {
  const hotFraction = workload?.hotFraction ?? DEFAULT_HOT_FRACTION;
  const hotShare = workload?.hotShare ?? DEFAULT_HOT_SHARE;
  return Array.from({ length: EXTENTS }, (_, k) => {
    const share = heatUpTo((k + 1) / EXTENTS, hotFraction, hotShare) - heatUpTo(k / EXTENTS, hotFraction, hotShare);
    return HEAT_FROM.findIndex((from) => share * EXTENTS >= from - 1e-9);
  });
}
