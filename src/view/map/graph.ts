import { compileHost, EngineError, type HostModel } from '../../engine/host-model.ts';
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

function graphFrom(host: Host, model: HostModel): MapGraph {
  const { nodeCount: n, routeStart, routeLinks } = model;
  const links = Array.from(model.linkFrom, (from, i): MapLink => {
    return { from, to: model.linkTo[i]!, capacityGBs: model.capacity[n + i]!, inferred: model.linksInferred };
  });
  const routes = Array.from({ length: n * n }, (_, r) =>
    Array.from(routeLinks.subarray(routeStart[r], routeStart[r + 1])),
  );
  return { host, links, route: (from, to) => routes[from * n + to] ?? [] };
}

/** The host with its links and routes; a host that the engine refuses is drawn without links. */
export function graphOf(host: Host): MapGraph {
  try {
    return graphFrom(host, compileHost(host));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { host, links: [], route: () => [] };
  }
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
