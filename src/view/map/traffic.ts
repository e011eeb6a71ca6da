import type { GigabytesPerSecond } from '../../model/units.ts';
import type { CopyRow, PartRow } from './frame-rows.ts';
import type { MapGraph } from './graph.ts';

/** One guest's share of a pipe; `copy` marks page copies. */
export interface Flow {
  readonly guest: number;
  readonly GBs: GigabytesPerSecond;
  readonly copy: boolean;
}

/** Flows by guest for every memory bus and every link. */
export interface Traffic {
  readonly buses: readonly (readonly Flow[])[];
  readonly links: readonly (readonly Flow[])[];
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

function addAccesses(graph: MapGraph, part: PartRow, buses: Pipe[], links: Pipe[]): void {
  part.traffic.forEach((GBs, node) => {
    add(buses[node], part.guest, GBs, false);
    for (const link of graph.route(node, part.home)) add(links[link], part.guest, GBs, false);
  });
}

function addCopy(graph: MapGraph, copy: CopyRow, buses: Pipe[], links: Pipe[]): void {
  if (copy.from < 0 || copy.to < 0) return;
  add(buses[copy.from], copy.guest, copy.GBs, true);
  add(buses[copy.to], copy.guest, copy.GBs, true);
  for (const link of graph.route(copy.from, copy.to)) add(links[link], copy.guest, copy.GBs, true);
}

/** Largest first, so that the picture does not depend on the order of parts. */
function sorted(pipe: Pipe): Flow[] {
  return [...pipe.values()].toSorted((a, b) => b.GBs - a.GBs || a.guest - b.guest);
}

/** Who uses which pipe: accesses load the route from the memory to the reader, copies the way they go (MODEL §1). */
export function trafficOf(graph: MapGraph, parts: readonly PartRow[], copies: readonly CopyRow[]): Traffic {
  const buses = graph.host.nodes.map((): Pipe => new Map());
  const links = graph.links.map((): Pipe => new Map());
  for (const part of parts) addAccesses(graph, part, buses, links);
  for (const copy of copies) addCopy(graph, copy, buses, links);
  return { buses: buses.map(sorted), links: links.map(sorted) };
}
