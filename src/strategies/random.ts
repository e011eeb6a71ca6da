import type { Strategy } from '../engine/strategy.ts';
import { nodesThatFit, whole } from './placing.ts';

/** Baseline: any node that fits, drawn from a stream of its own. */
export const random: Strategy = {
  id: 'random',
  title: 'Random',
  origin: 'Baseline: a random node with CPUs and the free memory',
  params: [],
  place(view, guest) {
    const nodes = nodesThatFit(view, guest.memoryMiB);
    const pick = nodes.length === 0 ? 0 : Math.floor(view.random('place') * nodes.length);
    return whole(view, nodes[pick], guest);
  },
};
