import type { ObservedDistances, ObservedHost } from './observed.ts';

const LOCAL = 10;
const FAR = 20;

function usable({ means, values }: ObservedDistances): boolean {
  return means === 'latency' && values.some((row) => row.some((value) => value > 0));
}

/**
 * The SLIT matrix of a host in the order of its nodes: the first latency matrix. Pairs that it leaves out, and zeros, take
 * the kernel's defaults (10 at home, 20 elsewhere). undefined = no matrix.
 */
export function slitOf({ nodes, distances }: ObservedHost): number[][] | undefined {
  const matrix = distances.find(usable);
  if (!matrix) return undefined;
  const at = new Map(matrix.nodes.map((os, i) => [os, i]));
  const value = (from: number, to: number): number => {
    const given = matrix.values[at.get(from) ?? -1]?.[at.get(to) ?? -1];
    return given !== undefined && given > 0 ? Math.min(65_535, given) : from === to ? LOCAL : FAR;
  };
  return nodes.map(({ os: from }) => nodes.map(({ os: to }) => value(from, to)));
}
