import type { HostView, Newcomer, Params, PlaceDecision } from '../engine/strategy.ts';
import { byLoad, nodesThatFit, split, whole } from './placing.ts';

/** How many clients a guest becomes: one as long as its vCPUs fit on a node's cores; a virtual node has at most so many vCPUs. */
function clientCount(view: HostView, guest: Newcomer, params: Params): number {
  const cores = nodesThatFit(view, 0).reduce((most, n) => Math.max(most, view.cores(n)), 1);
  if (guest.vcpus <= cores) return 1;
  const limit = isExposed(guest, params) ? Math.min(cores, Number(params['maxPerVirtualNode'])) : cores;
  return Math.min(Math.ceil(guest.vcpus / limit), view.nodeCount);
}

/** A guest of that many vCPUs is shown a virtual topology. */
function isExposed(guest: Newcomer, params: Params): boolean {
  return guest.vcpus >= Number(params['vcpuMin']);
}

/** The first node is the least loaded, the others are those closest to it, by the latencies of boot time. */
function closest(view: HostView, nodes: readonly number[], count: number): number[] {
  const [first] = byLoad(view, nodes);
  if (first === undefined || nodes.length < count) return [];
  const others = byLoad(
    view,
    nodes.filter((n) => n !== first),
  ).toSorted((a, b) => view.latencyNs(first, a) - view.latencyNs(first, b));
  return [first, ...others.slice(0, count - 1)];
}

function clients(view: HostView, guest: Newcomer, count: number, exposed: boolean): PlaceDecision | undefined {
  const nodes = closest(view, nodesThatFit(view, guest.memoryMiB / count), count);
  if (nodes.length === 0) return undefined;
  return exposed ? split(guest, nodes) : { kind: 'unpinned', nodes };
}

/** A home node that has CPU and memory to spare; a wide guest in clients on close nodes, more of them where memory is short. */
export function placeAtHome(view: HostView, guest: Newcomer, params: Params): PlaceDecision {
  const least = clientCount(view, guest, params);
  if (least === 1) {
    const [home] = byLoad(view, nodesThatFit(view, guest.memoryMiB));
    if (home !== undefined) return whole(view, home, guest);
  }
  const most = Math.min(guest.vcpus, view.nodeCount);
  for (let count = Math.max(2, least); count <= most; count++) {
    const found = clients(view, guest, count, isExposed(guest, params));
    if (found !== undefined) return found;
  }
  return whole(view, undefined, guest);
}
