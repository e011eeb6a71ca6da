import type { HostView, PlaceDecision } from '../engine/strategy.ts';

/** Nodes with CPUs and `mib` free, by index. */
export function nodesThatFit(view: HostView, mib: number): number[] {
  return Array.from({ length: view.nodeCount }, (_, n) => n).filter((n) => view.cores(n) > 0 && view.freeMiB(n) >= mib);
}

/** Least loaded first, ties to less used memory, then to the lower node (MODEL §7). */
export function byLoad(view: HostView, nodes: readonly number[]): number[] {
  return [...nodes].sort((a, b) => view.load(a) - view.load(b) || view.usedMiB(a) - view.usedMiB(b) || a - b);
}

/** The guest whole on `node`; without one, refused with the figures. */
export function whole(
  view: HostView,
  node: number | undefined,
  guest: { readonly vcpus: number; readonly memoryMiB: number },
): PlaceDecision {
  if (node !== undefined) return { kind: 'parts', parts: [{ node, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }] };
  let most = 0;
  for (let n = 0; n < view.nodeCount; n++) if (view.cores(n) > 0) most = Math.max(most, view.freeMiB(n));
  return { kind: 'refused', reason: `needs ${guest.memoryMiB} MiB on one node with CPUs, at most ${most} MiB is free` };
}
