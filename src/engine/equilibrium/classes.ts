import { mixed } from './mixed.ts';
import { enqueue, growClasses, refreshSpeed, type Network } from './network.ts';
import { BOUND, IDLE, removeWay, STALL, wayOf, type Draft } from './ways.ts';

/** The change of traffic at hand. */
const handed = new Float64Array(1);

function chainUp(n: Network, c: number): void {
  const bucket = n.hash[c] & (n.buckets.length - 1);
  n.chained[c] = n.buckets[bucket];
  n.buckets[bucket] = c;
}

function unchain(n: Network, c: number): void {
  const bucket = n.hash[c] & (n.buckets.length - 1);
  if (n.buckets[bucket] === c) {
    n.buckets[bucket] = n.chained[c];
    return;
  }
  let at = n.buckets[bucket];
  while (n.chained[at] !== c) at = n.chained[at];
  n.chained[at] = n.chained[c];
}

function rehash(n: Network): void {
  n.buckets = new Int32Array(n.buckets.length * 2).fill(-1);
  for (let c = 0; c < n.classRows; c++) if (n.members[c] > 0) chainUp(n, c);
}

function takeRow(n: Network): number {
  const c = n.freeClass;
  if (c >= 0) {
    n.freeClass = n.later[c];
    return c;
  }
  growClasses(n, n.classRows + 1);
  return n.classRows++;
}

/** Into the row of classes of its way, in front. */
function open(n: Network, c: number, way: number): void {
  const next = n.opening[way];
  n.way[c] = way;
  n.earlier[c] = -1;
  n.later[c] = next;
  if (next >= 0) n.earlier[next] = c;
  n.opening[way] = c;
  n.classes[way]++;
}

function close(n: Network, c: number, way: number): void {
  const earlier = n.earlier[c];
  const later = n.later[c];
  if (earlier >= 0) n.later[earlier] = later;
  else n.opening[way] = later;
  if (later >= 0) n.earlier[later] = earlier;
  if (--n.classes[way] === 0) removeWay(n, way);
}

function addClass(n: Network, way: number, hash: number, { nature }: Draft): number {
  const c = takeRow(n);
  n.stall[c] = nature[STALL];
  n.bound[c] = nature[BOUND];
  n.sum[c] = n.rest[c] = n.weight[c] = 0;
  n.members[c] = 0;
  n.hash[c] = hash;
  open(n, c, way);
  if (++n.classCount > n.buckets.length) rehash(n);
  chainUp(n, c);
  refreshSpeed(n, c);
  return c;
}

/** A customer joins, without traffic yet (`addTraffic`); gives its class. Whoever needs a station without capacity has speed 0. */
export function join(n: Network, draft: Draft, idle: number, stall: number, bound: number): number {
  draft.nature[IDLE] = idle;
  draft.nature[STALL] = stall;
  draft.nature[BOUND] = bound;
  return joinClass(n, draft);
}

function joinClass(n: Network, draft: Draft): number {
  const way = wayOf(n, draft);
  const stall = draft.nature[STALL];
  const bound = draft.nature[BOUND];
  const hash = mixed(mixed(way, stall), bound);
  let c = n.buckets[hash & (n.buckets.length - 1)];
  while (c >= 0 && (n.way[c] !== way || n.stall[c] !== stall || n.bound[c] !== bound)) c = n.chained[c];
  if (c < 0) c = addClass(n, way, hash, draft);
  n.members[c]++;
  return c;
}

/** Takes off what rounding has left of the traffic of all members that there ever were. */
function clearTraffic(n: Network, c: number): void {
  addTraffic(n, c, -n.weight[c]);
  if (n.weight[c] === 0) return;
  n.weight[c] = 0;
  if (n.blocked[n.way[c]] === 0) countBusy(n, n.way[c], -1);
}

/** A customer leaves; its traffic must have been taken off before. */
export function leave(n: Network, c: number): void {
  if (--n.members[c] > 0) return;
  clearTraffic(n, c);
  unchain(n, c);
  n.classCount--;
  close(n, c, n.way[c]);
  n.later[c] = n.freeClass;
  n.freeClass = c;
}

/** A way has its first traffic (1) or no more (−1): it ties its stations together, or does so no longer. */
function tie(n: Network, way: number, change: number): void {
  if (n.length[way] < 2) return;
  for (let e = n.first[way], end = e + n.length[way]; e < end; e++) n.crossing[n.station[e]] += change;
}

function countBusy(n: Network, way: number, change: number): void {
  n.busy[way] += change;
  if (n.busy[way] === 0) n.loss[way] = 0;
  if (n.busy[way] === (change > 0 ? 1 : 0)) tie(n, way, change);
}

/** Changes a class's traffic at full speed (Σ β·x, GB/s) by `change`. Small, so that callers take it in: a number that is handed on would be boxed. */
export function addTraffic(n: Network, c: number, change: number): void {
  if (change === 0) return;
  handed[0] = change;
  takeTraffic(n, c);
}

/** Sums are kept with what rounding takes from them. */
function takeTraffic(n: Network, c: number): void {
  const change = handed[0];
  const old = n.sum[c];
  const sum = old + change;
  const taken = sum - old;
  const before = n.weight[c];
  n.rest[c] += old - (sum - taken) + (change - taken);
  n.sum[c] = sum;
  n.weight[c] = sum + n.rest[c];
  const way = n.way[c];
  if (n.blocked[way] === 1) return;
  n.loss[way] += change * n.give[c];
  if ((before === 0) !== (n.weight[c] === 0)) countBusy(n, way, before === 0 ? 1 : -1);
  const flow = change * n.speed[c];
  for (let e = n.first[way], end = e + n.length[way]; e < end; e++) {
    n.load[n.station[e]] += n.coefficient[e] * flow;
    enqueue(n, n.station[e]);
  }
}
