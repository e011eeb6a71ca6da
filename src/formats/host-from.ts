import { formatCpulist } from '../model/cpulist.ts';
import type { Host, HostTopology, NumaNode, Source } from '../model/host.ts';
import { BYTES_PER_MIB, PAGES_PER_MIB, type Mebibytes } from '../model/units.ts';
import { cpuOwners } from './cpu-owners.ts';
import {
  memoryEstimate,
  processorEstimate,
  type ProcessorEstimate,
  UNKNOWN_CORES,
  UNKNOWN_LATENCY_NS,
  UNKNOWN_MIB_PER_THREAD,
  unknownBandwidth,
} from './estimates.ts';
import type { ObservedGroup, ObservedHost, ObservedNode } from './observed.ts';
import { slitOf } from './slit.ts';

/** What the field table allows; one file states 2^64 bytes. */
const MAX_MIB = 2 ** 42;
const MAX_NAME = 200;

/** Whole pages, rounded down. */
function mebibytes(bytes: number): Mebibytes {
  return Math.min(MAX_MIB, Math.floor(bytes / (BYTES_PER_MIB / PAGES_PER_MIB)) / PAGES_PER_MIB);
}

/** What a node has of its own: CPUs that several nodes name are drawn in one. */
interface Share {
  readonly node: ObservedNode;
  readonly cpus: readonly number[];
  readonly cores: number;
}

function shares(observed: ObservedHost): Share[] {
  const owners = cpuOwners(observed.nodes);
  const cpus: number[][] = observed.nodes.map(() => []);
  for (const [cpu, index] of owners) cpus[index]?.push(cpu);
  const siblings = observed.nodes.map(() => 0);
  const claimed = new Set<number>();
  for (const core of observed.cores ?? []) countSiblings(core, owners, claimed, siblings);
  return observed.nodes.map((node, i) => ({
    node,
    cpus: (cpus[i] ?? []).toSorted((a, b) => a - b),
    cores: (cpus[i] ?? []).length - (siblings[i] ?? 0),
  }));
}

/** Threads beyond the first of a core in its node are no cores of their own; a CPU that several cores name counts once. */
function countSiblings(
  core: ObservedGroup,
  owners: ReadonlyMap<number, number>,
  claimed: Set<number>,
  siblings: number[],
): void {
  const seen = new Set<number>();
  for (const cpu of core.cpus) {
    const owner = owners.get(cpu);
    if (owner === undefined || claimed.has(cpu)) continue;
    claimed.add(cpu);
    if (seen.has(owner)) siblings[owner] = (siblings[owner] ?? 0) + 1;
    seen.add(owner);
  }
}

/** An estimate for a node's bandwidth: the socket's, shared by the nodes with CPUs and memory. */
function bandwidth(
  share: Share,
  cores: number,
  estimate: ProcessorEstimate | undefined,
  nodesPerSocket: number,
): number {
  if (share.node.memoryBytes === 0) return 0;
  if (cores === 0) return memoryEstimate(share.node.memoryKind).bandwidthGBs;
  return estimate ? estimate.socketGBs / nodesPerSocket : unknownBandwidth(cores);
}

function nodesPerSocket(observed: ObservedHost, all: readonly Share[]): number {
  const sockets = observed.packages?.filter(({ cpus }) => cpus.length > 0).length ?? 0;
  const nodes = all.filter(({ cpus, node }) => cpus.length > 0 && node.memoryBytes !== 0).length;
  return sockets > 0 && nodes > sockets ? nodes / sockets : 1;
}

/** Threads and cores of a node; counts help where no CPUs, or no siblings, are named. */
function threadsAndCores({ node, cpus, cores }: Share, { counts, nodes, ...observed }: ObservedHost): [number, number] {
  const perCore = counts?.threadsPerCore ?? 1;
  if (node.cpus === null) {
    const threads = counts?.threads === undefined ? UNKNOWN_CORES : Math.ceil(counts.threads / nodes.length);
    return [threads, Math.ceil(threads / perCore)];
  }
  return [cpus.length, observed.cores ? cores : Math.ceil(cpus.length / perCore)];
}

function numaNode(
  share: Share,
  observed: ObservedHost,
  estimate: ProcessorEstimate | undefined,
  perSocket: number,
): NumaNode {
  const { node, cpus } = share;
  const [threads, cores] = threadsAndCores(share, observed);
  const local = cores === 0 ? memoryEstimate(node.memoryKind).latencyNs : (estimate?.latencyNs ?? UNKNOWN_LATENCY_NS);
  return {
    id: node.os,
    cores,
    threads,
    memoryMiB:
      node.memoryBytes === null ? threads * UNKNOWN_MIB_PER_THREAD : mebibytes(node.usableBytes ?? node.memoryBytes),
    bandwidthGBs: bandwidth(share, cores, estimate, perSocket),
    latencyNs: local,
    ...(node.cpus === null ? {} : { cpus: formatCpulist(cpus) }),
  };
}

