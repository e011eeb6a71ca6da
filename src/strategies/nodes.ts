import type { HostView } from '../engine/strategy.ts';

/** Nodes by index, in order of their ids: every tie goes to the lower id (MODEL §1). */
export function inIdOrder(view: HostView): number[] {
  return Array.from({ length: view.nodeCount }, (_, n) => n).toSorted((a, b) => view.nodeId(a) - view.nodeId(b));
}

/** Those of them that have CPUs. */
export function nodesWithCpus(view: HostView): number[] {
  return inIdOrder(view).filter((n) => view.cores(n) > 0);
}
