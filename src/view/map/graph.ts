import { compileHost, EngineError, type HostModel } from '../../engine/scenario/host-model.ts';
import type { Host } from '../../model/host.ts';
import type { GigabytesPerSecond } from '../../model/units.ts';
import type { Pair } from './arrange.ts';

/** A directed link between node indices. */
export interface MapLink {
  readonly from: number;
  readonly to: number;
  readonly capacityGBs: GigabytesPerSecond;
  readonly inferred: boolean;
}

/** The host as the map needs it: nodes by index, links in the order of the frames. */
export interface MapGraph {
  readonly host: Host;
  readonly links: readonly MapLink[];
  /** Links (by index) of the way from one node to another, in order; empty where there is none. */
  route(from: number, to: number): readonly number[];
}

/** A value that is found when it is first asked for. */
export function lazy<T>(find: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: find() }).value;
}

/** The engine's model of a host; undefined for one that it refuses. Large hosts take their time, so it is asked late. */
function modelOf(host: Host): HostModel | undefined {
  try {
    return compileHost(host);
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

/** Links as the host names them, in the engine's order. */
function givenLinks(host: Host, given: NonNullable<Host['links']>): MapLink[] {
  const indexOf = new Map(host.nodes.map((node, i) => [node.id, i]));
  const inOrder = given.toSorted((a, b) => a.from - b.from || a.to - b.to);
  return inOrder.map(({ from, to, capacityGBs }) => {
    return { from: indexOf.get(from) ?? 0, to: indexOf.get(to) ?? 0, capacityGBs, inferred: false };
  });
}

function inferredLinks(model: HostModel): MapLink[] {
  return Array.from(model.linkFrom, (from, i): MapLink => {
    const capacityGBs = model.capacity[model.nodeCount + i]!;
    return { from, to: model.linkTo[i]!, capacityGBs, inferred: model.linksInferred };
  });
}

const KNOWN = new WeakMap<Host, MapGraph>();

function newGraph(host: Host): MapGraph {
  const model = lazy(() => modelOf(host));
  const n = host.nodes.length;
  const links = lazy(() => {
    if (host.links && host.links.length > 0) return givenLinks(host, host.links);
    const found = model();
    return found ? inferredLinks(found) : [];
  });
  return {
    host,
    get links() {
      return links();
    },
    route: (from, to) => {
      const found = model();
      if (!found) return [];
      const at = from * n + to;
      return Array.from(found.routeLinks.subarray(found.routeStart[at], found.routeStart[at + 1]));
    },
  };
}

/** The host with its links and routes; a host that the engine refuses has no routes. Hosts are immutable: one graph each. */
export function graphOf(host: Host): MapGraph {
  const graph = KNOWN.get(host) ?? newGraph(host);
  KNOWN.set(host, graph);
  return graph;
}

/** Every pair of nodes that a link joins, once, lower index first. */
export function linkedPairs(graph: MapGraph): readonly Pair[] {
  const seen = new Map<string, Pair>();
  for (const { from, to } of graph.links) {
    const pair: Pair = [Math.min(from, to), Math.max(from, to)];
    seen.set(pair.join(), pair);
  }
  return [...seen.values()].toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
}
