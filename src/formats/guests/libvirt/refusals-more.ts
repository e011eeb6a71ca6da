import { quoted } from '../../problems.ts';
import { childrenOf, type XmlElement } from '../../xml-tree.ts';
import type { DomainFacts } from '../reading.ts';
import type { DomainReader } from './domain.ts';
import { refuse, setOf } from './refusals.ts';

function checkVcpupin(reader: DomainReader, facts: DomainFacts): void {
  const seen = new Set<string>();
  for (const pin of reader.all(['cputune'], 'vcpupin')) {
    const vcpu = pin.attributes['vcpu'];
    if (vcpu !== undefined && seen.has(vcpu)) refuse(reader, `vCPU ${quoted(vcpu)} is pinned twice`, pin);
    seen.add(vcpu ?? '');
    if (pin.attributes['cpuset'] === undefined) refuse(reader, 'vcpupin without cpuset', pin);
    setOf(reader, pin, 'cpuset');
    if (Number(vcpu) >= facts.vcpusMax) {
      reader.source.warn('vcpu-beyond', `vcpupin for vCPU ${vcpu} of ${facts.vcpusMax}: libvirt ignores it`, pin.start);
    }
  }
  setOf(reader, reader.find('cputune', 'emulatorpin'), 'cpuset');
  setOf(reader, reader.find('vcpu'), 'cpuset');
}

function checkOverlap(reader: DomainReader, element: string, attribute: string): void {
  const seen = new Set<number>();
  for (const one of reader.all(['cputune'], element)) {
    const set = setOf(reader, one, attribute) ?? [];
    const twice = set.find((number) => seen.has(number));
    if (twice !== undefined) return refuse(reader, `${element} for ${twice} twice`, one);
    for (const number of set) seen.add(number);
  }
}

/** Threads that pins and schedulers name, in the order of the text. */
function namedThreads(reader: DomainReader): { element: XmlElement; threads: readonly number[] }[] {
  const pins = reader
    .all(['cputune'], 'iothreadpin')
    .map((element) => ({ element, threads: setOf(reader, element, 'iothread') ?? [] }));
  const schedulers = reader
    .all(['cputune'], 'iothreadsched')
    .map((element) => ({ element, threads: setOf(reader, element, 'iothreads') ?? [] }));
  return [...pins, ...schedulers];
}

function checkIothreads(reader: DomainReader): void {
  const listed = new Set(reader.all(['iothreadids'], 'iothread').map((one) => Number(one.attributes['id'])));
  const count = Number(reader.find('iothreads')?.text ?? listed.size);
  let highest = 0;
  for (const { element, threads } of namedThreads(reader)) {
    for (const thread of threads) {
      if (!listed.has(thread) && (thread > count || thread === 0))
        return refuse(reader, `there is no iothread ${thread}`, element);
      if (listed.size === 0 && thread > highest + 1) {
        const said = `iothread ${thread} is named before ${highest + 1}; list the threads in iothreadids`;
        return refuse(reader, said, element);
      }
      highest = Math.max(highest, thread);
    }
  }
}

function checkTopology(reader: DomainReader, facts: DomainFacts): void {
  const topology = reader.find('cpu', 'topology');
  const { cpuTopology } = facts;
  if (!topology || !cpuTopology) return;
  const { sockets, dies, cores, threads } = cpuTopology;
  const clusters = Number(topology.attributes['clusters'] ?? '1');
  const product = sockets * dies * clusters * cores * threads;
  if (product !== facts.vcpusMax)
    refuse(reader, `the topology has ${product} threads, the guest ${facts.vcpusMax} vCPUs`, topology);
}

/** Cells that a page size is for: the first that is wrong is enough. */
function checkPageCells(
  reader: DomainReader,
  page: XmlElement,
  nodes: readonly number[],
  cells: number,
  seen: Set<number>,
): void {
  for (const node of nodes) {
    if (node >= Math.max(cells, 1)) return refuse(reader, `hugepages for cell ${node}, which does not exist`, page);
    if (seen.has(node)) return refuse(reader, `hugepages for cell ${node} twice`, page);
    seen.add(node);
  }
}

/** True for the page size of whatever no other is for. */
function checkPage(reader: DomainReader, page: XmlElement, cells: number, seen: Set<number>): boolean {
  const size = reader.bytes(page, page.attributes['size'] ?? '', 'page size');
  if (size !== null && (size < 4096 || (size & (size - 1)) !== 0) && size < 2 ** 31) {
    refuse(reader, `no host has pages of ${size / 1024} KiB`, page);
  }
  const nodes = setOf(reader, page, 'nodeset');
  checkPageCells(reader, page, nodes ?? [], cells, seen);
  return !nodes || (cells === 0 && nodes.includes(0));
}

