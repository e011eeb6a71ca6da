import type { Host, HostTopology } from '../../../model/host.ts';
import { hostOf } from './hosts.ts';

/** Known shapes of interconnects, nodes numbered as real machines number them: along packages, not along the drawing. */
export const SHAPES: Readonly<Record<string, string>> = {
  square: '0-1 1-2 2-3 3-0',
  'full mesh of four': '0-1 0-2 0-3 1-2 1-3 2-3',
  ring: '0-3 3-6 6-1 1-4 4-7 7-2 2-5 5-0',
  ladder: '0-5 5-2 2-7 1-4 4-3 3-6 0-1 5-4 2-3 7-6',
  // Two dies in each package (0-1, 2-3 …), as in Magny-Cours: dies of a package and the like dies of neighbours are linked, the ends crossed.
  'twisted ladder': '0-1 2-3 4-5 6-7 0-2 2-4 4-6 1-3 3-5 5-7 0-7 1-6',
  'mesh of two by four': '0-1 1-2 2-3 4-5 5-6 6-7 0-4 1-5 2-6 3-7',
  hypercube: '0-1 0-2 0-4 1-3 1-5 2-3 2-6 3-7 4-5 4-6 5-7 6-7',
};

function cpusOf(node: number): string {
  return `${node * 4}-${node * 4 + 3}`;
}

/** A host of that shape. */
export function shaped(name: string): Host {
  const wires = SHAPES[name];
  const count = 1 + Math.max(...wires.split(/[ -]/).map(Number));
  return hostOf(count, {}, wires);
}

/** Equal nodes, `size` of them in each package. */
export function nested(count: number, size: number, wires?: string): Host {
  const host = hostOf(count, {}, wires);
  const packages: HostTopology['packages'] = Array.from({ length: count / size }, (_, id) => ({
    id,
    cpus: `${id * size * 4}-${(id + 1) * size * 4 - 1}`,
  }));
  return { ...host, nodes: host.nodes.map((node, i) => ({ ...node, cpus: cpusOf(i) })), topology: { packages } };
}
