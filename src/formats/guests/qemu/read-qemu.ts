import { formatCpulist } from '../../../model/cpulist.ts';
import type { Host } from '../../../model/host.ts';
import type { Reading } from '../../../model/problem.ts';
import { checkNodes } from '../limits.ts';
import { pciAddress } from '../pci.ts';
import { guestOf } from '../placing.ts';
import { NO_FACTS, type DomainFacts, type GuestsReading, type ReadGuest } from '../reading.ts';
import { evenly, pagesUp, type GuestCell, type GuestShape } from '../shape.ts';
import { Source } from '../source.ts';
import { argumentsOf, memoryOf, nameOf, qemuCommandOf, smpOf, type QemuCommand, type Smp } from './command.ts';
import { backendsOf, numaOf, type QemuNode } from './numa.ts';
import { startedBy } from './started-by.ts';
import { commandsOf } from './words.ts';

function memoryAt(hostNodes: readonly number[], fallback: GuestCell['memory']): Pick<GuestCell, 'memory'> {
  const memory = hostNodes.length > 0 ? evenly(hostNodes) : fallback;
  return memory ? { memory } : {};
}

function cellsOf(nodes: readonly QemuNode[], smp: Smp, bytes: number, fallback: GuestCell['memory']): GuestCell[] {
  const stated = nodes.some((node) => node.bytes !== undefined);
  return nodes.map((node) => ({
    vcpus: [...node.vcpus].filter((vcpu) => vcpu < smp.vcpus).toSorted((a, b) => a - b),
    memoryMiB: pagesUp(stated ? (node.bytes ?? 0) : bytes / nodes.length),
    ...memoryAt(node.hostNodes, fallback),
  }));
}

function factsOf(name: string, smp: Smp, bytes: number, nodes: readonly QemuNode[]): DomainFacts {
  const { sockets, dies, cores, threads } = smp;
  return {
    ...NO_FACTS,
    name,
    memoryBytes: bytes,
    vcpusMax: smp.maxVcpus,
    vcpusCurrent: smp.vcpus === smp.maxVcpus ? null : smp.vcpus,
    cpuTopology: { sockets, dies, cores, threads },
    cells: nodes.map(({ id, vcpus, bytes: own, distances }) => ({
      id: `${id}`,
      cpus: formatCpulist(vcpus),
      memoryBytes: own ?? null,
      memAccess: null,
      distances: Object.fromEntries([...distances].map(([to, value]) => [`${to}`, value])),
    })),
    numatuneMemnodes: nodes
      .filter(({ hostNodes }) => hostNodes.length > 0)
      .map(({ id, hostNodes, policy }) => ({
        cellid: `${id}`,
        mode: policy ?? 'default',
        nodeset: formatCpulist(hostNodes),
      })),
  };
}

/** Memory of a guest without -numa: the backend that -machine names. */
function wholeMemory(source: Source, command: QemuCommand, fallback: GuestCell['memory']): Pick<GuestCell, 'memory'> {
  const id = argumentsOf(source, command, 'machine').at(-1)?.get('memory-backend');
  const backend = id === undefined ? undefined : backendsOf(source, command).get(id);
  return memoryAt(backend?.hostNodes ?? [], fallback);
}

function checkSum(source: Source, command: QemuCommand, nodes: readonly QemuNode[], bytes: number): void {
  const sum = nodes.reduce((total, node) => total + (node.bytes ?? 0), 0);
  if (sum > 0 && sum !== bytes) {
    source.warn(
      'memory-mismatch',
      `the nodes hold ${sum / 2 ** 20} MiB, -m is ${bytes / 2 ** 20} MiB; QEMU refuses that`,
      command.offset,
    );
  }
}

/** Addresses of `-device vfio-pci,host=…`. */
function devicesOf(source: Source, command: QemuCommand): string[] {
  return argumentsOf(source, command, 'device').flatMap((keys) => {
    const driver = keys.first ?? keys.get('driver');
    return driver?.startsWith('vfio-pci') === true ? (pciAddress(keys.get('host') ?? '') ?? []) : [];
  });
}

function guestOfCommand(source: Source, command: QemuCommand, host: Host | undefined): ReadGuest {
  const smp = smpOf(source, command);
  const bytes = memoryOf(source, command);
  const nodes = numaOf(source, command, smp, backendsOf(source, command));
  const bound = startedBy(command.before);
  checkSum(source, command, nodes, bytes);
  for (const { hostNodes, offset } of nodes) checkNodes(source, hostNodes, host, 'host-nodes', offset);
  const vcpus = Array.from({ length: smp.vcpus }, (_, i) => i);
  const flat: GuestCell = { vcpus, memoryMiB: pagesUp(bytes), ...wholeMemory(source, command, bound.memory) };
  const name = nameOf(source, command);
  if (name === undefined) source.warn('name-missing', '-name is missing: the guest is called "guest"', command.offset);
  const shape: GuestShape = {
    name: name ?? 'guest',
    cells: nodes.length > 0 ? cellsOf(nodes, smp, bytes, bound.memory) : [flat],
    hard: new Map(bound.cpus ? vcpus.map((vcpu) => [vcpu, bound.cpus!]) : []),
    soft: new Map(),
    ...(nodes.length > 1 && { vnumaAware: true }),
    devices: devicesOf(source, command),
  };
  return {
    ...guestOf(shape, host, (message) => source.warn('vnode-spread', message, command.offset)),
    original: { format: 'qemu-command', text: source.text },
    facts: factsOf(shape.name, smp, bytes, nodes),
  };
}

/** Reads QEMU command lines (one guest each) as they stand in scripts, in `ps` output or in libvirt's logs. */
export function readQemu(text: string, file: string, host?: Host): Reading<GuestsReading> {
  const source = new Source(text, file);
  const commands = commandsOf(source).flatMap((words) => qemuCommandOf(words) ?? []);
  if (commands.length === 0)
    source.error('empty', 'there is no QEMU command line: expected qemu-system-x86_64 or the like', 0);
  const guests = commands.map((command) => guestOfCommand(source, command, host));
  return source.reading({ format: 'qemu-command', guests, warnings: source.problems.list });
}
