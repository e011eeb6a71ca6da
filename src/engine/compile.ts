import { withDefaults } from '../model/fields.ts';
import type { Guest, Placement, Scenario } from '../model/scenario.ts';
import type { FullWorkload, GuestShape } from './state.ts';

/** A guest of the scenario with every default filled in; `index` is its place in the file. */
export interface GuestSpec extends GuestShape {
  readonly index: number;
  readonly name: string;
  readonly arrive: number;
  /** Infinity = stays. */
  readonly depart: number;
  readonly workload: FullWorkload;
  readonly phases: readonly { readonly at: number; readonly workload: FullWorkload }[];
  readonly placement: Placement | undefined;
}

function compileGuest(guest: Guest, index: number): GuestSpec {
  return {
    index,
    name: guest.name,
    vcpus: guest.vcpus,
    memoryMiB: guest.memoryMiB,
    weight: guest.weight ?? 256,
    capPercent: guest.capPercent ?? 0,
    vnumaAware: guest.vnumaAware ?? false,
    hotplug: guest.hotplug ?? true,
    arrive: guest.arrive ?? 0,
    depart: guest.depart ?? Infinity,
    workload: withDefaults(guest.workload ?? {}, guest),
    phases: (guest.phases ?? []).map(({ at, workload }) => ({
      at,
      workload: withDefaults({ ...guest.workload, ...workload }, guest),
    })),
    placement: guest.placement,
  };
}

/** The guests of a scenario in file order (MODEL §2's defaults); a phase changes only the fields that it names. */
export function compileGuests(scenario: Scenario): GuestSpec[] {
  return scenario.guests.map(compileGuest);
}

/** Order in which guests are placed: placed ones first, then by arrival, then in file order (MODEL §2). */
export function placementOrder(guests: readonly GuestSpec[]): GuestSpec[] {
  const late = (guest: GuestSpec): number => (guest.placement === undefined ? 1 : 0);
  return [...guests].sort((a, b) => late(a) - late(b) || a.arrive - b.arrive || a.index - b.index);
}
