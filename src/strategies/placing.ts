import type { GuestView, HostView, Newcomer, PlaceDecision } from '../engine/strategy.ts';
import { PAGES_PER_MIB } from '../model/units.ts';
import { inIdOrder, nodesWithCpus } from './nodes.ts';

/** Less than this is rounding of sums, far below a page. */
const NOTHING_MIB = 1e-6;

/** True if the node has `mib` free (what must stay free is taken off already). */
export function hasFree(view: HostView, node: number, mib: number): boolean {
  return view.freeMiB(node) >= mib - NOTHING_MIB;
}

/** Nodes with CPUs and `mib` free, lowest id first. */
export function nodesThatFit(view: HostView, mib: number): number[] {
  return nodesWithCpus(view).filter((n) => hasFree(view, n, mib));
}

/** Least loaded first, ties to less used memory, then to the lower node (MODEL §7). */
export function byLoad(view: HostView, nodes: readonly number[]): number[] {
  return nodes.toSorted(
    (a, b) => view.load(a) - view.load(b) || view.usedMiB(a) - view.usedMiB(b) || view.nodeId(a) - view.nodeId(b),
  );
}

/** The guest whole on `node`; without one, refused with the figures. */
export function whole(view: HostView, node: number | undefined, guest: Newcomer): PlaceDecision {
  if (node !== undefined) return { kind: 'parts', parts: [{ node, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }] };
  const most = nodesWithCpus(view).reduce((best, n) => Math.max(best, view.freeMiB(n)), 0);
  return { kind: 'refused', reason: `needs ${guest.memoryMiB} MiB on one node with CPUs, at most ${most} MiB is free` };
}

/** The guest whole on the least loaded node that has the memory. */
export function placeLeastLoaded(view: HostView, guest: Newcomer): PlaceDecision {
  return whole(view, byLoad(view, nodesThatFit(view, guest.memoryMiB))[0], guest);
}

/** Part `n` of `total` whole things in `count` equal parts, the odd ones with the first parts. */
function share(total: number, count: number, n: number): number {
  return Math.floor(total / count) + (n < total % count ? 1 : 0);
}

/** The guest in equal parts on these nodes, odd vCPUs and pages to the first. */
export function split(guest: Newcomer, nodes: readonly number[]): PlaceDecision {
  const pages = Math.round(guest.memoryMiB * PAGES_PER_MIB);
  const parts = nodes.map((node, n) => ({
    node,
    vcpus: share(guest.vcpus, nodes.length, n),
    memoryMiB: share(pages, nodes.length, n) / PAGES_PER_MIB,
  }));
  return { kind: 'parts', parts };
}

/** MiB of one part of a guest, wherever they lie. */
export function partMiB(view: HostView, guest: GuestView, part: number): number {
  return inIdOrder(view).reduce((sum, n) => sum + guest.memoryOn(part, n), 0);
}

/** MiB of a guest on a node. */
export function guestMiB(guest: GuestView, node: number): number {
  return guest.homes.reduce((sum, _, part) => sum + guest.memoryOn(part, node), 0);
}

/** The node that holds most of a guest's memory, the lowest of several. */
export function memoryNode(view: HostView, guest: GuestView): number {
  return inIdOrder(view).reduce((best, n) => (guestMiB(guest, n) > guestMiB(guest, best) ? n : best));
}
