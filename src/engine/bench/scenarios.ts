import type { Host } from '../../model/host.ts';
import type { Guest, Scenario, Workload } from '../../model/scenario.ts';
import { createStreams, draw, type Streams } from '../numbers/random.ts';

/* Made-up but plausible estates for the benchmarks; every figure from named streams, so that each is the same everywhere. */

/** Profiles in the order of how often they are drawn; estimates. */
const PROFILES: readonly Workload[] = [
  { duty: 0.2, memoryStall: 0.15, bandwidthPerCoreGBs: 0.4, dirtyRateMiBs: 20 },
  { duty: 0.6, memoryStall: 0.4, bandwidthPerCoreGBs: 1.5, dirtyRateMiBs: 200 },
  { duty: 0.5, memoryStall: 0.5, bandwidthPerCoreGBs: 4, hotFraction: 0.1, hotShare: 0.9 },
  { duty: 1, memoryStall: 0.02, bandwidthPerCoreGBs: 0.05 },
  { duty: 1, memoryStall: 0.6, bandwidthPerCoreGBs: 10, hotFraction: 1, hotShare: 1 },
];
const VCPUS = [1, 1, 2, 2, 4];
const GIB = 1024;
const DAY = 86_400;

/** A ring of `nodes` alike nodes with a link each way between neighbours. */
function ringHost(nodes: number, cores: number, memoryMiB: number): Host {
  const ids = Array.from({ length: nodes }, (_, id) => id);
  return {
    name: `${nodes} nodes of ${cores} cores`,
    nodes: ids.map((id) => ({ id, cores, threads: cores, memoryMiB, bandwidthGBs: 80, latencyNs: 90 })),
    slit: ids.map((a) => ids.map((b) => 10 + 5 * Math.min((a - b + nodes) % nodes, (b - a + nodes) % nodes))),
    links: ids.flatMap((id) => [
      { from: id, to: (id + 1) % nodes, capacityGBs: 30 },
      { from: (id + 1) % nodes, to: id, capacityGBs: 30 },
    ]),
  };
}

function pick<T>(streams: Streams, name: string, list: readonly T[]): T {
  return list[Math.floor(draw(streams, name) * list.length)];
}

function someGuest(streams: Streams, number: number): Guest {
  const vcpus = pick(streams, 'size', VCPUS);
  return {
    name: `guest-${number}`,
    vcpus,
    memoryMiB: vcpus * GIB,
    workload: pick(streams, 'profile', PROFILES),
    vnumaAware: draw(streams, 'aware') < 0.3,
  };
}

/**
 * A day of `guests` guests that come at any time and stay so long that `atATime` are there on average, on 8 nodes × 16 CPUs.
 */
export function dayScenario(guests: number, atATime: number): Scenario {
  const streams = createStreams(1);
  const stay = (DAY * atATime) / guests;
  return {
    nearfar: 1,
    name: `a day with ${atATime} guests at a time`,
    host: ringHost(8, 16, 128 * GIB),
    guests: Array.from({ length: guests }, (_, number) => {
      const arrive = draw(streams, 'arrive') * DAY;
      return { ...someGuest(streams, number), arrive, depart: arrive + 1 + 2 * stay * draw(streams, 'stay') };
    }),
    run: { until: DAY, seed: 1 },
  };
}

/** 50 guests, each whole on one of 8 nodes in turn: what the cost card asks about. */
export function costScenario(): Scenario {
  const streams = createStreams(2);
  return {
    nearfar: 1,
    name: 'cost card',
    host: ringHost(8, 16, 128 * GIB),
    guests: Array.from({ length: 50 }, (_, number) => {
      const guest = someGuest(streams, number);
      const { vcpus, memoryMiB } = guest;
      return { ...guest, placement: { parts: [{ node: number % 8, vcpus, memoryMiB }] } };
    }),
  };
}

/** A dozen guests over two minutes on a small host, some of which leave: the default comparison's size. */
export function compareScenario(): Scenario {
  const streams = createStreams(3);
  return {
    nearfar: 1,
    name: 'a dozen guests',
    host: ringHost(4, 4, 16 * GIB),
    guests: Array.from({ length: 12 }, (_, number) => ({
      ...someGuest(streams, number),
      arrive: number < 8 ? 0 : 10 * (number - 7),
      ...(number % 3 === 0 ? { depart: 40 + 5 * number } : {}),
    })),
    run: { until: 120, seed: 1 },
  };
}
