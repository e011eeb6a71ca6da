import type { HostView, Newcomer, PlaceDecision, Strategy } from '../engine/strategy.ts';
import { TASK_PARAMS, taskMoves } from './guest-tasks.ts';
import { byLoad, nodesThatFit, split } from './placing.ts';

/** Over `k` nodes that have CPUs and a k-th of the memory free, least loaded first. */
function spread(view: HostView, guest: Newcomer, k: number): PlaceDecision | undefined {
  const nodes = byLoad(view, nodesThatFit(view, guest.memoryMiB / k)).slice(0, k);
  return nodes.length < k ? undefined : split(guest, nodes);
}

/** Numbers of parts to try: as asked, then more, then fewer; a guest that is not aware is tried whole first. */
function counts(guest: Newcomer, vnodes: number, nodes: number): number[] {
  const most = Math.min(guest.vcpus, nodes);
  const wanted = Math.min(vnodes, most);
  const more = Array.from({ length: most - wanted }, (_, n) => wanted + 1 + n);
  const fewer = Array.from({ length: wanted - 1 }, (_, n) => wanted - 1 - n);
  return [...(guest.vnumaAware ? [] : [1]), wanted, ...more, ...fewer];
}

function refusal(view: HostView, guest: Newcomer): PlaceDecision {
  const free = nodesThatFit(view, 0).map((n) => view.freeMiB(n));
  const total = free.reduce((sum, mib) => sum + mib, 0);
  const most = Math.min(guest.vcpus, free.length);
  return {
    kind: 'refused',
    reason: `needs ${guest.memoryMiB} MiB in 1 to ${most} equal parts on nodes with CPUs, ${total} MiB is free on ${free.length} nodes`,
  };
}

/** Approach 1 of the discussion: each guest spread over several nodes, its topology shown to it. */
export const guestNuma: Strategy = {
  id: 'guest-numa',
  title: 'Guest NUMA',
  origin: 'Approach 1 of the 2007 discussion',
  params: [
    {
      kind: 'integer',
      name: 'vnodes',
      title: 'Virtual nodes',
      help: 'Nodes that a guest is spread over',
      default: 2,
      min: 1,
      max: 64,
    },
    ...TASK_PARAMS,
  ],
  period: (params) => Number(params['period']),
  policy: (view, params) => (params['moveTasks'] === true ? taskMoves(view, Number(params['threshold'])) : []),
  place(view, guest, params) {
    for (const k of counts(guest, Number(params['vnodes']), view.nodeCount)) {
      const found = spread(view, guest, k);
      if (found !== undefined) return found;
    }
    return refusal(view, guest);
  },
};
