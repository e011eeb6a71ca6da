import type { Host, Link } from '../../model/host.ts';
import { hasLinks, linksOf } from '../../model/mesh.ts';

/** Something in a scenario that the engine refuses; `path` names the field ("host.routes[2]"). */
export class EngineError extends Error {
  constructor(
    message: string,
    readonly path: string,
  ) {
    super(message);
  }
}

/** The host as the engine needs it; nodes by position, links in order of (from id, to id), stations = controllers then links. */
export interface HostModel {
  readonly nodeCount: number;
  readonly linkCount: number;
  readonly stationCount: number;
  readonly ids: readonly number[];
  /** Nodes whose pCPUs have numbers: elsewhere pins count for nothing (MODEL §4). */
  readonly numbered: readonly boolean[];
  readonly indexOf: ReadonlyMap<number, number>;
  readonly cores: Float64Array;
  readonly threads: Float64Array;
  readonly memoryMiB: Float64Array;
  /** Idle latency ns, reader × memory; `latencyInferred` 1 where it was not measured. */
  readonly latency: Float64Array;
  readonly latencyInferred: Uint8Array;
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  readonly linksInferred: boolean;
  /** Links of the route i→j: routeLinks[routeStart[i·n+j]] .. routeStart[i·n+j+1]. */
  readonly routeStart: Int32Array;
  readonly routeLinks: Int32Array;
  /** By station: GB/s and the idle latency (ns) that its wait grows from. */
  readonly capacity: Float64Array;
  readonly base: Float64Array;
  /** The yardstick of MODEL §5, ns. */
  readonly l0: number;
  readonly linesPerCore: number;
  readonly liveGBs: number;
  readonly backgroundGBs: number;
}

const DEFAULT_LINES = 16;
const FAR_DISTANCE = 20;

function latencies(host: Host): { latency: Float64Array; inferred: Uint8Array } {
  const n = host.nodes.length;
  const latency = new Float64Array(n * n);
  const inferred = new Uint8Array(n * n);
  const local = host.nodes.map((node, i) => host.latencyNs?.[i]?.[i] ?? node.latencyNs);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const measured = i === j ? local[j] : host.latencyNs?.[i]?.[j];
      latency[i * n + j] = measured ?? (local[j] * (host.slit?.[i]?.[j] ?? FAR_DISTANCE)) / 10;
      if (measured === undefined || measured === null) inferred[i * n + j] = 1;
    }
  }
  return { latency, inferred };
}

function nodeIndex(indexOf: ReadonlyMap<number, number>, id: number, path: string): number {
  const index = indexOf.get(id);
  if (index === undefined) throw new EngineError(`There is no node ${id}.`, path);
  return index;
}

function checkLinks(links: readonly Link[], indexOf: ReadonlyMap<number, number>): void {
  const seen = new Set<string>();
  links.forEach((link, at) => {
    const path = `host.links[${at}]`;
    nodeIndex(indexOf, link.from, `${path}.from`);
    nodeIndex(indexOf, link.to, `${path}.to`);
    if (link.from === link.to) throw new EngineError(`A link from node ${link.from} to itself leads nowhere.`, path);
    const key = `${link.from} ${link.to}`;
    if (seen.has(key)) throw new EngineError(`There are two links from node ${link.from} to node ${link.to}.`, path);
    seen.add(key);
  });
}

/** linkAt[i·n+j] = the link i→j, −1 where there is none. */
function linkTable(links: readonly Link[], indexOf: ReadonlyMap<number, number>): Int32Array {
  const n = indexOf.size;
  const table = new Int32Array(n * n).fill(-1);
  links.forEach((link, at) => {
    table[indexOf.get(link.from)! * n + indexOf.get(link.to)!] = at;
  });
  return table;
}

/** Hops from every node to `target`, −1 where it cannot be reached. */
function hopsTo(target: number, linkAt: Int32Array, n: number): Int32Array {
  const hops = new Int32Array(n).fill(-1);
  hops[target] = 0;
  const queue = [target];
  for (let head = 0; head < queue.length; head++) {
    for (let i = 0; i < n; i++) {
      if (hops[i] >= 0 || linkAt[i * n + queue[head]] < 0) continue;
      hops[i] = hops[queue[head]] + 1;
      queue.push(i);
    }
  }
  return hops;
}

function nextHop(at: number, hops: Int32Array, linkAt: Int32Array, ids: readonly number[]): number {
  const n = ids.length;
  let best = -1;
  for (let j = 0; j < n; j++) {
    if (linkAt[at * n + j] < 0 || hops[j] !== hops[at] - 1) continue;
    if (best < 0 || ids[j] < ids[best]) best = j;
  }
  return best;
}

