import type { Host, Link } from './host.ts';
import type { GigabytesPerSecond } from './units.ts';

function meshCapacity(a: GigabytesPerSecond, b: GigabytesPerSecond): GigabytesPerSecond {
  return Math.min(a > 0 ? a : b, b > 0 ? b : a) / 2;
}

/** What joins the nodes of a host that names no links: one each way between every pair, half the slower controller wide (MODEL §1). */
export function fullMesh({ nodes }: Host): Link[] {
  return nodes.flatMap((a) =>
    nodes
      .filter((b) => b.id !== a.id)
      .map((b) => ({ from: a.id, to: b.id, capacityGBs: meshCapacity(a.bandwidthGBs, b.bandwidthGBs) })),
  );
}

/** Whether the host names its links itself. */
export function hasLinks(host: Host): host is Host & { readonly links: readonly Link[] } {
  return host.links !== undefined && host.links.length > 0;
}

/** The links of a host, named or assumed. */
export function linksOf(host: Host): readonly Link[] {
  return hasLinks(host) ? host.links : fullMesh(host);
}
