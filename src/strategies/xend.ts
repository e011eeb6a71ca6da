import type { GuestView, HostView, Newcomer, PlaceDecision, Strategy } from '../engine/strategy.ts';
import { allowedVcpus } from './allowed.ts';
import { inIdOrder } from './nodes.ts';
import { BALANCE_PARAMS, rebalance } from './balance.ts';
import { hasFree, whole } from './placing.ts';

const FULL_NODE = 16;
/** "Half a loaded node": an unbalanced system is worse than memory that is not local. */
const NO_MEMORY = 8;

interface Rank {
  readonly node: number;
  readonly load: number;
  readonly short: number;
}

function rankOf(view: HostView, node: number, vcpus: number, mib: number): Rank {
  const cpus = view.threads(node);
  if (cpus === 0) return { node, load: vcpus, short: NO_MEMORY };
  return { node, load: Math.floor((FULL_NODE * vcpus) / cpus), short: hasFree(view, node, mib) ? 0 : NO_MEMORY };
}

/** Nodes that a guest is pinned to: the least loaded, and more of them until there are as many CPUs as vCPUs. */
function chosen(view: HostView, guest: Newcomer): number[] {
  const vcpus = allowedVcpus(view);
  const ranks = inIdOrder(view).map((node) => rankOf(view, node, vcpus[node], guest.memoryMiB));
  const [first, ...others] = ranks.toSorted((a, b) => a.load + a.short - (b.load + b.short));
  const nodes = [first.node];
  let cpus = view.threads(first.node);
  const rest = ranks.filter((rank) => others.includes(rank)).toSorted((a, b) => a.load - b.load);
  for (const { node } of rest) {
    if (cpus >= guest.vcpus) break;
    nodes.push(node);
    cpus += view.threads(node);
  }
  return nodes;
}

function place(view: HostView, guest: Newcomer): PlaceDecision {
  const nodes = chosen(view, guest);
  const alone = nodes.length === 1 && hasFree(view, nodes[0], guest.memoryMiB);
  return alone ? whole(view, nodes[0], guest) : { kind: 'unpinned', nodes };
}

/** `xm migrate --live --node` has the whole guest twice while it runs. */
function hasRoom(view: HostView, guest: GuestView, node: number): boolean {
  return hasFree(view, node, guest.memoryMiB);
}

/** What Xen shipped from 2008 to 2013: pinned to the least loaded node; moved by live migration to the same host. */
export const xend: Strategy = {
  id: 'xend',
  title: 'xend',
  origin: 'Xen 3.3 to 4.4 (XendDomainInfo.py, xm migrate --live --node)',
  params: BALANCE_PARAMS,
  period: (params) => Number(params['period']),
  place,
  policy: (view, params, memory) => rebalance(view, params, memory, 'live', hasRoom),
};
