import type { GuestView, HostView, Strategy } from '../engine/strategy.ts';
import { BALANCE_PARAMS, rebalance } from './balance.ts';
import { guestMiB, hasFree, placeLeastLoaded } from './placing.ts';

/** A live migration has the whole guest twice. */
function hasRoomForAll(view: HostView, guest: GuestView, node: number): boolean {
  return hasFree(view, node, guest.memoryMiB);
}

/** In the background only what is not there yet has to come. */
function hasRoomForRest(view: HostView, guest: GuestView, node: number): boolean {
  return hasFree(view, node, guest.memoryMiB - guestMiB(guest, node));
}

/** Approach 2 of the discussion: guests whole on a node, moved with their memory when loads differ. */
export const dynamicBalance: Strategy = {
  id: 'dynamic-balance',
  title: 'Dynamic balance',
  origin: 'Approach 2 of the 2007 discussion',
  params: [
    ...BALANCE_PARAMS,
    {
      kind: 'choice',
      name: 'mechanism',
      title: 'Mechanism',
      help: 'How guests are moved',
      default: 'hot-first',
      choices: [
        { value: 'hot-first', title: 'Hot pages first, in the background' },
        { value: 'live', title: 'Live migration' },
      ],
    },
  ],
  period: (params) => Number(params['period']),
  place: placeLeastLoaded,
  policy: (view, params, memory) =>
    params['mechanism'] === 'live'
      ? rebalance(view, params, memory, 'live', hasRoomForAll)
      : rebalance(view, params, memory, 'hot-first', hasRoomForRest),
};
