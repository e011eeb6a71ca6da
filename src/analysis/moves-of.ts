import type { Placement, PlacementPart } from '../model/scenario.ts';
import type { Mebibytes } from '../model/units.ts';
import type { PlacementFix } from './fix.ts';
import { freeMiB, memoryOf, type PlacedGuest, type PlacementView } from './placement-view.ts';

/** A part with its memory at home and its pins as they were, if it stays on its node. */
export function settled(part: PlacementPart, node: number): PlacementPart {
  const { memoryOn: _, cpus, ...rest } = part;
  return { ...rest, node, ...(cpus !== undefined && node === part.node && { cpus }) };
}

/** Memory that a guest holds on a node. */
function ownOn({ parts }: PlacedGuest, node: number): Mebibytes {
  return parts.flatMap(memoryOf).reduce((sum, one) => sum + (one.node === node ? one.memoryMiB : 0), 0);
}

/** The new parts of a guest find their memory, what the guest holds there itself counted as free. */
export function fits(view: PlacementView, placed: PlacedGuest, parts: readonly PlacementPart[]): boolean {
  const wanted = new Map<number, number>();
  for (const part of parts) {
    if (part.vcpus > 0 && (view.nodes.get(part.node)?.threads ?? 0) === 0) return false;
    for (const { node, memoryMiB } of memoryOf(part)) wanted.set(node, (wanted.get(node) ?? 0) + memoryMiB);
  }
  return [...wanted].every(([node, memoryMiB]) => memoryMiB <= freeMiB(view, node) + ownOn(placed, node));
}

/** A fix that places one guest, if it fits. */
export function fixOf(
  view: PlacementView,
  placed: PlacedGuest,
  parts: readonly PlacementPart[],
  title: string,
): PlacementFix[] {
  const placement: Placement = { parts };
  return fits(view, placed, parts) ? [{ title, placements: [{ guest: placed.guest.name, placement }] }] : [];
}

/** Nodes that have CPUs and memory, the one with most free cores first, then the most free memory, then the lower id. */
export function roomiest(view: PlacementView): number[] {
  const able = [...view.nodes.values()].filter(({ threads, memoryMiB }) => threads > 0 && memoryMiB > 0);
  const load = (id: number): number => (view.vcpusOn.get(id) ?? 0) / Math.max(1, view.nodes.get(id)!.cores);
  return able.map(({ id }) => id).toSorted((a, b) => load(a) - load(b) || freeMiB(view, b) - freeMiB(view, a) || a - b);
}

/** The whole guest moved to one node, its memory with it: as one part, or as parts that stay separate vnodes. */
export function movedTo(placed: PlacedGuest, node: number): PlacementPart[] {
  return placed.parts.map((part) => settled(part, node));
}

/** The guest as one part on one node. */
export function gatheredOn({ guest }: PlacedGuest, node: number): PlacementPart[] {
  return [{ node, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }];
}

/** The guest in equal parts on some nodes; odd vCPUs and pages go to the first. */
export function spreadOver({ guest }: PlacedGuest, nodes: readonly number[]): PlacementPart[] {
  const pages = Math.round(guest.memoryMiB * 256);
  const share = (total: number, i: number): number =>
    Math.floor(total / nodes.length) + (i < total % nodes.length ? 1 : 0);
  return nodes.map((node, i) => ({ node, vcpus: share(guest.vcpus, i), memoryMiB: share(pages, i) / 256 }));
}
