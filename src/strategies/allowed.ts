import type { GuestView, HostView } from '../engine/strategy.ts';

function allowedOf(guest: GuestView): readonly (readonly [node: number, vcpus: number])[] {
  // vCPUs that may run on several nodes count on each of them.
  return guest.homes.map((home, part) => [home, guest.unpinned ? guest.vcpus : guest.partVcpus[part]]);
}

/** By node: how many vCPUs of the guests may run there, as the Xen tools count them: one that may run on k nodes counts k times. */
export function allowedVcpus(view: HostView): number[] {
  const counts = Array.from({ length: view.nodeCount }, () => 0);
  for (const guest of view.guests()) for (const [node, vcpus] of allowedOf(guest)) counts[node] += vcpus;
  return counts;
}
