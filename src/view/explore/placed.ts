import { GUEST, GUEST_FIELDS } from '../../engine/frames.ts';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Cores, Mebibytes, Share } from '../../model/units.ts';
import { farShare, nodeRow, partRows, type PartRow } from '../map/frame-rows.ts';
import type { FrameAt, PartRef } from '../map/types.ts';
import type { Held } from './drag.ts';

/** The placement that Explore shows, as figures: host, guests and the frame of time 0. */
export interface Placed {
  readonly host: Host;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  /** Parts of all guests, in the order of the frame. */
  readonly parts: readonly PartRow[];
}

/** Reads the parts of the frame. */
export function placedOf(host: Host, guests: readonly Guest[], at: FrameAt): Placed {
  return { host, guests, at, parts: partRows(at, host.nodes.length) };
}

/** All parts of a guest. */
export function partsOf(placed: Placed, guest: number): readonly PartRow[] {
  return placed.parts.filter((part) => part.guest === guest);
}

/** Guests in hand, the one that was taken first. */
export function heldGuests({ guest, also = [] }: Held): readonly number[] {
  return [guest, ...also];
}

/** The parts in hand. */
export function heldParts(placed: Placed, held: Held): readonly PartRow[] {
  const guests = new Set(heldGuests(held));
  return placed.parts.filter(({ guest, part }) => guests.has(guest) && (held.part === null || part === held.part));
}

function guestField({ at, guests }: Placed, guest: number, field: number): number {
  return at.frames.guests[(at.index * guests.length + guest) * GUEST_FIELDS + field] ?? 0;
}

/** Speed of a guest now, 1 = never waiting for a core, all memory idle and local. */
export function speedOf(placed: Placed, guest: number): number {
  return guestField(placed, guest, GUEST.speed);
}

/** Speed of what is in hand: of several guests their common one, Σ progress / Σ demand (MODEL §5). */
export function heldSpeed(placed: Placed, held: Held): number {
  if (!held.also) return speedOf(placed, held.guest);
  const sum = (field: number): number =>
    heldGuests(held).reduce((total, guest) => total + guestField(placed, guest, field), 0);
  const demand = sum(GUEST.demand);
  return demand > 0 ? sum(GUEST.progress) / demand : 1;
}

/** Share of its accesses that leave their node. */
export function farOf({ at, guests }: Placed, guest: number): Share {
  return farShare(at, guest, guests.length);
}

/** CPU demand of a node against its cores, now and with the held parts on it. */
export function loadsWith(placed: Placed, node: number, held: Held): { now: number; after: number; cores: Cores } {
  const { cores } = placed.host.nodes[node]!;
  const { cpuDemand } = nodeRow(placed.at, node, placed.host.nodes.length);
  const more = heldParts(placed, held).reduce((sum, part) => sum + (part.home === node ? 0 : part.demand), 0);
  return { now: cpuDemand / Math.max(1, cores), after: (cpuDemand + more) / Math.max(1, cores), cores };
}

/** Memory of parts that is not on the node yet. */
export function missingMiB(parts: readonly PartRow[], node: number): Mebibytes {
  return parts.reduce((sum, part) => {
    const extents = part.runs.reduce((all, run) => all + (run.to - run.from) * run.share, 0);
    const here = part.runs.reduce((n, run) => n + (run.node === node ? (run.to - run.from) * run.share : 0), 0);
    return sum + (extents > 0 ? part.sizeMiB * (1 - here / extents) : 0);
  }, 0);
}

/** Free memory of a node now. */
export function freeMiB(placed: Placed, node: number): Mebibytes {
  const { usedMiB, reservedMiB } = nodeRow(placed.at, node, placed.host.nodes.length);
  return Math.max(0, placed.host.nodes[node]!.memoryMiB - usedMiB - reservedMiB);
}

/** vCPUs queued on a node. */
export function vcpusOn(placed: Placed, node: number): number {
  const here = placed.parts.filter((part) => part.home === node);
  return Math.round(here.reduce((sum, part) => sum + part.vcpus, 0));
}

/** Ids of the home nodes of a guest's parts, one for each, the held ones sent to `over` (an index). */
export function targetsOf(placed: Placed, held: Held, over: number): readonly number[] {
  const { nodes } = placed.host;
  if (held.also) return [nodes[over]!.id];
  return partsOf(placed, held.guest).map((part) => {
    const goes = held.part === null || part.part === held.part;
    return nodes[goes ? over : part.home]!.id;
  });
}

/**
 * A part as something to hold: a part of a split guest by itself, unless the whole guest is wanted. One of several guests that
 * are selected takes the others along.
 */
export function holdOf(
  placed: Placed,
  { guest, part, node }: PartRef,
  whole: boolean,
  picked: readonly number[] = [],
): Held {
  if (picked.length > 1 && picked.includes(guest))
    return { guest, part: null, from: node, also: picked.filter((other) => other !== guest) };
  const split = partsOf(placed, guest).length > 1;
  return { guest, part: split && !whole ? part : null, from: node };
}

/** The part's key on the map; of a whole guest the part where it was taken. */
export function keyOf(placed: Placed, held: Held): string {
  const at = partsOf(placed, held.guest).find((part) => part.home === held.from);
  return `${held.guest}/${held.part ?? at?.part ?? 0}`;
}

/** The part of a guest that is taken when it is taken by its name: the first. */
export function firstPart(placed: Placed, guest: number): { part: number; node: number } | undefined {
  const part = partsOf(placed, guest)[0];
  return part && { part: part.part, node: part.home };
}
