import type { GuestView, HostView, Strategy } from '../engine/strategy.ts';
import { BALANCE_PARAMS, rebalance } from './balance.ts';
import { byLoad, nodesThatFit, whole } from './placing.ts';

/** Only vCPUs go, so memory never stands in the way. */
function anywhere(_guest: GuestView, _node: number): boolean {
  return true;
}

function leastLoaded(view: HostView, mib: number): number | undefined {
  return byLoad(view, nodesThatFit(view, mib))[0];
}

/** The reply's proposal: guests pinned whole; on imbalance only their vCPUs move. */
export const pinVcpuOnly: Strategy = {
  id: 'pin-vcpu-only',
  title: 'Pin, move vCPUs only',
  origin: 'The reply of the 2007 discussion',
  params: BALANCE_PARAMS,
  period: (params) => Number(params['period']),
  place: (view, guest) => whole(view, leastLoaded(view, guest.memoryMiB), guest),
  policy: (view, params, memory) => rebalance(view, params, memory, 'vcpu-only', anywhere),
};
