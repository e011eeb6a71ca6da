import type { Strategy } from '../engine/strategy.ts';
import { allowedVcpus } from './allowed.ts';
import { inIdOrder } from './nodes.ts';
import { neededKb, searchNodes } from './libxl-search.ts';

const KB_PER_MIB = 1024;

/** What Xen ships since 4.2: the smallest set of nodes with the fewest vCPUs, chosen once, as soft affinity. */
export const libxl: Strategy = {
  id: 'libxl',
  title: 'libxl automatic placement',
  origin: 'Xen since 4.2 (tools/libs/light/libxl_numa.c)',
  params: [
    {
      kind: 'boolean',
      name: 'bugCompat',
      title: 'With its overflows',
      help: 'Free memory wraps at 4 TiB and differences of 2 TiB change sign, as in libxl',
      default: false,
    },
  ],
  place(view, guest, params) {
    const order = inIdOrder(view);
    const vcpus = allowedVcpus(view);
    const nodes = order.map((n) => ({
      cpus: view.threads(n),
      freeKb: Math.floor(view.freeMiB(n) * KB_PER_MIB),
      vcpus: vcpus[n],
    }));
    const need = { kb: neededKb(guest.memoryMiB, guest.vcpus), vcpus: guest.vcpus };
    const found = searchNodes(nodes, need, params['bugCompat'] === true);
    return found === undefined ? { kind: 'unpinned' } : { kind: 'unpinned', nodes: found.map((n) => order[n]) };
  },
};
