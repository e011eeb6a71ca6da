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
  /** A cpulist of the target for each part that is pinned there; null = as the move leaves it. */
  readonly cpus?: readonly (string | null)[];
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

function pinnedPart(part: PlacementPart, cpus: string | null | undefined): PlacementPart {
  return typeof cpus === 'string' ? { ...part, cpus } : part;
}

/** Where the guest lies once the move is done. */
export function movedPlacement(placement: Placement, { to, mechanism, cpus }: MoveCommand): Placement {
  const whole = to[0];
  if (whole === undefined) return placement;
  const parts = placement.parts.map((part, at) => pinnedPart(movedPart(part, to[at] ?? whole, mechanism), cpus?.[at]));
  return { parts };
}

function moved(guest: Guest, commands: readonly MoveCommand[]): Guest {
  const command = commands.find((one) => one.guest === guest.name);
  return command && guest.placement ? { ...guest, placement: movedPlacement(guest.placement, command) } : guest;
}

/** The placement once moves are over: each guest lies where its move would leave it. */
export function afterMoves(placed: Scenario, commands: readonly MoveCommand[]): Scenario {
  return { ...placed, guests: placed.guests.map((guest) => moved(guest, commands)) };
}

/** The same places, pinned to none of their CPUs. */
export function withoutPins(placement: Placement): Placement {
  return { parts: placement.parts.map(({ cpus: _pins, ...part }) => part) };
}

function isThere(guest: Guest | undefined, { to }: MoveCommand): boolean {
  return guest?.placement?.parts.every((part, at) => part.node === (to[at] ?? to[0])) === true;
}

/**
 * What the step is called: "move db-1 to node 2", "move db-1 to node 2, pinned to CPUs 4-7", "pin db-1 to CPUs 4-7",
 * "move 3 guests to node 2".
 */
export function moveLabel(placed: Scenario, commands: readonly MoveCommand[]): string {
  const [first] = commands;
  if (!first) return '';
  const who = commands.length === 1 ? first.guest : `${commands.length} guests`;
  const cpus = [...new Set(first.cpus?.flatMap((list) => list ?? []))].join(',');
  const guest = placed.guests.find((one) => one.name === first.guest);
  if (cpus !== '' && isThere(guest, first)) return `pin ${who} to CPUs ${cpus}`;
  return `move ${who} to node ${[...new Set(first.to)].join(', ')}${cpus === '' ? '' : `, pinned to CPUs ${cpus}`}`;
}
