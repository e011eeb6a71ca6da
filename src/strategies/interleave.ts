import type { Strategy } from '../engine/strategy.ts';

/** Baseline: every guest on all nodes, its memory in equal shares. */
export const interleave: Strategy = {
  id: 'interleave',
  title: 'Interleave',
  origin: 'Baseline: no pinning, memory in turn on every node',
  params: [],
  place: () => ({ kind: 'unpinned' }),
};
