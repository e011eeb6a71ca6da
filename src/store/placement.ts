import type { PlaceReport } from '../engine/reports.ts';
import type { Guest, MechanismId, Placement, PlacementPart, Scenario } from '../model/scenario.ts';

export interface Unplaced {
  readonly name: string;
  readonly reason: string;
}

/** Guests that exist at time 0, all with a placement; those that found none are listed. */
export interface Placed {
  readonly scenario: Scenario;
  readonly unplaced: readonly Unplaced[];
}

/** The strategy that places what the file does not. */
export const PLACER = 'first-fit';

/** The scenario at time 0: guests that come later are left out. */
export function atStart(scenario: Scenario): Scenario {
  return { ...scenario, guests: scenario.guests.filter((guest) => (guest.arrive ?? 0) <= 0) };
}

/** Parts of a guest over the nodes that a strategy named: equal parts, odd vCPUs and pages to the first (MODEL §7). */
function partsOver(guest: Guest, nodes: readonly number[]): PlacementPart[] {
  const pages = Math.round(guest.memoryMiB * 256);
  const share = (whole: number, at: number): number =>
    Math.floor(whole / nodes.length) + (at < whole % nodes.length ? 1 : 0);
  return nodes.map((node, at) => ({
    node,
    vcpus: share(guest.vcpus, at),
    memoryMiB: nodes.length === 1 ? guest.memoryMiB : share(pages, at) / 256,
  }));
}

/** Writes a report's placements into the guests that have none; refused ones are taken out and listed. */
export function withPlacements(scenario: Scenario, report: PlaceReport): Placed {
  const found = new Map(report.placements.map((entry) => [entry.name, entry]));
  const unplaced: Unplaced[] = [];
  const guests = scenario.guests.flatMap((guest): Guest[] => {
    const entry = found.get(guest.name);
    if (!entry || entry.refused !== undefined) {
      unplaced.push({ name: guest.name, reason: entry?.refused ?? '' });
      return [];
    }
    return [guest.placement ? guest : { ...guest, placement: { parts: partsOver(guest, entry.nodes) } }];
  });
  return { scenario: { ...scenario, guests }, unplaced };
}

export interface MoveCommand {
  readonly guest: string;
  /** Node ids: one for all parts, or one for each. */
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
}

function movedPart(part: PlacementPart, to: number, mechanism: MechanismId): PlacementPart {
  const { node, vcpus, memoryMiB, memoryOn } = part;
  if (mechanism === 'vcpu-only')
    return to === node ? part : { node: to, vcpus, memoryMiB, memoryOn: memoryOn ?? [{ node, memoryMiB }] };
  // Pins fall when the vCPUs leave their node (MODEL §4).
  return to === node && part.cpus !== undefined
    ? { node, vcpus, memoryMiB, cpus: part.cpus }
    : { node: to, vcpus, memoryMiB };
}

/** Where the guest lies once the move is done. */
export function movedPlacement(placement: Placement, { to, mechanism }: MoveCommand): Placement {
  const whole = to[0];
  if (whole === undefined) return placement;
  return { parts: placement.parts.map((part, at) => movedPart(part, to[at] ?? whole, mechanism)) };
}
