import { formatCpulist } from '../../../model/cpulist.ts';
import { memoryNodes, wholeMebibytes, type WriteContext } from './exported.ts';
import { layoutOf } from './layout.ts';
import { commentText, xlString } from './quote.ts';

/** Most of a part's memory is on this node. */
function mainNode(part: { node: number; memoryOn?: readonly { node: number; memoryMiB: number }[] }): number {
  const most = (part.memoryOn ?? []).toSorted((a, b) => b.memoryMiB - a.memoryMiB)[0];
  return most?.node ?? part.node;
}

/** The notation proposed on xen-devel on 18 September 2007; no Xen reads it. */
export function writeThread2007(context: WriteContext): string {
  const { guest } = context;
  const parts = guest.placement?.parts;
  const head = [
    `# ${commentText(guest.name)}: the notation proposed on xen-devel, 18 September 2007`,
    `name = ${xlString(guest.name)}`,
    ...(guest.weight === undefined ? [] : [`cpu_weight = ${Math.round(guest.weight)}`]),
    ...(guest.capPercent ? [`cap = ${Math.round(guest.capPercent)}`] : []),
  ];
  if (!parts) {
    context.note('the guest is unpinned: the notation of 2007 always names a node');
    return `${[...head, `vcpus = ${guest.vcpus}`, `memory = ${Math.ceil(guest.memoryMiB)}`].join('\n')}\n`;
  }
  if (parts.some((part) => part.cpus !== undefined))
    context.note('the notation of 2007 names nodes, not pCPUs: pins are left out');
  if (parts.some((part) => memoryNodes(part).length > 1))
    context.note('a vnode has its memory on one node here: the one that holds most of it');
  if (parts.some(({ vcpus }) => vcpus === 0)) context.note('a vnode without vCPUs has an empty entry');
  const sizes = wholeMebibytes(parts);
  const { numbers } = layoutOf(context, parts);
  const vcpu = parts.map(({ node }, i) => `${formatCpulist(numbers[i]!)}:${node}`);
  const memory = parts.map((part, i) => `${sizes[i]}:${mainNode(part)}`);
  return `${[...head, `vnode = ${parts.length}`, `vcpu = [${vcpu.join(', ')}]`, `memory = [${memory.join(', ')}]`].join('\n')}\n`;
}
