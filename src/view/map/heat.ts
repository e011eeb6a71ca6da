import { EXTENTS } from '../../engine/state.ts';
import { withDefaults } from '../../model/fields.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Share } from '../../model/units.ts';

/** Where the steps begin: accesses of an extent against the part's mean extent, hottest step first. */
const HEAT_FROM = [2, 0.75, 0.2, 0] as const;

function heatUpTo(x: Share, hotFraction: Share, hotShare: Share): Share {
  if (x <= hotFraction) return (x / hotFraction) * hotShare;
  return hotShare + ((x - hotFraction) / (1 - hotFraction)) * (1 - hotShare);
}

/** Heat step of every extent of a part, hottest extent first: how its accesses compare with the mean extent's (MODEL §2). */
export function heatSteps(guest: Guest): readonly number[] {
  const { hotFraction, hotShare } = withDefaults(guest.workload, guest);
  return Array.from({ length: EXTENTS }, (_, k) => {
    const share = heatUpTo((k + 1) / EXTENTS, hotFraction, hotShare) - heatUpTo(k / EXTENTS, hotFraction, hotShare);
    return HEAT_FROM.findIndex((from) => share * EXTENTS >= from - 1e-9);
  });
}
