import type { Mebibytes } from '../../model/units.ts';
import { BYTES_PER_MIB, PAGES_PER_MIB } from '../../model/units.ts';

/** Where something may run or lie: pCPU numbers, host nodes, or both, as far as the input says. */
export interface WhereSet {
  readonly cpus?: readonly number[];
  readonly nodes?: readonly number[];
  /** Whole nodes are named, not pCPUs: that ties to the nodes, but pins to nothing within them. */
  readonly whole?: true;
}

/** A NUMA cell of the guest (the whole guest if it is flat): its vCPUs by number, its memory, where the memory lies. */
export interface GuestCell {
  readonly vcpus: readonly number[];
  readonly memoryMiB: Mebibytes;
  /** Host nodes that hold the memory, with shares that add up to 1. */
  readonly memory?: readonly { readonly node: number; readonly share: number }[];
  /** Host node that the cell as a whole is tied to. */
  readonly home?: number;
}

/** What every format of guests comes down to, before the host gives it a place. */
export interface GuestShape {
  readonly name: string;
  readonly weight?: number;
  readonly capPercent?: number;
  /** The guest is shown a virtual topology of more than one cell. */
  readonly vnumaAware?: boolean;
  readonly cells: readonly GuestCell[];
  /** PCI addresses of devices passed through. */
  readonly devices?: readonly string[];
  /** Hard pins and soft wishes by vCPU number; missing = everywhere. */
  readonly hard: ReadonlyMap<number, WhereSet>;
  readonly soft: ReadonlyMap<number, WhereSet>;
}

/** Bytes in MiB, rounded up to whole pages, as a guest holds them. */
export function pagesUp(bytes: number): Mebibytes {
  return Math.ceil((bytes / BYTES_PER_MIB) * PAGES_PER_MIB) / PAGES_PER_MIB;
}

/** Nodes with equal shares. */
export function evenly(nodes: readonly number[]): GuestCell['memory'] {
  return nodes.map((node) => ({ node, share: 1 / nodes.length }));
}

/** `total` in whole pages split by weights; what is left over goes to the first ones that have a weight. */
export function splitPages(total: Mebibytes, weights: readonly number[]): Mebibytes[] {
  const pages = Math.round(total * PAGES_PER_MIB);
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) return weights.map((_, i) => (i === 0 ? pages / PAGES_PER_MIB : 0));
  const parts = weights.map((weight) => Math.floor((pages * weight) / sum));
  let left = pages - parts.reduce((a, b) => a + b, 0);
  for (let i = 0; left > 0; i = (i + 1) % parts.length) {
    if (weights[i]! <= 0) continue;
    parts[i]! += 1;
    left--;
  }
  return parts.map((count) => count / PAGES_PER_MIB);
}
