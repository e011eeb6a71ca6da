import { parseCpulist } from '../../../model/cpulist.ts';
import type { Host, Link } from '../../../model/host.ts';

/** MODEL §1 in plain arrays; nodes and links by position. */
export interface OracleHost {
  readonly ids: readonly number[];
  readonly cores: readonly number[];
  readonly threads: readonly number[];
  readonly memory: readonly number[];
  readonly bandwidth: readonly number[];
  /** Idle latency, row = reader. */
  readonly latency: readonly (readonly number[])[];
  readonly yardstick: number;
  readonly links: readonly OracleLink[];
  /** Links of i→j in order, as positions in `links`. */
  readonly route: readonly (readonly (readonly number[])[])[];
  readonly hasCpuNumbers: boolean;
  readonly lines: number;
  readonly liveGBs: number;
  readonly backgroundGBs: number;
}

export interface OracleLink {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly latency: number;
}

export function oracleHost(host: Host): OracleHost {
  const ids = host.nodes.map((node) => node.id);
  const latency = latencies(host);
  const links = linksOf(host, latency, ids);
  return {
    ids,
    cores: host.nodes.map((node) => node.cores),
    threads: host.nodes.map((node) => node.threads),
    memory: host.nodes.map((node) => node.memoryMiB),
    bandwidth: host.nodes.map((node) => node.bandwidthGBs),
    latency,
    yardstick: yardstick(host, latency),
    links,
    route: routes(host, links, ids),
    hasCpuNumbers: host.nodes.some((node) => node.cpus !== undefined),
    lines: host.linesPerCore ?? 16,
    liveGBs: host.copy?.liveGBs ?? 1,
    backgroundGBs: host.copy?.backgroundGBs ?? 0.5,
  };
}

function latencies(host: Host): number[][] {
  const local = host.nodes.map((node, j) => host.latencyNs?.[j]?.[j] ?? node.latencyNs);
  return host.nodes.map((_, i) =>
    host.nodes.map((_, j) => {
      if (i === j) return local[j];
      return host.latencyNs?.[i]?.[j] ?? (local[j] * (host.slit?.[i]?.[j] ?? 20)) / 10;
    }),
  );
}

function yardstick(host: Host, latency: number[][]): number {
  const good = host.nodes.flatMap((node, n) => (node.cores > 0 && node.memoryMiB > 0 ? [latency[n][n]] : []));
  return good.length > 0 ? Math.min(...good) : Math.min(...latency.flat());
}

function linksOf(host: Host, latency: number[][], ids: number[]): OracleLink[] {
  const given: readonly Link[] = host.links?.length ? host.links : inferredLinks(host);
  return given.map((link) => {
    const from = ids.indexOf(link.from);
    const to = ids.indexOf(link.to);
    const hop = Math.max(0, latency[to][from] - latency[from][from]);
    return { from, to, capacity: link.capacityGBs, latency: link.latencyNs ?? hop };
  });
}

function inferredLinks(host: Host): Link[] {
  return host.nodes.flatMap((a) =>
    host.nodes
      .filter((b) => b.id !== a.id)
      .map((b) => {
        const positive = [a.bandwidthGBs, b.bandwidthGBs].filter((bandwidth) => bandwidth > 0);
        return { from: a.id, to: b.id, capacityGBs: positive.length > 0 ? Math.min(...positive) / 2 : 0 };
      }),
  );
}

function routes(host: Host, links: readonly OracleLink[], ids: number[]): number[][][] {
  const hops = ids.map((_, to) => hopsTo(to, links, ids.length));
  return ids.map((_, from) => ids.map((_, to) => routeOf(host, links, ids, hops[to], from, to)));
}

/** Hops from every node to one, by relaxing until nothing changes. */
function hopsTo(to: number, links: readonly OracleLink[], count: number): number[] {
  const hops = Array.from({ length: count }, (_, n) => (n === to ? 0 : Infinity));
  for (let round = 0; round < count; round++) {
    for (const link of links) hops[link.from] = Math.min(hops[link.from], hops[link.to] + 1);
  }
  return hops;
}

function routeOf(host: Host, links: readonly OracleLink[], ids: number[], hops: number[], from: number, to: number) {
  if (from === to) return [];
  const given = host.routes?.find((route) => route.from === ids[from] && route.to === ids[to]);
  const stops = given ? [from, ...given.via.map((id) => ids.indexOf(id)), to] : shortest(links, ids, hops, from, to);
  return stops.slice(1).map((next, k) => {
    const found = links.findIndex((link) => link.from === stops[k] && link.to === next);
    if (found < 0) throw new Error(`no link ${ids[stops[k]]}→${ids[next]}`);
    return found;
  });
}

function shortest(links: readonly OracleLink[], ids: number[], hops: number[], from: number, to: number): number[] {
  const stops = [from];
  while (stops.at(-1) !== to) {
    const here = stops.at(-1)!;
    const nearer = links.filter((link) => link.from === here && hops[link.to] === hops[here] - 1);
    if (nearer.length === 0) throw new Error(`no route ${ids[from]}→${ids[to]}`);
    const lowest = Math.min(...nearer.map((link) => ids[link.to]));
    stops.push(ids.indexOf(lowest));
  }
  return stops;
}

/** Number of pCPUs that a pin names, or no bound. */
export function pinBound(host: OracleHost, cpus: string | undefined): number {
  if (cpus === undefined || !host.hasCpuNumbers) return Infinity;
  const list = parseCpulist(cpus);
  if (typeof list === 'string') throw new Error(list);
  return list.length;
}
