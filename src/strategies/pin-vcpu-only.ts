import type { GuestView, HostView, MoveRequest, Params, Strategy } from '../engine/strategy.ts';
import { BALANCE_PARAMS, rebalance } from './balance.ts';
import { isEven, isMoreEven, loadsAfter, loadsOf } from './evenness.ts';
import { memoryNode, placeLeastLoaded } from './placing.ts';

/** Only vCPUs go, so memory never stands in the way. */
function anywhere(): boolean {
  return true;
}

/** There is room at home if the loads are then even enough, or no less even than now. */
function hasRoomAtHome(view: HostView, guest: GuestView, home: number, threshold: number): boolean {
  const now = loadsOf(view);
  const then = loadsAfter(view, now, guest, home);
  return isEven(then, threshold) || !isMoreEven(now, then);
}

/** One guest whose vCPUs are away goes home, the lowest first. */
function goHome(view: HostView, params: Params): readonly MoveRequest[] {
  for (const guest of view.guests()) {
    if (guest.moving || guest.unpinned) continue;
    const home = memoryNode(view, guest);
    if (view.cores(home) === 0 || guest.homes.every((node) => node === home)) continue;
    if (!hasRoomAtHome(view, guest, home, Number(params['threshold']))) continue;
    return [{ guest: guest.index, to: [home], mechanism: 'vcpu-only', reason: 'there is room at home' }];
  }
  return [];
}

/** The reply's proposal: guests pinned whole; on imbalance only their vCPUs move, and they go home when there is room. */
export const pinVcpuOnly: Strategy = {
  id: 'pin-vcpu-only',
  title: 'Pin, move vCPUs only',
  origin: 'The reply of the 2007 discussion',
  params: BALANCE_PARAMS,
  period: (params) => Number(params['period']),
  place: placeLeastLoaded,
  policy(view, params, memory) {
    const away = rebalance(view, params, memory, 'vcpu-only', anywhere);
    return away.length > 0 ? away : goHome(view, params);
  },
};