function shortest(i: number, j: number, hops: Int32Array, linkAt: Int32Array, ids: readonly number[]): number[] {
  if (hops[i] < 0) throw new EngineError(`There is no way from node ${ids[i]} to node ${ids[j]}.`, 'host.links');
  const route: number[] = [];
  for (let at = i; at !== j;) {
    const next = nextHop(at, hops, linkAt, ids);
    route.push(linkAt[at * ids.length + next]);
    at = next;
  }
  return route;
}

function givenRoutes(host: Host, linkAt: Int32Array, indexOf: ReadonlyMap<number, number>): Map<number, number[]> {
  const n = indexOf.size;
  const given = new Map<number, number[]>();
  (host.routes ?? []).forEach((route, at) => {
    const path = `host.routes[${at}]`;
    const stops = [route.from, ...route.via, route.to].map((id) => nodeIndex(indexOf, id, path));
    if (new Set(stops).size < stops.length) throw new EngineError('The route comes to a node twice.', path);
    const pair = stops[0] * n + stops[stops.length - 1];
    if (given.has(pair))
      throw new EngineError(`There are two routes from node ${route.from} to node ${route.to}.`, path);
    const links = stops.slice(1).map((to, hop) => {
      const link = linkAt[stops[hop] * n + to];
      if (link < 0)
        throw new EngineError(
          `The route runs over a link that is not there: ${host.nodes[stops[hop]].id} to ${host.nodes[to].id}.`,
          path,
        );
      return link;
    });
    given.set(pair, links);
  });
  return given;
}

function allRoutes(host: Host, links: readonly Link[], indexOf: ReadonlyMap<number, number>): number[][] {
  const n = indexOf.size;
  const ids = host.nodes.map((node) => node.id);
  const linkAt = linkTable(links, indexOf);
  const given = givenRoutes(host, linkAt, indexOf);
  const hops: Int32Array[] = [];
  const way = (i: number, j: number): number[] => {
    // Neighbours need no search; where all are, none is made at all.
    const direct = linkAt[i * n + j];
    return direct >= 0 ? [direct] : shortest(i, j, (hops[j] ??= hopsTo(j, linkAt, n)), linkAt, ids);
  };
  const routes: number[][] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) routes.push(i === j ? [] : (given.get(i * n + j) ?? way(i, j)));
  }
  return routes;
}

function yardstick(host: Host, latency: Float64Array): number {
  const n = host.nodes.length;
  let best = Infinity;
  host.nodes.forEach((node, i) => {
    if (node.cores > 0 && node.memoryMiB > 0) best = Math.min(best, latency[i * n + i]);
  });
  if (best < Infinity) return best;
  return latency.reduce((least, ns) => Math.min(least, ns), Infinity);
}

function packed(routes: readonly (readonly number[])[]): { routeStart: Int32Array; routeLinks: Int32Array } {
  const routeStart = new Int32Array(routes.length + 1);
  routes.forEach((route, r) => {
    routeStart[r + 1] = routeStart[r] + route.length;
  });
  return { routeStart, routeLinks: Int32Array.from(routes.flat()) };
}

/** The host model of MODEL §1. Throws EngineError (with a path) for doubled or missing links and pairs without a route. */
export function compileHost(host: Host): HostModel {
  const { nodes } = host;
  const n = nodes.length;
  const ids = nodes.map((node) => node.id);
  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const { latency, inferred } = latencies(host);
  if (hasLinks(host)) checkLinks(host.links, indexOf);
  const links = linksOf(host).toSorted((a, b) => a.from - b.from || a.to - b.to);
  const linkFrom = Int32Array.from(links, (link) => indexOf.get(link.from)!);
  const linkTo = Int32Array.from(links, (link) => indexOf.get(link.to)!);
  const hop = (link: Link, e: number): number =>
    link.latencyNs ?? Math.max(0, latency[linkTo[e] * n + linkFrom[e]] - latency[linkFrom[e] * n + linkFrom[e]]);
  return {
    nodeCount: n,
    linkCount: links.length,
    stationCount: n + links.length,
    ids,
    numbered: nodes.map((node) => node.cpus !== undefined && node.cpus.trim() !== ''),
    indexOf,
    cores: Float64Array.from(nodes, (node) => node.cores),
    threads: Float64Array.from(nodes, (node) => node.threads),
    memoryMiB: Float64Array.from(nodes, (node) => node.memoryMiB),
    latency,
    latencyInferred: inferred,
    linkFrom,
    linkTo,
    linksInferred: !hasLinks(host),
    ...packed(allRoutes(host, links, indexOf)),
    capacity: Float64Array.from([...nodes.map((node) => node.bandwidthGBs), ...links.map((link) => link.capacityGBs)]),
    base: Float64Array.from([...nodes.map((_, j) => latency[j * n + j]), ...links.map(hop)]),
    l0: yardstick(host, latency),
    linesPerCore: host.linesPerCore ?? DEFAULT_LINES,
    liveGBs: host.copy?.liveGBs ?? 1,
    backgroundGBs: host.copy?.backgroundGBs ?? 0.5,
  };
}
