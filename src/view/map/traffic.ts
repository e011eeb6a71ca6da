import type { GigabytesPerSecond } from '../../model/units.ts';
import type { CopyRow, PartRow } from './frame-rows.ts';
import type { MapGraph } from './graph.ts';

/** One guest's share of a pipe; `copy` marks page copies. */
export interface Flow {
  readonly guest: number;
  readonly GBs: GigabytesPerSecond;
  readonly copy: boolean;
}

type Pipe = Map<string, { guest: number; GBs: number; copy: boolean }>;

/** Less than this is not drawn. */
const LEAST_GBS = 1e-6;

function add(pipe: Pipe | undefined, guest: number, GBs: number, copy: boolean): void {
  if (!pipe || GBs < LEAST_GBS) return;
  const key = `${guest}/${copy}`;
  const flow = pipe.get(key);
  if (flow) flow.GBs += GBs;
  else pipe.set(key, { guest, GBs, copy });
}

/** Largest first, so that the picture does not depend on the order of parts. */
function sorted(pipe: Pipe): Flow[] {
  return [...pipe.values()].toSorted((a, b) => b.GBs - a.GBs || a.guest - b.guest);
}

/** Who uses the memory of each node: accesses, and copies at both of their ends. */
export function busFlows(nodeCount: number, parts: readonly PartRow[], copies: readonly CopyRow[]): Flow[][] {
  const buses = Array.from({ length: nodeCount }, (): Pipe => new Map());
  for (const { guest, traffic } of parts)
    for (let node = 0; node < nodeCount; node += 1) {
      const GBs = traffic[node]!;
      if (GBs >= LEAST_GBS) add(buses[node], guest, GBs, false);
    }
  for (const { from, to, guest, GBs } of copies) for (const node of [from, to]) add(buses[node], guest, GBs, true);
  return buses.map(sorted);
}

/** Who uses which link: accesses load the route from the memory to the reader, copies the way they go (MODEL §1). */
export function linkFlows(graph: MapGraph, parts: readonly PartRow[], copies: readonly CopyRow[]): Flow[][] {
  const links = graph.links.map((): Pipe => new Map());
  const load = (from: number, to: number, guest: number, GBs: number, copy: boolean): void => {
    if (GBs < LEAST_GBS || from < 0 || to < 0) return;
    for (const link of graph.route(from, to)) add(links[link], guest, GBs, copy);
  };
  for (const part of parts) part.traffic.forEach((GBs, node) => load(node, part.home, part.guest, GBs, false));
  for (const { from, to, guest, GBs } of copies) load(from, to, guest, GBs, true);
  return links.map(sorted);
}
