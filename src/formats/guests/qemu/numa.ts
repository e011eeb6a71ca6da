import { parseCpulist, MAX_CPU } from '../../../model/cpulist.ts';
import { BYTES_PER_MIB } from '../../../model/units.ts';
import { quoted } from '../../problems.ts';
import type { Source } from '../source.ts';
import { argumentsOf, type QemuCommand, type Smp } from './command.ts';
import { countOf, sizeOf, type Keys } from './options.ts';

/** QEMU's own limit (MAX_NODES). */
const MOST_NODES = 128;
/** vCPUs that all `-numa cpu` together may look through: one for each of 4,096 vCPUs. */
const MOST_LOOKS = 2 ** 24;

/** A `-numa node`: its vCPUs, memory, and the host nodes its memory is bound to. */
export interface QemuNode {
  readonly id: number;
  readonly vcpus: Set<number>;
  readonly bytes: number | undefined;
  readonly hostNodes: readonly number[];
  readonly policy: string | undefined;
  readonly distances: Map<number, number>;
  readonly offset: number;
}

/** A memory backend of `-object`. */
export interface Backend {
  readonly bytes: number | undefined;
  readonly hostNodes: readonly number[];
  readonly policy: string | undefined;
}

function setOf(source: Source, texts: readonly string[], what: string, offset: number): readonly number[] {
  const set = source.sets.of(texts.join(','), parseCpulist);
  if (typeof set !== 'string') return set;
  source.error('set', `${what}: ${set}`, offset);
  return [];
}

/** Memory backends by id. */
export function backendsOf(source: Source, command: QemuCommand): Map<string, Backend> {
  const backends = new Map<string, Backend>();
  for (const keys of argumentsOf(source, command, 'object')) {
    if (!keys.first?.startsWith('memory-backend-')) continue;
    const hostNodes = setOf(source, keys.all('host-nodes'), 'host-nodes', keys.offset);
    const policy = keys.get('policy');
    if (hostNodes.length > 0 && (policy === undefined || policy === 'default')) {
      source.warn('qemu-refuses', 'host-nodes needs a policy: preferred, bind or interleave', keys.offset);
    }
    backends.set(keys.get('id') ?? '', { bytes: sizeOf(source, keys.get('size'), 1, keys.offset), hostNodes, policy });
  }
  return backends;
}

function nodeOf(source: Source, keys: Keys, position: number, backends: ReadonlyMap<string, Backend>): QemuNode {
  const id = countOf(source, keys.get('nodeid'), 'nodeid', 127, keys.offset) ?? position;
  const memdev = keys.get('memdev');
  const backend = memdev === undefined ? undefined : backends.get(memdev);
  if (memdev !== undefined && !backend)
    source.error('memdev', `there is no memory backend ${quoted(memdev)}`, keys.offset);
  return {
    id,
    vcpus: new Set(setOf(source, keys.all('cpus'), 'cpus', keys.offset)),
    bytes: backend?.bytes ?? sizeOf(source, keys.get('mem'), BYTES_PER_MIB, keys.offset),
    hostNodes: backend?.hostNodes ?? [],
    policy: backend?.policy,
    distances: new Map(),
    offset: keys.offset,
  };
}

/** vCPU numbers that "socket-id=0,core-id=1" names: every one that has these places. */
function cpusOf(source: Source, keys: Keys, smp: Smp): number[] {
  const place = (name: string): number | undefined => countOf(source, keys.get(name), name, MAX_CPU, keys.offset);
  const [socket, die, core, thread] = [place('socket-id'), place('die-id'), place('core-id'), place('thread-id')];
  const cpus: number[] = [];
  for (let cpu = 0; cpu < smp.maxVcpus; cpu++) {
    const perSocket = smp.dies * smp.cores * smp.threads;
    const inSocket = cpu % perSocket;
    const fits =
      (socket ?? Math.floor(cpu / perSocket)) === Math.floor(cpu / perSocket) &&
      (die ?? -1) <= Math.floor(inSocket / (smp.cores * smp.threads)) &&
      (die === undefined || die === Math.floor(inSocket / (smp.cores * smp.threads))) &&
      (core === undefined || core === Math.floor(inSocket / smp.threads) % smp.cores) &&
      (thread === undefined || thread === inSocket % smp.threads);
    if (fits) cpus.push(cpu);
  }
  return cpus;
}

