import type { Host } from '../model/host.ts';
import type { Guest, Placement, Scenario } from '../model/scenario.ts';
import { withoutPins } from './placement.ts';

function memoryOf(placement: Placement): { node: number; memoryMiB: number }[] {
  return placement.parts.flatMap((part) => part.memoryOn ?? [{ node: part.node, memoryMiB: part.memoryMiB }]);
}

/** Whether a placement can be on this host, given what is left of each node; takes its memory if so. */
function fits(placement: Placement, host: Host, freeMiB: Map<number, number>): boolean {
  const runs = placement.parts.every(
    (part) => part.vcpus === 0 || host.nodes.some((node) => node.id === part.node && node.threads > 0),
  );
  const rest = new Map(freeMiB);
  for (const { node, memoryMiB } of memoryOf(placement)) rest.set(node, (rest.get(node) ?? -1) - memoryMiB);
  if (!runs || [...rest.values()].some((left) => left < 0)) return false;
  for (const [node, left] of rest) freeMiB.set(node, left);
  return true;
}

/** The guest, for a strategy to place. */
export function withoutPlacement({ placement: _placement, ...guest }: Guest): Guest {
  return guest;
}

export interface Rehosted {
  readonly scenario: Scenario;
  /** Guests whose placement does not fit the new host and was dropped. */
  readonly dropped: readonly string[];
  /** Moves by hand that name nodes which the new host lacks. */
  readonly droppedMoves: number;
}

/**
 * The same guests on another host: placements and moves stay where they fit. Pins are numbers of the old host's pCPUs and
 * fall, unless `keepsPins` says that they are the new one's.
 */
export function rehost(scenario: Scenario, host: Host, keepsPins = false): Rehosted {
  const free = new Map(host.nodes.map((node) => [node.id, node.memoryMiB]));
  const dropped: string[] = [];
  const guests = scenario.guests.map((guest) => {
    if (!guest.placement) return guest;
    if (fits(guest.placement, host, free))
      return keepsPins ? guest : { ...guest, placement: withoutPins(guest.placement) };
    dropped.push(guest.name);
    return withoutPlacement(guest);
  });
  const moves = scenario.run?.moves ?? [];
  const kept = moves.filter((move) => move.to.every((id) => free.has(id)));
  const run = scenario.run && { ...scenario.run, ...(scenario.run.moves && { moves: kept }) };
  return {
    scenario: { ...scenario, host, guests, ...(run && { run }) },
    dropped,
    droppedMoves: moves.length - kept.length,
  };
}
