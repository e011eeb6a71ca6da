import type { Host } from '../../model/host.ts';
import type { Source } from './source.ts';

/** A guest with more vCPUs than this is refused; no hypervisor starts one. */
export const MAX_VCPUS = 65_535;
/** 2^42 MiB, the most that a scenario may hold. */
export const MAX_MEMORY_BYTES = 2 ** 62;
/** Few machines have more NUMA nodes; a file that names further ones should be checked against its host. */
const USUAL_NODES = 4;

/**
 * Says which of the named host nodes are not there: an error with a host at hand; without one, a warning where the number is
 * beyond what most machines have, since the real tool refuses a node that the host does not have.
 */
export function checkNodes(
  source: Source,
  nodes: readonly number[],
  host: Host | undefined,
  what: string,
  offset: number,
): void {
  const known = new Set(host?.nodes.map(({ id }) => id));
  for (const node of nodes) {
    if (host && !known.has(node)) {
      source.error('no-such-node', `${what} ${node}: the host has the nodes ${[...known].join(', ')}`, offset);
      return;
    }
    if (!host && node >= USUAL_NODES) {
      source.warn(
        'unchecked-node',
        `${what} ${node} is refused on a host without that node: read it with the host to check`,
        offset,
      );
      return;
    }
  }
}