function find(
  source: Source,
  nodes: readonly QemuNode[],
  text: string | undefined,
  offset: number,
): QemuNode | undefined {
  const node = nodes.find(({ id }) => id === Number(text));
  if (!node) source.error('numa', `there is no -numa node ${quoted(text ?? '')}`, offset);
  return node;
}

function addDistance(source: Source, nodes: readonly QemuNode[], keys: Keys): void {
  const from = find(source, nodes, keys.get('src'), keys.offset);
  const to = find(source, nodes, keys.get('dst'), keys.offset);
  const value = countOf(source, keys.get('val'), 'val', 255, keys.offset);
  if (from && to && value !== undefined) from.distances.set(to.id, value);
}

/** `-numa cpu`: vCPUs by their place. */
function dealNamed(source: Source, nodes: readonly QemuNode[], all: readonly Keys[], smp: Smp): void {
  if (all.length * smp.maxVcpus > MOST_LOOKS) {
    source.error('numa', `${all.length} -numa cpu for ${smp.maxVcpus} vCPUs are more than QEMU starts`, all[0]!.offset);
    return;
  }
  for (const keys of all) {
    const node = find(source, nodes, keys.get('node-id'), keys.offset);
    for (const cpu of cpusOf(source, keys, smp)) node?.vcpus.add(cpu);
  }
}

function checkNodes(source: Source, nodes: readonly QemuNode[], smp: Smp): void {
  const owner = new Map<number, number>();
  const ids = new Set<number>();
  for (const { id, vcpus, offset } of nodes) {
    if (ids.has(id)) source.error('numa', `-numa node ${id} occurs twice`, offset);
    ids.add(id);
    for (const vcpu of vcpus) {
      const before = owner.get(vcpu);
      if (before !== undefined)
        source.error('vcpu-in-two-nodes', `vCPU ${vcpu} is in nodes ${before} and ${id}`, offset);
      if (vcpu >= smp.maxVcpus)
        source.error('vcpu-beyond', `node ${id} names vCPU ${vcpu} of ${smp.maxVcpus}, counted from 0`, offset);
      if (before !== undefined || vcpu >= smp.maxVcpus) break;
      owner.set(vcpu, id);
    }
  }
}

/** Where no node names a vCPU, a PC deals whole sockets over the nodes; what is left over goes to node 0. */
function dealRest(nodes: readonly QemuNode[], smp: Smp): void {
  const named = nodes.some(({ vcpus }) => vcpus.size > 0);
  const perSocket = smp.dies * smp.cores * smp.threads;
  const owned = new Set(nodes.flatMap(({ vcpus }) => [...vcpus]));
  for (let cpu = 0; cpu < smp.maxVcpus; cpu++) {
    if (owned.has(cpu)) continue;
    nodes[named ? 0 : Math.floor(cpu / perSocket) % nodes.length]!.vcpus.add(cpu);
  }
}

/** The guest's NUMA nodes by id; none if the command has no `-numa`. */
export function numaOf(
  source: Source,
  command: QemuCommand,
  smp: Smp,
  backends: ReadonlyMap<string, Backend>,
): QemuNode[] {
  const all = argumentsOf(source, command, 'numa');
  const nodes: QemuNode[] = [];
  for (const keys of all) {
    if (keys.first !== 'node') continue;
    if (nodes.length === MOST_NODES) source.error('numa', `QEMU knows ${MOST_NODES} NUMA nodes at most`, keys.offset);
    if (nodes.length >= MOST_NODES) break;
    nodes.push(nodeOf(source, keys, nodes.length, backends));
  }
  for (const keys of all) if (keys.first === 'dist') addDistance(source, nodes, keys);
  dealNamed(
    source,
    nodes,
    all.filter(({ first }) => first === 'cpu'),
    smp,
  );
  checkNodes(source, nodes, smp);
  if (nodes.length > 0) dealRest(nodes, smp);
  return nodes.toSorted((a, b) => a.id - b.id);
}
