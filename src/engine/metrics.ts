import type { Metrics } from './reports.ts';
import { progressOf, speedOf } from './rates.ts';
import { freeMiB, type State } from './state.ts';

/** Running integrals of MODEL §8, exact between events. */
export interface Meter {
  seconds: number;
  wantedSeconds: number;
  throughput: number;
  farGB: number;
  allGB: number;
  imbalance: number;
  largestFree: number;
  pause: number;
  slowdown: number;
  slowdownSeconds: number;
  readonly busy: Float64Array;
  readonly speed: number[];
  readonly present: number[];
  readonly seen: Map<number, number>;
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
    slowdown: 0,
    slowdownSeconds: 0,
    busy: new Float64Array(state.host.stationCount),
    speed: Array.from({ length: guests }, () => 0),
    present: Array.from({ length: guests }, () => 0),
    seen: new Map(),
  };
}

function takeTraffic(meter: Meter, state: State, guest: number, dt: number): void {
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    const gb = state.beta[guest] * state.progress[row] * dt;
    meter.allGB += gb;
    meter.farGB += gb * (1 - state.access[row * state.host.nodeCount + state.home[row]]);
  }
}

/** A paused guest has no finite slowdown: its pauses are counted by themselves, not in the mean and the percentile. */
function takeGuest(meter: Meter, state: State, guest: number, dt: number): void {
  if (state.paused[guest] === 1) meter.pause += dt;
  takeTraffic(meter, state, guest, dt);
  if (!(state.wanted[guest] > 0)) return;
  const speed = speedOf(state, guest);
  meter.speed[guest] += speed * dt;
  meter.present[guest] += dt;
  if (!(speed > 0)) return;
  meter.slowdown += dt / speed;
  meter.slowdownSeconds += dt;
  meter.seen.set(1 / speed, (meter.seen.get(1 / speed) ?? 0) + dt);
}

/** max − min of CPU demand / cores over the nodes with cores. */
export function imbalanceOf(state: State): number {
  let least = Infinity;
  let most = 0;
  for (let n = 0; n < state.host.nodeCount; n++) {
    if (!(state.host.cores[n] > 0)) continue;
    const load = state.cpuDemand[n] / state.host.cores[n];
    least = Math.min(least, load);
    most = Math.max(most, load);
  }
  return least === Infinity ? 0 : most - least;
}

/** Σ y / Σ x̂ over all guests that should be running; `refusedCores` is what the refused ones want. */
export function throughputOf(state: State, refusedCores: number): number {
  let wanted = refusedCores;
  let progress = 0;
  for (let n = 0; n < state.activeCount; n++) {
    wanted += state.wanted[state.active[n]];
    progress += progressOf(state, state.active[n]);
  }
  return wanted > 0 ? progress / wanted : -1;
}

/** Lets `dt` seconds pass at the solved rates. */
export function accumulate(meter: Meter, state: State, refusedCores: number, dt: number): void {
  meter.seconds += dt;
  const throughput = throughputOf(state, refusedCores);
  if (throughput >= 0) {
    meter.throughput += throughput * dt;
    meter.wantedSeconds += dt;
  }
  for (let n = 0; n < state.activeCount; n++) takeGuest(meter, state, state.active[n], dt);
  for (let e = 0; e < meter.busy.length; e++) meter.busy[e] += state.utilisation[e] * dt;
  meter.imbalance += imbalanceOf(state) * dt;
  let free = 0;
  for (let n = 0; n < state.host.nodeCount; n++) free = Math.max(free, freeMiB(state, n));
  meter.largestFree += free * dt;
}

function mean(sum: number, weight: number): number {
  return weight > 0 ? sum / weight : 0;
}

function percentile95(meter: Meter): number {
  const seen = [...meter.seen].sort((a, b) => a[0] - b[0]);
  let left = 0.95 * meter.slowdownSeconds;
  for (const [slowdown, seconds] of seen) {
    left -= seconds;
    if (left <= 0) return slowdown;
  }
  return seen.at(-1)?.[0] ?? 1;
}

function fairness(meter: Meter): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  meter.present.forEach((seconds, g) => {
    if (!(seconds > 0)) return;
    const speed = meter.speed[g] / seconds;
    count++;
    sum += speed;
    squares += speed * speed;
  });
  return squares > 0 ? (sum * sum) / (count * squares) : 1;
}

function busiest(meter: Meter, from: number, to: number): number {
  let most = 0;
  for (let e = from; e < to; e++) most = Math.max(most, mean(meter.busy[e], meter.seconds));
  return most;
}

type Counts = Pick<Metrics, 'refusedGuests' | 'moves' | 'movedGiB' | 'movesInVain'>;

/** The metrics of MODEL §8 from the integrals and the counts of the run. */
export function readMeter(meter: Meter, nodes: number, counts: Counts): Metrics {
  return {
    throughput: mean(meter.throughput, meter.wantedSeconds),
    remoteAccessRatio: mean(meter.farGB, meter.allGB),
    p95Slowdown: percentile95(meter),
    meanSlowdown: meter.slowdownSeconds > 0 ? meter.slowdown / meter.slowdownSeconds : 1,
    jainFairness: fairness(meter),
    ...counts,
    pauseSeconds: meter.pause,
    busiestController: busiest(meter, 0, nodes),
    busiestLink: busiest(meter, nodes, meter.busy.length),
    loadImbalance: mean(meter.imbalance, meter.seconds),
    largestFreeNodeMiB: mean(meter.largestFree, meter.seconds),
  };
}
