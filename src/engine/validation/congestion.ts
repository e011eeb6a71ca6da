import type { Scenario } from '../../model/scenario.ts';
import { ratesOf } from '../rates-report.ts';
import { list, percent } from './row.ts';
import { meanSpeed, withWorkload, type RowMaker } from './setup.ts';

/** Latency against idle, and utilisation, of the first node. */
function loaded(scenario: Scenario): { readonly latency: number; readonly u: number } {
  const [node] = ratesOf(scenario).nodes;
  return { latency: 1 + node.waitNs / scenario.host.nodes[0].latencyNs, u: node.utilisation };
}

/** Latency at utilisation `u`, by halving the traffic between too little and too much. */
function latencyAt(scenario: Scenario, u: number): number {
  const at = (bandwidthPerCoreGBs: number) => loaded(withWorkload(scenario, { bandwidthPerCoreGBs }));
  let [low, high] = [0.001, 10];
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    if (at(middle).u < u) low = middle;
    else high = middle;
  }
  return at(high).latency;
}

const MEDIANS: readonly (readonly [string, number, number])[] = [
  ['< .05', 0.025, 1.01],
  ['.1–.2', 0.15, 1.06],
  ['.2–.3', 0.25, 1.12],
  ['.3–.4', 0.35, 1.16],
  ['.4–.5', 0.45, 1.21],
  ['.5–.6', 0.55, 1.25],
  ['.7–.8', 0.75, 1.4],
  ['.8–.9', 0.85, 1.57],
  ['.9–.97', 0.935, 2],
];

function medianRow([bin, u, published]: readonly [string, number, number]): RowMaker {
  return (scenarioOf) => {
    const latency = latencyAt(scenarioOf('loaded-latency'), u);
    const off = latency / published - 1;
    const holds = Math.abs(off) <= 0.1;
    return {
      id: `loaded-latency-${u}`,
      effect: `Loaded latency at ${bin} of a controller’s bandwidth, against idle`,
      setup: `64 cores on one controller, at the middle of the bin (${u}), found by guests[].workload.bandwidthPerCoreGBs`,
      source: 'Median of 12 measured read curves (CSIT, VSC, DRAMHiT)',
      published: published.toFixed(2),
      engine: `${latency.toFixed(2)} (${percent(off)})`,
      tolerance: '± 10 %, the 95th percentile of the fit’s error',
      holds,
      ...(holds
        ? {}
        : { note: 'The fit is low where the last bin ends: it was made over all 173 points, and few lie here.' }),
    };
  };
}

/** Latency of the first node's memory under everyone's accesses, with the longest wait on the way, against idle. */
function hammered(scenario: Scenario): number {
  const { nodes, links } = ratesOf(scenario);
  const idle = scenario.host.nodes[0].latencyNs;
  const link = links.reduce((most, { from, waitNs }) => (from === nodes[0].id ? Math.max(most, waitNs) : most), 0);
  return (idle + nodes[0].waitNs + link) / idle;
}

const CARREFOUR = 'Dashti et al., ASPLOS 2013: 300 cycles idle, 1200 congested';

const analytics: RowMaker = (scenarioOf) => {
  const ratio = hammered(scenarioOf('hammered'));
  return {
    id: 'congested-latency',
    effect: 'Memory latency when all nodes read one, against idle',
    setup:
      '4 nodes of 6 cores, 12 GB/s a controller, 6 GB/s a link (estimates); half of the time stalled with 4 lines in flight: 1.3 GB/s a core',
    source: CARREFOUR,
    published: '4.0',
    engine: ratio.toFixed(1),
    tolerance: '3 to 4.5',
    holds: ratio >= 3 && ratio <= 4.5,
  };
};

const streams: RowMaker = (scenarioOf) => {
  const ratio = hammered(scenarioOf('hammered-by-streams'));
  return {
    id: 'congested-latency-streams',
    effect: 'The same with streams that keep all line-fill buffers busy',
    setup: 'As above; 10 GB/s a core wanted, 16 lines a core',
    source: CARREFOUR,
    published: 'at most 4.5 was measured anywhere',
    engine: ratio.toFixed(1),
    tolerance: 'at most 4.5',
    holds: ratio <= 4.5,
    note: 'Known limit: by Little’s law all lines in flight wait at the controller; hardware holds requests back at about 4 times idle.',
  };
};

const littlesLaw: RowMaker = (scenarioOf) => {
  const latency = 81.3 * loaded(scenarioOf('xeon-8180-streams')).latency;
  return {
    id: 'littles-law-8180',
    effect: 'Latency of a saturated socket, all cores streaming',
    setup: 'Xeon 8180: 28 cores, 108 GB/s, 81.3 ns idle; 16 lines a core, our default',
    source: 'FD.io CSIT, Intel MLC: 216 GB/s on two sockets at 282 ns',
    published: '282 ns',
    engine: `${latency.toFixed(0)} ns (${percent(latency / 282 - 1)})`,
    tolerance: '± 10 %',
    holds: Math.abs(latency / 282 - 1) <= 0.1,
  };
};

const sharedController: RowMaker = (scenarioOf) => {
  const alone = meanSpeed(scenarioOf('controllers-apart'));
  const [far, crowded] = ['controllers-far', 'controller-shared'].map((file) => {
    const { guests } = ratesOf(scenarioOf(file));
    return alone / guests[1].speed - 1;
  });
  return {
    id: 'shared-controller',
    effect: 'Slowdown by far memory alone, and by a shared controller with memory near',
    setup: '4 nodes of 6 cores as above; streams (stall share 0.7, 3 GB/s a core)',
    source: 'Blagodurov et al., USENIX ATC 2011 (from memory: to be verified)',
    published: 'far alone costs less than a shared controller',
    engine: list([far, crowded], percent),
    tolerance: 'the order',
    holds: far < crowded,
  };
};

export const CONGESTION: readonly RowMaker[] = [
  ...MEDIANS.map(medianRow),
  littlesLaw,
  analytics,
  streams,
  sharedController,
];
