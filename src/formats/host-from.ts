import { formatCpulist } from '../model/cpulist.ts';
import type { Host, HostTopology, NumaNode, Source } from '../model/host.ts';
import { BYTES_PER_MIB, PAGES_PER_MIB, type Mebibytes } from '../model/units.ts';
import { cpuOwners } from './cpu-owners.ts';
import { processorEstimate, type ProcessorEstimate, UNKNOWN_MIB_PER_THREAD } from './estimates.ts';
import { withFirmware } from './firmware.ts';
import { bandwidth, latency, nodesPerSocket } from './host-figures.ts';
import { type Share, shares } from './host-shares.ts';
import { sources } from './host-sources.ts';
import type { ObservedGroup, ObservedHost } from './observed.ts';
import { slitOf } from './slit.ts';

/** What the field table allows; one file states 2^64 bytes. */
const MAX_MIB = 2 ** 42;
const MAX_NAME = 200;

/** Whole pages, rounded down. */
function mebibytes(bytes: number): Mebibytes {
  return Math.min(MAX_MIB, Math.floor(bytes / (BYTES_PER_MIB / PAGES_PER_MIB)) / PAGES_PER_MIB);
}

/** In whole pages; where the input states none, what such machines have. */
function memory({ node, threads }: Share): Mebibytes {
  if (node.memoryBytes === null) return threads * UNKNOWN_MIB_PER_THREAD;
  return mebibytes(node.usableBytes ?? node.memoryBytes);
}

function numaNodes(
  all: readonly Share[],
  slit: readonly (readonly number[])[] | undefined,
  estimate: ProcessorEstimate | undefined,
  perSocket: number,
): NumaNode[] {
  return all.map((share, i) => ({
    id: share.node.os,
    cores: share.cores,
    threads: share.threads,
    memoryMiB: memory(share),
    bandwidthGBs: bandwidth(share, estimate, perSocket),
    latencyNs: latency(i, all, slit, estimate),
    ...(share.node.cpus === null ? {} : { cpus: formatCpulist(share.cpus) }),
  }));
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

/** A machine that is described without nodes is one node. */
function withNodes(observed: ObservedHost): ObservedHost {
  if (observed.nodes.length > 0) return observed;
  return { ...observed, nodes: [{ os: 0, cpus: observed.cpus, memoryBytes: observed.counts?.memoryBytes ?? null }] };
}

/** A file's name without folder and ending; of several inputs the first one's. */
function titleOf(file: string): string {
  return file
    .replace(/, .*$/s, '')
    .replace(/^.*[/\\]/s, '')
    .replace(/\.\w{1,8}$/, '');
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
  const host: Host = {
    name: (observed.name ?? titleOf(file)).trim().slice(0, MAX_NAME) || 'Host',
    nodes: numaNodes(all, slit, estimate, perSocket),
    ...(parts ? { topology: parts } : {}),
    ...(slit ? { slit } : {}),
    ...(observed.devices?.length ? { devices: observed.devices } : {}),
    sources: sources(observed, estimate, said),
  };
  return observed.figures ? withFirmware(host, observed.figures, cpuOwners(observed.nodes)) : host;
}
