import type { Metrics } from '../reports.ts';
import { addSlowdown, cloneSlowdowns, createSlowdowns, meanSlowdown, percentile, type Slowdowns } from './slowdowns.ts';
import { freeMiB, type State } from '../state/state.ts';
import { nodeLoads } from '../state/loads.ts';

/** Running integrals of MODEL §8, exact between events. */
export interface Meter {
  seconds: number;
  /** Seconds in which some guest wanted something. */
  wantedSeconds: number;
  throughput: number;
  farGB: number;
  allGB: number;
  imbalance: number;
  largestFree: number;
  pause: number;
  readonly slowdowns: Slowdowns;
  /** ∫ utilisation dt by station. */
  readonly busy: Float64Array<ArrayBuffer>;
  /** ∫ speed dt of each guest over the time in which it wanted something, and that time. */
  readonly speed: Float64Array<ArrayBuffer>;
  readonly present: Float64Array<ArrayBuffer>;
  readonly loads: Float64Array<ArrayBuffer>;
  /** Of the stretch measured last. */
  readonly last: { throughput: number; wanted: number; farGB: number; allGB: number; imbalance: number };
}

export function createMeter(state: State, guests: number): Meter {
  return {
    seconds: 0,
    wantedSeconds: 0,
    throughput: 0,
    farGB: 0,
    allGB: 0,
    imbalance: 0,
    largestFree: 0,
    pause: 0,
    slowdowns: createSlowdowns(),
    busy: new Float64Array(state.host.stationCount),
    speed: new Float64Array(guests),
    present: new Float64Array(guests),
    loads: new Float64Array(state.host.nodeCount),
    last: { throughput: 0, wanted: 0, farGB: 0, allGB: 0, imbalance: 0 },
  };
}

export function cloneMeter(meter: Meter): Meter {
  return {
    ...meter,
    slowdowns: cloneSlowdowns(meter.slowdowns),
    busy: meter.busy.slice(),
    speed: meter.speed.slice(),
    present: meter.present.slice(),
    loads: meter.loads.slice(),
    last: { ...meter.last },
  };
}

/** Takes in the traffic of a guest's parts; gives Σ y, cores. */
function takeTraffic({ last }: Meter, state: State, guest: number, dt: number): number {
  const nodes = state.host.nodeCount;
  const { progress, access, home, next } = state;
  const gbPerCore = state.beta[guest] * dt;
  let sum = 0;
  for (let row = state.guestFirst[guest]; row >= 0; row = next[row]) {
    const gb = gbPerCore * progress[row];
    sum += progress[row];
    last.allGB += gb;
    last.farGB += gb * (1 - access[row * nodes + home[row]]);
  }
  return sum;
}

/**
 * A guest-second at speed 0 (paused, or cut off from its memory) has no finite slowdown: it is left out of the slowdowns and
 * counts in throughput, fairness and `pauseSeconds` instead. A guest that wants nothing is left out of every mean.
 */
function takeGuest(meter: Meter, state: State, guest: number, dt: number): void {
  if (state.paused[guest] === 1) meter.pause += dt;
  const wanted = state.wanted[guest];
  if (!(wanted > 0)) return;
  const progress = takeTraffic(meter, state, guest, dt);
  meter.last.wanted += wanted;
  meter.last.throughput += progress;
  const speed = progress / wanted;
  meter.speed[guest] += speed * dt;
  meter.present[guest] += dt;
  if (speed > 0) addSlowdown(meter.slowdowns, speed, dt);
}

/** max − mean of the node loads, over the nodes with CPUs (MODEL §8). */
function imbalanceOf(loads: Float64Array): number {
  let count = 0;
  let sum = 0;
  let most = 0;
  for (const load of loads) {
    if (load === Infinity) continue;
    count++;
    sum += load;
    most = Math.max(most, load);
  }
  return count > 0 ? Math.max(0, most - sum / count) : 0;
}

function largestFree(state: State): number {
  let most = 0;
  for (let n = 0; n < state.host.nodeCount; n++) most = Math.max(most, freeMiB(state, n));
  return most;
}

/** Lets `dt` seconds pass at the solved rates; `refusedCores` is what refused guests would want. `last` tells of this stretch. */
export function accumulate(meter: Meter, state: State, refusedCores: number, dt: number): void {
  const { last } = meter;
  last.wanted = refusedCores;
  last.throughput = last.farGB = last.allGB = 0;
  for (let n = 0; n < state.activeCount; n++) takeGuest(meter, state, state.active[n], dt);
  last.imbalance = imbalanceOf(nodeLoads(state, meter.loads));
  meter.seconds += dt;
  meter.farGB += last.farGB;
  meter.allGB += last.allGB;
  meter.imbalance += last.imbalance * dt;
  meter.largestFree += largestFree(state) * dt;
  for (let e = 0; e < meter.busy.length; e++) meter.busy[e] += state.utilisation[e] * dt;
  if (!(last.wanted > 0)) return;
  last.throughput /= last.wanted;
  meter.throughput += last.throughput * dt;
  meter.wantedSeconds += dt;
}

function mean(sum: number, weight: number): number {
  return weight > 0 ? sum / weight : 0;
}

/** Jain's index over the guests' mean speeds. */
function fairness(meter: Meter): number {
  let [count, sum, squares] = [0, 0, 0];
  for (let g = 0; g < meter.present.length; g++) {
    if (!(meter.present[g] > 0)) continue;
    const speed = meter.speed[g] / meter.present[g];
    count++;
    sum += speed;
    squares += speed * speed;
  }
  return squares > 0 ? (sum * sum) / (count * squares) : 1;
}

function busiest(meter: Meter, from: number, to: number): number {
  let most = 0;
  for (let e = from; e < to; e++) most = Math.max(most, mean(meter.busy[e], meter.seconds));
  return most;
}

type Counts = Pick<Metrics, 'refusedGuests' | 'moves' | 'movedGiB' | 'movesInVain'>;

/** The metrics of MODEL §8 from the integrals and the counts of the run. Where nothing was ever wanted, nothing was missed: 1. */
export function readMeter(meter: Meter, nodes: number, counts: Counts): Metrics {
  return {
    throughput: meter.wantedSeconds > 0 ? meter.throughput / meter.wantedSeconds : 1,
    remoteAccessRatio: mean(meter.farGB, meter.allGB),
    p95Slowdown: percentile(meter.slowdowns, 0.95),
    meanSlowdown: meanSlowdown(meter.slowdowns),
    jainFairness: fairness(meter),
    ...counts,
    pauseSeconds: meter.pause,
    busiestController: busiest(meter, 0, nodes),
    busiestLink: busiest(meter, nodes, meter.busy.length),
    loadImbalance: mean(meter.imbalance, meter.seconds),
    largestFreeNodeMiB: mean(meter.largestFree, meter.seconds),
  };
}
