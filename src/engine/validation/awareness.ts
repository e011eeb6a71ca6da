import type { Host, NumaNode } from '../../model/host.ts';
import { hostOf, meanSpeed, ratesFor } from './build.ts';
import { list, percent, type ValidationRow } from './row.ts';

const SIZES = [8, 20, 40];

/** Four sockets of ten cores, fully connected. */
function server(): Host {
  return hostOf({
    name: '4 × E7-4870 class',
    nodes: 4,
    cores: 10,
    memoryMiB: 131_072,
    bandwidthGBs: 17,
    nearNs: 130,
    farNs: () => 200,
    linkGBs: () => 11,
  });
}

/** A guest in equal parts on as few nodes as its vCPUs need. */
function speed(host: Host, vcpus: number, vnumaAware: boolean): number {
  const nodes = host.nodes.slice(0, Math.ceil(vcpus / 10));
  const part = ({ id }: NumaNode) => ({ node: id, vcpus: vcpus / nodes.length, memoryMiB: 8192 });
  const workload = { memoryStall: 0.5, bandwidthPerCoreGBs: 2, shared: 0.1 };
  const guest = { name: 'omp', vcpus, memoryMiB: 8192 * nodes.length, vnumaAware, workload };
  return meanSpeed(ratesFor(host, [{ ...guest, placement: { parts: nodes.map(part) } }]));
}

/** What it brings to show a guest its topology, by the size of the guest. */
export function awarenessRows(): ValidationRow[] {
  const host = server();
  const gains = SIZES.map((vcpus) => speed(host, vcpus, true) / speed(host, vcpus, false) - 1);
  return [
    {
      id: 'vnuma-by-size',
      effect: `Showing guests of ${SIZES.join(', ')} vCPUs their topology, against hiding it`,
      setup:
        '4 nodes of 10 cores, 130 and 200 ns, 17 GB/s a node, 11 GB/s a link (estimates); parallel program, stall share 0.5, 2 GB/s a core, a tenth of the accesses shared',
      source: 'VMware, SPEC OMP with and without vNUMA: up to +167 % (from memory: to be verified)',
      published: 'nothing within a node, more the wider the guest',
      engine: list(gains, percent),
      tolerance: 'the sign, growing with size',
      holds: Math.abs(gains[0]) < 1e-6 && gains[1] > 0 && gains[2] > gains[1],
    },
  ];
}
