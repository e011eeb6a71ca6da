import type { HostView } from '../engine/strategy.ts';

/** Nodes by index, in order of their ids: every tie goes to the lower id (MODEL §1). */
export function inIdOrder(view: HostView): number[] {
  const order: number[] = [];
  let isSorted = true;
  for (let n = 0; n < view.nodeCount; n++) {
    order.push(n);
    if (n > 0 && view.nodeId(n - 1) > view.nodeId(n)) isSorted = false;
  }
  return isSorted ? order : order.toSorted((a, b) => view.nodeId(a) - view.nodeId(b));
}

/** Those of them that have CPUs. */
export function nodesWithCpus(view: HostView): number[] {
  return inIdOrder(view).filter((n) => view.cores(n) > 0);
}
