import type { GuestView, HostView } from '../engine/strategy.ts';
import { inIdOrder, nodesWithCpus } from './nodes.ts';

/** Weights of a task and of its group, 999 each, are added up. */
const FULL_SCORE = 1998;
/** CPU faults at the new node must be more than this many times those at the old one. */
const DOMINANCE = 3;

/** Share of a guest's hint faults that finds its page on each node: its accesses, weighted by what its parts run. */
export function faultsByNode(view: HostView, guest: GuestView): number[] {
  const total = guest.demand.reduce((sum, cores) => sum + cores, 0);
  const weight = (part: number): number => (total > 0 ? guest.demand[part] / total : 1 / guest.homes.length);
  return Array.from({ length: view.nodeCount }, (_, n) =>
    guest.homes.reduce((sum, _, part) => sum + weight(part) * guest.accessTo(part, n), 0),
  );
}

function farthest(view: HostView, node: number): number {
  return inIdOrder(view).reduce((most, n) => Math.max(most, view.latencyNs(node, n)), 0);
}

/** What a node is worth to a guest, of 1998: faults that would be local, and those near it by how near they are. */
export function scoreOf(view: HostView, faults: readonly number[], node: number): number {
  const local = view.latencyNs(node, node);
  const most = farthest(view, node);
  const near = (n: number): number => (most > local ? (most - view.latencyNs(node, n)) / (most - local) : 0);
  return FULL_SCORE * faults.reduce((sum, share, n) => sum + share * (n === node ? 1 : Math.max(0, near(n))), 0);
}

/** Nodes with so large a share of the busiest node's faults that the guest is at work on them all. */
export function activeNodes(faults: readonly number[], fraction: number): number[] {
  const most = Math.max(...faults);
  return faults.flatMap((share, n) => (share > most * fraction ? [n] : []));
}

/** The node with CPUs that is worth most, the lowest of equal ones. */
export function preferredNode(view: HostView, faults: readonly number[]): number | undefined {
  const nodes = nodesWithCpus(view);
  return nodes.reduce<number | undefined>(
    (best, n) => (best === undefined || scoreOf(view, faults, n) > scoreOf(view, faults, best) + 1e-9 ? n : best),
    undefined,
  );
}

function cpuFaults(guest: GuestView, node: number): number {
  return guest.homes.reduce((sum, home, part) => sum + (home === node ? guest.demand[part] : 0), 0);
}

/** MiB of a part that may follow it home: what lies where the guest's CPUs fault less than a third as often. */
export function followingMiB(view: HostView, guest: GuestView, part: number): number {
  const home = guest.homes[part];
  const here = cpuFaults(guest, home);
  return inIdOrder(view).reduce((sum, n) => {
    const dominated = n !== home && here > DOMINANCE * cpuFaults(guest, n);
    return dominated ? sum + guest.memoryOn(part, n) : sum;
  }, 0);
}
