import { formatCpulist, MAX_CPU, parseCpulist } from './cpulist.ts';
import type { Host, Link, NumaNode } from './host.ts';
import { hasLinks } from './mesh.ts';
import { MAX_NODES } from './validate-host.ts';
import { byHand, type Variant } from './variant.ts';

const FAR_DISTANCE = 20;

function numbersOf(cpus: string | undefined): readonly number[] {
  const list = cpus === undefined ? [] : parseCpulist(cpus);
  return typeof list === 'string' ? [] : list;
}

/** CPU numbers for a new node, behind all others; none where the others have none or there are no more. */
function newCpus({ nodes }: Host, threads: number): string | undefined {
  const used = nodes.flatMap(({ cpus }) => numbersOf(cpus));
  const first = used.reduce((most, cpu) => Math.max(most, cpu), -1) + 1;
  if (used.length === 0 || threads === 0 || first + threads - 1 > MAX_CPU) return undefined;
  return formatCpulist(Array.from({ length: threads }, (_, i) => first + i));
}

/** A matrix with one more row and column: `own` where they meet, `other` from a position to the new one and back. */
function grown<T>(matrix: readonly (readonly T[])[], own: T, other: (at: number) => T): T[][] {
  const rows = matrix.map((row, at) => [...row, other(at)]);
  return [...rows, [...matrix.map((_, at) => other(at)), own]];
}

/** The new node is joined to whatever its model is joined to, and to the model by its widest link. */
function grownLinks(links: readonly Link[], model: number, id: number): Link[] {
  const own = links.filter(({ from, to }) => from === model || to === model);
  const swap = (end: number): number => (end === model ? id : end);
  const copies = own.map((link) => ({ ...link, from: swap(link.from), to: swap(link.to) }));
  const capacityGBs = own.reduce((most, link) => Math.max(most, link.capacityGBs), 0);
  return [...links, ...copies, { from: model, to: id, capacityGBs }, { from: id, to: model, capacityGBs }];
}

/** Why there can be no node more; undefined if there can. */
export function addRefusal({ nodes }: Host): string | undefined {
  return nodes.length >= MAX_NODES ? `there are ${nodes.length} nodes already` : undefined;
}

/** One node more, like the last one that has CPUs; it is as far from the others as that one. A sentence where there are too many. */
export function addNode(host: Host): Variant | string {
  const { nodes, slit, latencyNs } = host;
  const model = nodes.findLastIndex(({ cores }) => cores > 0);
  const like = nodes[model] ?? nodes[0]!;
  const refused = addRefusal(host);
  if (refused !== undefined) return refused;
  const { cpus: _cpus, ...figures } = like;
  const cpus = newCpus(host, like.threads);
  const id = Math.max(...nodes.map((node) => node.id)) + 1;
  const node: NumaNode = { ...figures, id, ...(cpus !== undefined && { cpus }) };
  const far = Math.max(FAR_DISTANCE, ...(slit?.[model] ?? []));
  const next: Host = {
    ...host,
    name: `${host.name}, one node more`,
    nodes: [...nodes, node],
    ...(slit && { slit: grown(slit, 10, (at) => (at === model ? far : (slit[model]?.[at] ?? far))) }),
    ...(latencyNs && { latencyNs: grown<number | null>(latencyNs, like.latencyNs, () => null) }),
    ...(hasLinks(host) && { links: grownLinks(host.links, like.id, id) }),
  };
  const paths = ['cores', 'threads', 'memoryMiB', 'bandwidthGBs', 'latencyNs'].map((key) => `nodes[].${key}`);
  const more = [...(slit ? ['slit'] : []), ...(hasLinks(host) ? ['links', 'links[].capacityGBs'] : [])];
  return { host: byHand(next, [...paths, ...more]), origins: [...nodes.map((one) => [one.id]), []] };
}

function shrunk<T>(matrix: readonly (readonly T[])[], at: number): T[][] {
  const without = <U>(list: readonly U[]): U[] => list.filter((_, i) => i !== at);
  return without(matrix).map(without);
}

/** The host without a node, its links, the routes over it and its devices. The last node stays. */
export function removeNode(host: Host, id: number): Variant | string {
  const at = host.nodes.findIndex((node) => node.id === id);
  if (at < 0) return `there is no node ${id}`;
  if (host.nodes.length === 1) return 'a host has at least one node';
  const { slit, latencyNs, links, routes, devices } = host;
  const nodes = host.nodes.filter((node) => node.id !== id);
  const next: Host = {
    ...host,
    name: `${host.name}, without node ${id}`,
    nodes,
    ...(slit && { slit: shrunk(slit, at) }),
    ...(latencyNs && { latencyNs: shrunk(latencyNs, at) }),
    ...(links && { links: links.filter(({ from, to }) => from !== id && to !== id) }),
    ...(routes && { routes: routes.filter(({ from, to, via }) => ![from, to, ...via].includes(id)) }),
    ...(devices && { devices: devices.filter(({ node }) => node !== id) }),
  };
  return { host: next, origins: nodes.map((node) => [node.id]) };
}
