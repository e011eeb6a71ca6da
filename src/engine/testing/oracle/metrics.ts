import type { Metrics } from '../../reports.ts';
import type { OracleGuest } from './guests.ts';
import { nodeLoads } from './strategies.ts';
import { freeMiB, partsOf, progressOf, type Rates, type World } from './world.ts';

/** Sums over the run, MODEL §8. */
export interface Meter {
  seconds: number;
  wantedSeconds: number;
  throughput: number;
  farGB: number;
  allGB: number;
  imbalance: number;
  largestFree: number;
  pause: number;
  readonly slow: [slowdown: number, seconds: number][];
  readonly busy: number[];
  readonly speeds: Map<OracleGuest, { seconds: number; speed: number }>;
}

export function newMeter(stations: number): Meter {
  return {
    seconds: 0,
    wantedSeconds: 0,
    throughput: 0,
    farGB: 0,
    allGB: 0,
    imbalance: 0,
    largestFree: 0,
    pause: 0,
    slow: [],
    busy: Array.from({ length: stations }, () => 0),
    speeds: new Map(),
  };
}

/** A stretch of constant rates; refused guests want `refusedCores` and get nothing. */
export function measure(meter: Meter, world: World, rates: Rates, refusedCores: number, seconds: number): void {
  let wanted = refusedCores;
  let got = 0;
  for (const guest of world.guests) {
    const demand = partsOf(rates, guest).reduce((sum, state) => sum + state.demand, 0);
    if (guest.paused) meter.pause += seconds;
    if (demand === 0) continue;
    wanted += demand;
    got += progressOf(rates, guest);
    measureGuest(meter, rates, guest, progressOf(rates, guest) / demand, seconds);
  }
  const loads = nodeLoads(world).filter((load) => load !== undefined);
  const mean = loads.reduce((a, b) => a + b, 0) / loads.length;
  meter.seconds += seconds;
  meter.imbalance += (Math.max(...loads) - mean) * seconds;
  meter.largestFree += Math.max(0, ...freeMiB(world).map((mib) => mib + world.reserve)) * seconds;
  rates.load.forEach((load, s) => {
    if (rates.capacity[s] > 0) meter.busy[s] += (load / rates.capacity[s]) * seconds;
  });
  if (wanted === 0) return;
  meter.wantedSeconds += seconds;
  meter.throughput += (got / wanted) * seconds;
}

function measureGuest(meter: Meter, rates: Rates, guest: OracleGuest, speed: number, seconds: number): void {
  const own = meter.speeds.get(guest) ?? { seconds: 0, speed: 0 };
  own.seconds += seconds;
  own.speed += speed * seconds;
  meter.speeds.set(guest, own);
  if (speed > 0) meter.slow.push([1 / speed, seconds]);
  for (const state of partsOf(rates, guest)) {
    const gb = guest.workload.bandwidthPerCoreGBs * state.progress * seconds;
    meter.allGB += gb;
    meter.farGB += gb * (1 - state.access[state.home]);
  }
}

export type MoveCounts = Pick<Metrics, 'refusedGuests' | 'moves' | 'movedGiB' | 'movesInVain'>;

export function readMeter(meter: Meter, nodes: number, counts: MoveCounts): Metrics {
  const time = meter.slow.reduce((sum, [, seconds]) => sum + seconds, 0);
  const speeds = [...meter.speeds.values()].map(({ seconds, speed }) => speed / seconds);
  const sum = speeds.reduce((a, b) => a + b, 0);
  const squares = speeds.reduce((a, b) => a + b * b, 0);
  const busiest = (from: number, to: number) => Math.max(0, ...meter.busy.slice(from, to)) / meter.seconds;
  return {
    throughput: meter.wantedSeconds > 0 ? meter.throughput / meter.wantedSeconds : 1,
    remoteAccessRatio: meter.allGB > 0 ? meter.farGB / meter.allGB : 0,
    p95Slowdown: percentile(meter.slow, 0.95),
    meanSlowdown: time > 0 ? meter.slow.reduce((total, [slow, seconds]) => total + slow * seconds, 0) / time : 1,
    jainFairness: squares > 0 ? (sum * sum) / (speeds.length * squares) : 1,
    ...counts,
    pauseSeconds: meter.pause,
    busiestController: busiest(0, nodes),
    busiestLink: busiest(nodes, meter.busy.length),
    loadImbalance: meter.imbalance / meter.seconds,
    largestFreeNodeMiB: meter.largestFree / meter.seconds,
  };
}

function percentile(slow: readonly (readonly [number, number])[], share: number): number {
  const sorted = slow.toSorted((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [, seconds]) => sum + seconds, 0);
  let passed = 0;
  for (const [value, seconds] of sorted) {
    passed += seconds;
    if (passed >= share * total - 1e-9 * total) return value;
  }
  return 1;
}
