import type { Strategy } from '../engine/strategy.ts';
import { BALANCE_PARAMS, rebalance } from './balance.ts';
import { byLoad, nodesThatFit, whole } from './placing.ts';

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
  place: (view, guest) => whole(view, byLoad(view, nodesThatFit(view, guest.memoryMiB))[0], guest),
  policy: (view, params, memory) =>
    rebalance(
      view,
      params,
      memory,
      params['mechanism'] === 'live' ? 'live' : 'hot-first',
      (guest, node) => view.freeMiB(node) >= guest.memoryMiB,
    ),
};
