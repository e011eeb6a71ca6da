import { hostOf, meanSpeed, ratesFor } from './build.ts';
import { percent, type ValidationRow } from './row.ts';

/** A guest of 32 vCPUs on small nodes: squeezed onto one node's threads, against spread over two nodes' cores. */
export function smtRows(): ValidationRow[] {
  const host = hostOf({
    name: 'small nodes',
    nodes: 4,
    cores: 16,
    threads: 32,
    memoryMiB: 65_536,
    bandwidthGBs: 60,
    nearNs: 100,
    farNs: () => 120,
    linkGBs: () => 40,
  });
  const workload = { memoryStall: 0.3, bandwidthPerCoreGBs: 0.5 };
  const guest = { name: 'large', vcpus: 32, memoryMiB: 16_384, workload };
  const whole = [{ node: 0, vcpus: 32, memoryMiB: 16_384 }];
  const halves = [0, 1].map((node) => ({ node, vcpus: 16, memoryMiB: 8192 }));
  const small = { ...guest, vcpus: 8 };
  const speedOf = (one: typeof guest, parts: typeof whole): number =>
    meanSpeed(ratesFor(host, [{ ...one, placement: { parts } }]));
  const lost = 1 - speedOf(guest, whole) / speedOf(guest, halves);
  const near = [{ node: 0, vcpus: 8, memoryMiB: 16_384 }];
  const spread = [0, 1].map((node) => ({ node, vcpus: 4, memoryMiB: 8192 }));
  const won = speedOf(small, near) / speedOf(small, spread) - 1;
  const setup =
    '4 nodes of 16 cores / 32 threads, far memory 20 % slower; a guest of 32 vCPUs, stall share 0.3 (estimate)';
  const source = 'xapi-project/xen-api, pull request 6763';
  return [
    {
      id: 'smt-counter-case',
      effect:
        'Locality against cores: what a fit to one small node wins, and what it costs a guest as wide as the node’s threads',
      setup,
      source,
      published: 'about 20 % of latency won, 40–75 % of CPU lost',
      engine: `${percent(won)} won, ${percent(lost)} lost`,
      tolerance: 'the sign, at least 2 : 1',
      holds: won > 0 && lost >= 2 * won,
    },
    {
      id: 'smt-loss',
      effect: 'CPU lost by 32 vCPUs on the threads of 16 cores',
      setup,
      source,
      published: '40–75 %',
      engine: percent(lost),
      tolerance: 'within the range',
      holds: lost >= 0.4 && lost <= 0.75,
      note: 'A second thread adds a quarter of a core here: 16 cores with both threads busy give 20 of 32.',
    },
  ];
}
