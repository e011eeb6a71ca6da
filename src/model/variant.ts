import type { Host, Source } from './host.ts';

/** A host made from another one. */
export interface Variant {
  readonly host: Host;
  /** For each node, by position: ids of the nodes that it was made from. A node that is new has none. */
  readonly origins: readonly (readonly number[])[];
}

/** Where a figure comes from that somebody changed. */
export const BY_HAND: Source = { kind: 'estimate', text: 'changed by hand' };

/** The host, saying of these figures that they were changed by hand. */
export function byHand(host: Host, paths: readonly string[]): Host {
  if (paths.length === 0) return host;
  return { ...host, sources: { ...host.sources, ...Object.fromEntries(paths.map((path) => [path, BY_HAND])) } };
}

/** A variant whose nodes are those of the host it was made from. */
export function sameNodes(host: Host): Variant {
  return { host, origins: host.nodes.map(({ id }) => [id]) };
}

/** One change after another: the origins of the second are nodes of the first. */
export function after(first: Variant, second: Variant): Variant {
  const known = new Map(first.host.nodes.map(({ id }, at) => [id, first.origins[at] ?? []]));
  return {
    host: second.host,
    origins: second.origins.map((ids) => [...new Set(ids.flatMap((id) => known.get(id) ?? []))]),
  };
}

/** A tenth is as exact as a latency is ever known. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

const NODE_FIGURES = ['cores', 'threads', 'memoryMiB', 'bandwidthGBs', 'latencyNs', 'cpus'] as const;

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Figures in which a node differs from the one that it was made from; a new or joined node says itself what changed. */
function changedIn(before: Host, { host, origins }: Variant): readonly string[] {
  const known = new Map(before.nodes.map((node) => [node.id, node]));
  const pairs = host.nodes.flatMap((node, at) => {
    const [id, ...more] = origins[at] ?? [];
    const old = id === undefined || more.length > 0 ? undefined : known.get(id);
    return old ? [{ node, old }] : [];
  });
  return NODE_FIGURES.filter((key) => pairs.some(({ node, old }) => !same(node[key], old[key])));
}

/** Paths of the figures (as `Host.sources` has them) that differ from those of the host that a variant was made from. */
export function changedFigures(before: Host, variant: Variant): readonly string[] {
  const { host } = variant;
  const whole = (['slit', 'latencyNs', 'copy', 'linesPerCore'] as const).filter((key) => !same(before[key], host[key]));
  const links = same(before.links ?? [], host.links ?? []) ? [] : ['links', 'links[].capacityGBs'];
  return [...changedIn(before, variant).map((key) => `nodes[].${key}`), ...whole, ...links];
}
