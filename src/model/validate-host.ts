import { parseCpulist } from './cpulist.ts';
import { dictionary, field, list, object, passes, shape, type Check } from './check.ts';
import {
  COPY_RATE_FIELDS,
  DEVICE_FIELDS,
  HOST_FIELDS,
  LATENCY_FIELD,
  LINK_FIELDS,
  NODE_FIELDS,
  NODE_ID_FIELD,
  SLIT_FIELD,
  SOURCE_FIELDS,
  TOPOLOGY_FIELDS,
} from './fields.ts';
import type { Findings } from './findings.ts';
import type { Host, NumaNode } from './host.ts';

/** More nodes than this are refused: matrices have the square of it. */
export const MAX_NODES = 1024;
const MAX_LINKS = MAX_NODES * MAX_NODES;
const MAX_CPU_GROUPS = 65_536;

const latencyOrNull: Check = (value, path, out) => {
  if (value !== null) field(LATENCY_FIELD)(value, path, out);
};

function matrix(cell: Check): Check {
  return list(list(cell, MAX_NODES), MAX_NODES);
}

const topology = object(
  shape(
    {},
    {
      packages: list(object(shape(TOPOLOGY_FIELDS.packages)), MAX_CPU_GROUPS),
      cores: list(object(shape(TOPOLOGY_FIELDS.cores)), MAX_CPU_GROUPS),
      l3: list(object(shape(TOPOLOGY_FIELDS.l3)), MAX_CPU_GROUPS),
    },
  ),
);

const nodeIds = list(field(NODE_ID_FIELD), MAX_NODES);

const hostShape = object(
  shape(
    HOST_FIELDS,
    {
      nodes: list(object(shape(NODE_FIELDS)), MAX_NODES),
      topology,
      slit: matrix(field(SLIT_FIELD)),
      latencyNs: matrix(latencyOrNull),
      links: list(object(shape(LINK_FIELDS)), MAX_LINKS),
      routes: list(
        object(shape({ from: LINK_FIELDS.from, to: LINK_FIELDS.to }, { via: nodeIds }, { via: 'a list of node ids' })),
        MAX_LINKS,
      ),
      devices: list(object(shape(DEVICE_FIELDS)), MAX_CPU_GROUPS),
      copy: object(shape(COPY_RATE_FIELDS)),
      sources: dictionary(object(shape(SOURCE_FIELDS))),
    },
    { nodes: 'a list of nodes' },
  ),
);

function hasShape(value: unknown, path: string, out: Findings): value is Host {
  return passes(hostShape, value, path, out);
}

function checkCpuCount(node: NumaNode, path: string, out: Findings): void {
  if (node.cpus === undefined) return;
  const cpus = parseCpulist(node.cpus);
  if (typeof cpus === 'string' || cpus.length === node.threads) return;
  out.warn(`${path}.cpus`, 'cpu-count', `names ${cpus.length} CPUs, but the node has ${node.threads} threads`);
}

function checkNodes({ nodes }: Host, path: string, out: Findings): void {
  if (nodes.length === 0) out.error(`${path}.nodes`, 'no-nodes', 'a host has at least one node');
  const seen = new Map<number, number>();
  nodes.forEach((node, n) => {
    const at = `${path}.nodes[${n}]`;
    const first = seen.get(node.id);
    if (first !== undefined) out.error(`${at}.id`, 'double-id', `${node.id} is also the id of ${path}.nodes[${first}]`);
    seen.set(node.id, n);
    if (node.threads < node.cores)
      out.error(`${at}.threads`, 'fewer-threads', `${node.threads} threads are fewer than the ${node.cores} cores`);
    checkCpuCount(node, at, out);
  });
}

function checkMatrix(
  rows: readonly (readonly unknown[])[] | undefined,
  size: number,
  path: string,
  out: Findings,
): void {
  if (rows === undefined) return;
  if (rows.length !== size) {
    out.error(path, 'matrix-shape', `${rows.length} rows, but there are ${size} nodes`);
    return;
  }
  const short = rows.findIndex((row) => row.length !== size);
  if (short >= 0)
    out.error(`${path}[${short}]`, 'matrix-shape', `${rows[short]?.length} figures, but there are ${size} nodes`);
}

/** A link's or route's end, or a stop between: an id that must be there. */
function checkEnd(id: number, ids: ReadonlySet<number>, path: string, out: Findings): void {
  if (!ids.has(id)) out.error(path, 'no-such-node', `there is no node ${id}`);
}

function linkKey(from: number, to: number): string {
  return `${from}>${to}`;
}

function checkLinks(host: Host, ids: ReadonlySet<number>, path: string, out: Findings): Set<string> {
  const seen = new Set<string>();
  (host.links ?? []).forEach(({ from, to }, n) => {
    const at = `${path}.links[${n}]`;
    checkEnd(from, ids, `${at}.from`, out);
    checkEnd(to, ids, `${at}.to`, out);
    if (from === to) out.error(at, 'link-to-itself', `a link from node ${from} to itself leads nowhere`);
    if (seen.has(linkKey(from, to)))
      out.error(at, 'double-link', `there is a link from node ${from} to node ${to} already`);
    seen.add(linkKey(from, to));
  });
  return seen;
}

/** A host without links gets one each way between every pair, so that only a link from a node to itself can be missing. */
function checkRoutes(
  host: Host,
  ids: ReadonlySet<number>,
  links: ReadonlySet<string>,
  path: string,
  out: Findings,
): void {
  const seen = new Set<string>();
  (host.routes ?? []).forEach(({ from, to, via }, n) => {
    const at = `${path}.routes[${n}]`;
    const stops = [from, ...via, to];
    const missing = stops.findIndex((id) => !ids.has(id));
    if (missing >= 0) return checkEnd(stops[missing]!, ids, at, out);
    if (from === to) return out.error(at, 'route-to-itself', `node ${from} needs no route to itself`);
    if (seen.has(linkKey(from, to)))
      return out.error(at, 'double-route', `there is a route from node ${from} to node ${to} already`);
    seen.add(linkKey(from, to));
    const hop = stops.findIndex((id, k) => {
      const next = stops[k + 1];
      return next !== undefined && (links.size === 0 ? id === next : !links.has(linkKey(id, next)));
    });
    if (hop >= 0)
      out.error(at, 'missing-link', `runs over a link that is not there: ${stops[hop]} to ${stops[hop + 1]}`);
  });
}

/** A host as the scenario file states it (MODEL §1), without the question whether every pair of nodes has a route: compiling the host answers it. */
export function isHost(value: unknown, path: string, out: Findings): value is Host {
  const before = out.errors;
  if (!hasShape(value, path, out)) return false;
  checkNodes(value, path, out);
  checkMatrix(value.slit, value.nodes.length, `${path}.slit`, out);
  checkMatrix(value.latencyNs, value.nodes.length, `${path}.latencyNs`, out);
  const ids = new Set(value.nodes.map((node) => node.id));
  const links = checkLinks(value, ids, path, out);
  checkRoutes(value, ids, links, path, out);
  value.devices?.forEach(({ node }, n) => checkEnd(node, ids, `${path}.devices[${n}].node`, out));
  return out.errors === before;
}
