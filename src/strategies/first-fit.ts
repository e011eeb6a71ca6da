import type { Strategy } from '../engine/strategy.ts';
import { nodesThatFit, whole } from './placing.ts';

/** Baseline: the lowest node that fits. */
export const firstFit: Strategy = {
  id: 'first-fit',
  title: 'First fit',
  origin: 'Baseline: the lowest node with CPUs and the free memory',
  params: [],
  place: (view, guest) => whole(view, nodesThatFit(view, guest.memoryMiB)[0], guest),
};
