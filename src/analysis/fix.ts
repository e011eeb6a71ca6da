import type { Placement, Scenario } from '../model/scenario.ts';

/** A change of a scenario as data: new placements of some guests. One click, one undoable command. */
export interface PlacementFix {
  /** What it does, in a few words: "Bring the memory of db-1 to node 2". */
  readonly title: string;
  readonly placements: readonly { readonly guest: string; readonly placement: Placement }[];
}

/** The scenario after the fix; everything else stays as it is. */
export function applyFix(scenario: Scenario, fix: PlacementFix): Scenario {
  const placements = new Map(fix.placements.map(({ guest, placement }) => [guest, placement]));
  const guests = scenario.guests.map((guest) => {
    const placement = placements.get(guest.name);
    return placement ? { ...guest, placement } : guest;
  });
  return { ...scenario, guests };
}
