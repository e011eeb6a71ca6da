import { formatCpulist } from '../../../model/cpulist.ts';
import type { PlacementPart } from '../../../model/scenario.ts';
import { domainWants, type DomainWants } from './domain-wants.ts';
import { isVnuma, type WriteContext } from './exported.ts';
import { layoutOf, limitsOf } from './layout.ts';
import { xmlText } from './quote.ts';

function kib(memoryMiB: number): number {
  return Math.ceil(memoryMiB * 1024);
}

/** `vcpupin` and `emulatorpin` elements, one a line. */
export function pinElements({ pins, emulator }: DomainWants): string[] {
  const vcpus = [...pins].map(([vcpu, cpus]) => `<vcpupin vcpu='${vcpu}' cpuset='${cpus}'/>`);
  return emulator === undefined ? vcpus : [...vcpus, `<emulatorpin cpuset='${emulator}'/>`];
}

/** `memory` and `memnode` elements, one a line. */
export function tuneElements({ nodeset, cells, mode }: DomainWants): string[] {
  const memory = `<memory mode='${mode}' nodeset='${nodeset}'/>`;
  return [
    memory,
    ...[...cells].map(([cell, nodes]) => `<memnode cellid='${cell}' mode='${mode}' nodeset='${nodes}'/>`),
  ];
}

/** The cells that a guest with vnodes sees, as lines with the indent of `numa`'s content. */
export function cellElements(context: WriteContext, parts: readonly PlacementPart[]): string[] {
  const { numbers, distances } = layoutOf(context, parts);
  return parts.flatMap(({ memoryMiB }, i) => {
    const cpus = numbers[i]!.length > 0 ? ` cpus='${formatCpulist(numbers[i]!)}'` : '';
    const siblings = distances[i]!.map((value, j) => `    <sibling id='${j}' value='${value}'/>`);
    return [
      `<cell id='${i}'${cpus} memory='${kib(memoryMiB)}' unit='KiB'>`,
      '  <distances>',
      ...siblings,
      '  </distances>',
      '</cell>',
    ];
  });
}

function indented(lines: readonly string[], depth: number): string[] {
  return lines.map((line) => '  '.repeat(depth) + line);
}

function element(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`<${name}>`, ...indented(lines, 1), `</${name}>`];
}

/** Shares on libvirt's scale and a quota for each vCPU. */
function shareElements({ guest }: WriteContext): string[] {
  const shares =
    guest.weight === undefined
      ? []
      : [`<shares>${Math.min(262_144, Math.max(2, Math.round(guest.weight * 4)))}</shares>`];
  if (!guest.capPercent) return shares;
  const quota = Math.max(1000, Math.round((guest.capPercent / 100 / guest.vcpus) * 100_000));
  return [...shares, '<period>100000</period>', `<quota>${quota}</quota>`];
}

/** Memory and vCPUs now and at most. Cells hold all memory there is: it cannot be less at the start. */
function sizeElements(context: WriteContext, vnuma: boolean): string[] {
  const { guest } = context;
  const { maxVcpus, maxMemoryMiB } = limitsOf(context);
  const most = vnuma ? guest.memoryMiB : maxMemoryMiB;
  const current = most > guest.memoryMiB ? [`<currentMemory unit='KiB'>${kib(guest.memoryMiB)}</currentMemory>`] : [];
  const online = maxVcpus > guest.vcpus ? ` current='${guest.vcpus}'` : '';
  return [
    `<memory unit='KiB'>${kib(most)}</memory>`,
    ...current,
    `<vcpu placement='static'${online}>${maxVcpus}</vcpu>`,
  ];
}

/** KVM, or Xen for a guest that was imported from there. */
function kindOf({ guest }: WriteContext): { type: string; os: string } {
  const text = guest.original?.text ?? '';
  if (guest.original?.format.startsWith('xl') !== true) return { type: 'kvm', os: `<type arch='x86_64'>hvm</type>` };
  const isPv = /^[ \t]*(?:type[ \t]*=[ \t]*["']pv|bootloader[ \t]*=)/m.test(text);
  return {
    type: 'xen',
    os: isPv ? `<type arch='x86_64' machine='xenpv'>linux</type>` : `<type arch='x86_64' machine='xenfv'>hvm</type>`,
  };
}

/** A domain of its own for a guest that was not imported from one. */
export function freshDomain(context: WriteContext): string {
  const { guest } = context;
  context.note('disks, network and machine type are no part of a scenario: complete the domain before use');
  if (/[\n/]/.test(guest.name)) context.note('libvirt refuses a line end or "/" in a name');
  const parts = guest.placement?.parts ?? [];
  const vnuma = isVnuma(guest);
  const wants = parts.length > 0 ? domainWants(context, parts, layoutOf(context, parts).numbers, vnuma) : undefined;
  const { type, os } = kindOf(context);
  const lines = [
    `<name>${xmlText(guest.name)}</name>`,
    ...sizeElements(context, vnuma),
    ...element('cputune', [...shareElements(context), ...(wants ? pinElements(wants) : [])]),
    ...element('numatune', wants ? tuneElements(wants) : []),
    ...element('os', [os]),
    ...(vnuma ? element('cpu', element('numa', cellElements(context, parts))) : []),
  ];
  return `${[`<domain type='${type}'>`, ...indented(lines, 1), '</domain>'].join('\n')}\n`;
}
