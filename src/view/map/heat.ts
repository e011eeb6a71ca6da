import { EXTENTS } from '../../engine/state/state.ts';
import { withDefaults } from '../../model/fields.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Share } from '../../model/units.ts';

/**
 * Accesses that the extents of a step and of all hotter ones take together: the brightest shade covers the pages that
 * take the first 60 % of the accesses, so a small hot set is a small bright area.
 */
export const HEAT_COVER = [0.6, 0.86, 0.97, 1] as const;

/** Accesses that the hottest `x` of a guest's pages take (MODEL §2). */
export function heatUpTo(x: Share, hotFraction: Share, hotShare: Share): Share {
  if (x <= hotFraction) return (x / hotFraction) * hotShare;
  return hotShare + ((x - hotFraction) / (1 - hotFraction)) * (1 - hotShare);
}

function stepsOf(guest: Guest): readonly number[] {
  const { hotFraction, hotShare } = withDefaults(guest.workload, guest);
  return Array.from({ length: EXTENTS }, (_, k) => {
    const covered = heatUpTo((k + 0.5) / EXTENTS, hotFraction, hotShare);
    return HEAT_COVER.findIndex((cover) => covered <= cover + 1e-9);
  });
}

/** Guests are immutable, so their steps are found once. */
const KNOWN = new WeakMap<Guest, readonly number[]>();

/** Heat step of every extent of a part, hottest extent first: by the share of accesses at its middle (MODEL §2). */
export function heatSteps(guest: Guest): readonly number[] {
  const steps = KNOWN.get(guest) ?? stepsOf(guest);
  KNOWN.set(guest, steps);
  return steps;
}
