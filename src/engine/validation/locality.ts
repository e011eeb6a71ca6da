import type { Host } from '../../model/host.ts';
import type { Workload } from '../../model/scenario.ts';
import { guestOn, hostOf, meanSpeed, ratesFor } from './build.ts';
import { allWithin, list, percent, type ValidationRow } from './row.ts';

/** One core that only reads memory; its time per read is 1/speed. */
const READER: Workload = { memoryStall: 1, bandwidthPerCoreGBs: 0.1 };

/** Time of a core on node 0 with its memory on `far`, against memory of its own. */
function slowdown(host: Host, workload: Workload, far: number): number {
  const near = meanSpeed(ratesFor(host, [guestOn('reader', 0, 1, workload)]));
  return near / meanSpeed(ratesFor(host, [guestOn('reader', 0, 1, workload, [far])]));
}

/** Four sockets in a square: 0–1, 1–3, 3–2, 2–0; 0–3 and 1–2 are two hops. */
const across = (from: number, to: number): boolean => from + to === 3;

function quartet(): Host {
  return hostOf({
    name: '4P Opteron (K8)',
    nodes: 4,
    cores: 1,
    memoryMiB: 8192,
    bandwidthGBs: 5.5,
    nearNs: 95,
    farNs: (from, to) => (across(from, to) ? 95 * 1.3 : 95 * 1.085),
    linkGBs: (from, to) => (across(from, to) ? undefined : 3),
  });
}

function hops(): ValidationRow {
  const times = [slowdown(quartet(), READER, 1) - 1, slowdown(quartet(), READER, 3) - 1];
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
}

function skylake(): Host {
  return hostOf({
    name: '2 × Xeon 8180',
    nodes: 2,
    cores: 28,
    memoryMiB: 98_304,
    bandwidthGBs: 108,
    nearNs: 81.3,
    farNs: () => 131.1,
    linkGBs: () => 51,
  });
}

function allRemote(): ValidationRow {
  const shares = [0.05, 0.25, 0.5];
  const times = shares.map((memoryStall) => slowdown(skylake(), { memoryStall, bandwidthPerCoreGBs: 0.5 }, 1));
  return {
    id: 'all-remote-8180',
    effect: 'All memory on the other socket, stall shares 0.05, 0.25, 0.5 (time against local)',
    setup: '2 × Xeon 8180, 81.3 and 131.1 ns (measured by FD.io CSIT); one core, 0.5 GB/s',
    source: 'Slowdown form of Clapp et al. (IISWC 2015): 1 + f·(L/L₀ − 1)',
    published: '1.03 / 1.15 / 1.31',
    engine: list(times, (value) => value.toFixed(2)),
    tolerance: '± 0.01',
    holds: allWithin(times, [1.03, 1.153, 1.306], 0.01),
  };
}

export function localityRows(): ValidationRow[] {
  return [hops(), allRemote()];
}
