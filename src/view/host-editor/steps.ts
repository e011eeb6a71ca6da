import type { Host, Link } from '../../model/host.ts';
import { linksOf } from '../../model/mesh.ts';
import { sameNodes, type Variant } from '../../model/variant.ts';

/** What changes the structure of the host; blocked while a figure is wrong. */
export interface StepProps {
  readonly onStep: (change: (host: Host) => Variant | string) => void;
  readonly isBlocked: boolean;
}

/** Links that were assumed, stated: from then on they can be edited. */
export function stateLinks(host: Host): Variant {
  return sameNodes({ ...host, links: linksOf(host) });
}

/** Links between two nodes, those that are there already left as they are. */
export function addLinks(host: Host, added: readonly Link[]): Variant {
  const links = host.links ?? [];
  const isNew = ({ from, to }: Link): boolean => !links.some((link) => link.from === from && link.to === to);
  return sameNodes({ ...host, links: [...links, ...added.filter(isNew)] });
}

/** Without a link; routes that ran over it fall. */
export function removeLink(host: Host, at: number): Variant {
  const gone = host.links?.[at];
  const links = (host.links ?? []).filter((_, i) => i !== at);
  if (!gone || !host.routes) return sameNodes({ ...host, links });
  const routes = host.routes.filter(({ from, to, via }) => {
    const stops = [from, ...via, to];
    return !stops.some((id, i) => id === gone.from && stops[i + 1] === gone.to);
  });
  return sameNodes({ ...host, links, routes });
}

/** A matrix as it holds without being stated. */
export function stateMatrix(host: Host, matrix: 'slit' | 'latencyNs'): Variant {
  const cells = host.nodes.map((from) => host.nodes.map((to) => (from.id === to.id ? 10 : 20)));
  if (matrix === 'slit') return sameNodes({ ...host, slit: cells });
  const latencyNs = host.nodes.map((from) => host.nodes.map((to) => (from.id === to.id ? from.latencyNs : null)));
  return sameNodes({ ...host, latencyNs });
}