function filled(groups: readonly ObservedGroup[] | null): readonly ObservedGroup[] | undefined {
  const some = groups?.filter(({ cpus }) => cpus.length > 0);
  return some && some.length > 0 ? some : undefined;
}

/** Package numbers as the input has them, or by position where they are missing or not unique. */
function packageIds(groups: readonly ObservedGroup[]): number[] {
  const unique = new Set(groups.map(({ os }) => os)).size === groups.length;
  return groups.map(({ os }, i) => (unique && os !== null ? os : i));
}

function topology(observed: ObservedHost): HostTopology | undefined {
  const packages = filled(observed.packages);
  const cores = filled(observed.cores);
  const l3 = observed.l3?.filter(({ cpus, bytes }) => cpus.length > 0 && bytes !== null && bytes > 0);
  if (!packages && !cores && !l3?.length) return undefined;
  const ids = packages && packageIds(packages);
  return {
    ...(packages
      ? { packages: packages.map(({ cpus }, i) => ({ id: ids?.[i] ?? i, cpus: formatCpulist(cpus) })) }
      : {}),
    ...(cores ? { cores: cores.map(({ cpus }) => ({ cpus: formatCpulist(cpus) })) } : {}),
    ...(l3?.length
      ? { l3: l3.map(({ cpus, bytes }) => ({ cpus: formatCpulist(cpus), sizeMiB: mebibytes(bytes ?? 0) })) }
      : {}),
  };
}

function coresSource(observed: ObservedHost, said: Source): Source {
  if (observed.nodes.some(({ cpus }) => cpus === null)) return { kind: 'estimate', text: 'the input names no CPUs' };
  if (observed.cores) return said;
  const perCore = observed.counts?.threadsPerCore;
  if (perCore !== undefined) return { kind: 'inferred', text: `${perCore} threads per core, as the input counts them` };
  return { kind: 'inferred', text: 'one core per thread: the input does not show siblings' };
}

function sources(
  observed: ObservedHost,
  estimate: ProcessorEstimate | undefined,
  said: Source,
): Record<string, Source> {
  const typical: Source = { kind: 'estimate', text: estimate?.text ?? 'typical of a server of the last ten years' };
  const noCpus = observed.nodes.some(({ cpus }) => cpus === null);
  const noMemory = observed.nodes.some(({ memoryBytes }) => memoryBytes === null);
  const guessed: Source = {
    kind: 'estimate',
    text: `${UNKNOWN_MIB_PER_THREAD / 1024} GiB per thread where the input states no memory`,
  };
  return {
    '': { kind: 'estimate', text: 'default of the model' },
    'nodes[].id': said,
    'nodes[].threads': noCpus ? { kind: 'estimate', text: 'the input names no CPUs' } : said,
    'nodes[].cpus': said,
    'nodes[].cores': coresSource(observed, said),
    'nodes[].memoryMiB': noMemory ? guessed : said,
    'nodes[].bandwidthGBs': typical,
    'nodes[].latencyNs': typical,
    topology: said,
    slit: said,
  };
}

/** A machine that is described without nodes is one node. */
function withNodes(observed: ObservedHost): ObservedHost {
  if (observed.nodes.length > 0) return observed;
  return { ...observed, nodes: [{ os: 0, cpus: observed.cpus, memoryBytes: observed.counts?.memoryBytes ?? null }] };
}

/** A file's name without folder and ending. */
function titleOf(file: string): string {
  return file.replace(/^.*[/\\]/s, '').replace(/\.\w{1,8}$/, '');
}

/** A host for the map and the engine: what the input says, and marked estimates for what no input says. `said` names the input. */
export function hostFrom(stated: ObservedHost, file: string): Host {
  if (stated.complete) return stated.complete;
  const observed = withNodes(stated);
  const all = shares(observed);
  const estimate = processorEstimate(observed.cpuModel);
  const perSocket = nodesPerSocket(observed, all);
  const parts = topology(observed);
  const slit = slitOf(observed);
  const said: Source = { kind: observed === stated ? 'file' : 'inferred', text: file };
  return {
    name: (observed.name ?? titleOf(file)).trim().slice(0, MAX_NAME) || 'Host',
    nodes: all.map((share) => numaNode(share, observed, estimate, perSocket)),
    ...(parts ? { topology: parts } : {}),
    ...(slit ? { slit } : {}),
    sources: sources(observed, estimate, said),
  };
}
