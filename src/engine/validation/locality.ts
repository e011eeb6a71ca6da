import type { Scenario } from '../../model/scenario.ts';
import { allWithin, list, percent } from './row.ts';
import { meanSpeed, withWorkload, type RowMaker } from './setup.ts';

/** Time of the work in one file against its time in another: the inverse of speeds. */
const slowdown = (far: Scenario, near: Scenario): number => meanSpeed(near) / meanSpeed(far);

const hops: RowMaker = (scenarioOf) => {
  const near = scenarioOf('hops-near');
  const times = ['hops-one-hop', 'hops-two-hops'].map((file) => slowdown(scenarioOf(file), near) - 1);
  return {
    id: 'hops-amd-40555',
    effect: 'Read time over one hop and two, against local',
    setup: '4 sockets in a square; idle latencies as measured, links of 3 GB/s (estimate); one core that only reads',
    source: 'AMD 40555, figure 4',
    published: '+8–9 % / +30 %',
    engine: list(times, percent),
    tolerance: '± 3 points',
    holds: allWithin(times, [0.085, 0.3], 0.03),
    note: 'Latencies are put in; the row shows that the way through waits and speeds keeps them.',
  };
};

const allRemote: RowMaker = (scenarioOf) => {
  const [near, far] = ['xeon-8180-local', 'xeon-8180-remote'].map(scenarioOf);
  const times = [0.05, 0.25, 0.5].map((memoryStall) =>
    slowdown(withWorkload(far, { memoryStall }), withWorkload(near, { memoryStall })),
  );
  return {
    id: 'all-remote-8180',
    effect: 'All memory on the other socket, stall shares 0.05, 0.25, 0.5 (time against local)',
    setup:
      '2 × Xeon 8180, 81.3 and 131.1 ns (measured by FD.io CSIT); one core, 0.5 GB/s; guests[].workload.memoryStall is set to each share',
    source: 'Slowdown form of Clapp et al. (IISWC 2015): 1 + f·(L/L₀ − 1)',
    published: '1.03 / 1.15 / 1.31',
    engine: list(times, (value) => value.toFixed(2)),
    tolerance: '± 0.01',
    holds: allWithin(times, [1.03, 1.153, 1.306], 0.01),
  };
};

export const LOCALITY: readonly RowMaker[] = [hops, allRemote];
