import type { Host, Link, NumaNode } from '../../../model/host.ts';

/** Links both ways between the pairs of a drawing such as "0-1 1-2". */
export function links(drawing: string, capacityGBs = 4): Link[] {
  return drawing.split(' ').flatMap((pair) => {
    const [a, b] = pair.split('-').map(Number);
    return [
      { from: a, to: b, capacityGBs },
      { from: b, to: a, capacityGBs },
    ];
  });
}

/** A host of equal nodes. */
export function hostOf(count: number, node: Partial<NumaNode>, wires?: string): Host {
  const nodes = Array.from({ length: count }, (_, id) => ({
    id,
    cores: 4,
    threads: 4,
    memoryMiB: 8192,
    bandwidthGBs: 10,
    latencyNs: 100,
    ...node,
  }));
  return { name: 'drawn', nodes, ...(wires ? { links: links(wires) } : {}) };
}

/** Eight sockets as a ladder, numbered so that the order of the file is not the order of the rungs. */
export const LADDER = hostOf(8, { cores: 6, threads: 6 }, '0-5 5-2 2-7 1-4 4-3 3-6 0-1 5-4 2-3 7-6');
/** Two packages of 28 cores each. */
export const WIDE = hostOf(2, { cores: 28, threads: 56, memoryMiB: 98304, bandwidthGBs: 108 }, '0-1');
/** CPUs with memory, memory only (as CXL), and CPUs only. */
export const UNEVEN: Host = {
  ...hostOf(3, {}, '0-1 0-2'),
  nodes: [
    { id: 0, cores: 8, threads: 16, memoryMiB: 16384, bandwidthGBs: 40, latencyNs: 90 },
    { id: 2, cores: 0, threads: 0, memoryMiB: 8192, bandwidthGBs: 12, latencyNs: 170 },
    { id: 5, cores: 4, threads: 4, memoryMiB: 0, bandwidthGBs: 0, latencyNs: 90 },
  ],
  links: [
    { from: 0, to: 2, capacityGBs: 8 },
    { from: 2, to: 0, capacityGBs: 8 },
    { from: 0, to: 5, capacityGBs: 8 },
    { from: 5, to: 0, capacityGBs: 8 },
  ],
};
