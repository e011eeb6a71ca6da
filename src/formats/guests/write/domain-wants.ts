import { formatCpulist } from '../../../model/cpulist.ts';
import type { PlacementPart } from '../../../model/scenario.ts';
import { memoryNodes, nodeCpus, partCpus, type WriteContext } from './exported.ts';

/** What a libvirt domain should say of a guest's placement. */
export interface DomainWants {
  /** pCPUs by vCPU number: those that its part may use. */
  readonly pins: ReadonlyMap<number, string>;
  /** pCPUs for QEMU's own threads. */
  readonly emulator: string | undefined;
  /** Host nodes of all memory. */
  readonly nodeset: string;
  /** Host nodes by cell id, for a guest with cells. */
  readonly cells: ReadonlyMap<number, string>;
  readonly mode: 'strict' | 'interleave';
}

/** Even pieces of memory on several nodes: interleaved, as far as libvirt can say it. */
function isEven(part: PlacementPart): boolean {
  const sizes = part.memoryOn?.map(({ memoryMiB }) => memoryMiB) ?? [];
  return sizes.length > 1 && Math.max(...sizes) - Math.min(...sizes) <= 1;
}

function noteMemory(context: WriteContext, parts: readonly PlacementPart[]): void {
  const mixed = parts.some((part) => memoryNodes(part).length > 1 && !isEven(part));
  if (mixed)
    context.note(
      'libvirt binds memory to a set of nodes; how much lies on each cannot be said, and strict mode fails rather than going elsewhere',
    );
}

/** The wishes for parts whose vCPU numbers are given; cells by their ids where the guest has some. */
export function domainWants(
  context: WriteContext,
  parts: readonly PlacementPart[],
  numbers: readonly (readonly number[])[],
  hasCells: boolean,
): DomainWants {
  const pins = new Map<number, string>();
  parts.forEach((part, i) => {
    const cpus = partCpus(context.host, part);
    if (cpus !== undefined) for (const vcpu of numbers[i] ?? []) pins.set(vcpu, cpus);
  });
  if (pins.size === 0) context.note('the host does not number its pCPUs: only memory is bound');
  noteMemory(context, parts);
  const homes = parts.filter(({ vcpus }) => vcpus > 0).map(({ node }) => node);
  const emulator = formatCpulist(homes.flatMap((node) => nodeCpus(context.host, node)));
  return {
    pins,
    emulator: emulator === '' ? undefined : emulator,
    nodeset: formatCpulist(parts.flatMap(memoryNodes)),
    cells: new Map(hasCells ? parts.map((part, i) => [i, formatCpulist(memoryNodes(part))]) : []),
    mode: parts.some(isEven) ? 'interleave' : 'strict',
  };
}
