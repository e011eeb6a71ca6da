import { formatCpulist } from '../../../../model/cpulist.ts';
import type { Guest } from '../../../../model/scenario.ts';
import type { ReadGuest } from '../../reading.ts';
import { nodeCpus, type WriteContext } from '../exported.ts';

/** pCPUs of each vCPU, as a cpulist or in the hypervisor's own words; undefined = the host does not number them. */
export type Pins = readonly (string | undefined)[];

/** How a hypervisor is told. */
export interface Dialect {
  /** It knows nodes by number, so that a part can be pinned where the host does not number its pCPUs. */
  readonly knowsNodes: boolean;
  /** Commands that pin the vCPUs of `to` and set what else belongs to its state; `from` = as it was before. */
  commands(context: WriteContext, from: Guest, to: ReadGuest, pins: Pins): string[];
}

/** pCPUs of the whole host; "" where it does not number them. */
export function allCpus({ host }: WriteContext): string {
  return formatCpulist(host.nodes.flatMap(({ id }) => [...nodeCpus(host, id)]));
}

/** Weight and cap are what they were. */
export function sameShare(a: Guest, b: Guest): boolean {
  return a.weight === b.weight && a.capPercent === b.capPercent;
}