function checkHugepages(reader: DomainReader, facts: DomainFacts): void {
  const seen = new Set<number>();
  const masters = reader
    .all(['memoryBacking', 'hugepages'], 'page')
    .filter((page) => checkPage(reader, page, facts.cells.length, seen));
  if (masters.length > 1) refuse(reader, 'two page sizes for the same memory', masters[1]!);
}

/** From where to where a memory device lies in the guest's addresses, if the file says. */
function spanOf(device: XmlElement, size: number | null): readonly [number, number] | undefined {
  const base = childrenOf(device, 'address')[0]?.attributes['base'] ?? addressOf(device);
  const start = base === undefined ? Number.NaN : Number(base);
  return size === null || !Number.isFinite(start) ? undefined : [start, start + size];
}

function addressOf(device: XmlElement): string | undefined {
  const target = childrenOf(device, 'target')[0];
  return target && childrenOf(target, 'address')[0]?.attributes['base'];
}

function checkMemoryDevices(reader: DomainReader, facts: DomainFacts): void {
  const spans: (readonly [number, number])[] = [];
  reader.all(['devices'], 'memory').forEach((device, i) => {
    const { node, sizeBytes } = facts.memoryDevices[i]!;
    if (node !== null && Number(node) >= facts.cells.length) {
      refuse(reader, `memory for cell ${quoted(node)}, the guest has ${facts.cells.length}`, device);
    }
    const span = spanOf(device, sizeBytes);
    if (!span) return;
    if (spans.some(([start, end]) => span[0] < end && start < span[1]))
      refuse(reader, 'memory devices overlap', device);
    spans.push(span);
  });
}

/** Buses that a kind of machine does not have, by whether they stand at index 0. */
const STRANGERS = {
  q35: { root: 'pci-root', other: 'pci-expander-bus' },
  pc: { root: 'pcie-root', other: 'pcie-expander-bus' },
} as const;

function kindOf(machine: string): keyof typeof STRANGERS | undefined {
  if (machine.includes('q35')) return 'q35';
  return machine === 'pc' || machine.includes('i440fx') ? 'pc' : undefined;
}

function checkController(reader: DomainReader, controller: XmlElement, machine: string, cells: number): void {
  const { model, index } = controller.attributes;
  const kind = kindOf(machine);
  if (kind && (model === STRANGERS[kind].other || (index === '0' && model === STRANGERS[kind].root))) {
    refuse(reader, `${machine} has no ${model}`, controller);
  }
  const target = childrenOf(controller, 'target')[0];
  const node = target && childrenOf(target, 'node')[0];
  if (node && Number(node.text) >= cells) {
    refuse(reader, `a bus on cell ${quoted(node.text)}, the guest has ${cells}`, controller);
  }
}

/** Memory hotplug wants cells on x86; a POWER guest starts with whole cores. */
function checkArchitecture(reader: DomainReader, facts: DomainFacts): void {
  const type = reader.find('os', 'type');
  const arch = type?.attributes['arch'] ?? '';
  const maxMemory = reader.find('maxMemory');
  if (maxMemory && /^(?:x86_64|i686)$/.test(arch) && facts.cells.length === 0) {
    refuse(reader, 'maxMemory (memory hotplug) without a NUMA cell', maxMemory);
  }
  const threads = facts.cpuTopology?.threads ?? 1;
  const vcpu = reader.find('vcpu');
  if (vcpu && arch.startsWith('ppc64') && (facts.vcpusCurrent ?? facts.vcpusMax) % threads !== 0) {
    refuse(reader, `the number of vCPUs is no multiple of the ${threads} threads of a core`, vcpu);
  }
}

/** Pins, schedulers, topology, pages, memory devices and buses. */
export function checkRest(reader: DomainReader, facts: DomainFacts): void {
  checkVcpupin(reader, facts);
  checkOverlap(reader, 'vcpusched', 'vcpus');
  checkOverlap(reader, 'iothreadsched', 'iothreads');
  checkIothreads(reader);
  checkTopology(reader, facts);
  checkHugepages(reader, facts);
  checkMemoryDevices(reader, facts);
  checkArchitecture(reader, facts);
  const machine = reader.find('os', 'type')?.attributes['machine'] ?? '';
  for (const controller of reader.all(['devices'], 'controller')) {
    if (controller.attributes['type'] === 'pci') checkController(reader, controller, machine, facts.cells.length);
  }
}
