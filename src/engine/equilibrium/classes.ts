import { enqueue, growClasses, growEntries, refreshSpeed, type Network } from './network.ts';

/** Coefficients of the customer that is about to join: `count` stations in ascending order. */
export interface Draft {
  count: number;
  station: Int32Array<ArrayBuffer>;
  coefficient: Float64Array<ArrayBuffer>;
}

export function createDraft(stations: number): Draft {
  return { count: 0, station: new Int32Array(stations), coefficient: new Float64Array(stations) };
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

function mix(hash: number, value: number): number {
  bits[0] = value;
  const mixed = Math.imul(hash ^ words[0], 0x85ebca6b) ^ Math.imul(words[1] ^ (hash >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
}

function hashOf(draft: Draft, idle: number, stall: number, bound: number): number {
  let hash = mix(mix(mix(draft.count, idle), stall), bound);
  for (let k = 0; k < draft.count; k++) hash = mix(hash ^ draft.station[k], draft.coefficient[k]);
  return hash;
}

function isEqual(n: Network, c: number, draft: Draft, idle: number, stall: number, bound: number): boolean {
  if (n.idle[c] !== idle || n.stall[c] !== stall || n.bound[c] !== bound || n.length[c] !== draft.count) return false;
  for (let k = 0, e = n.first[c]; k < draft.count; k++, e++)
    if (n.station[e] !== draft.station[k] || n.coefficient[e] !== draft.coefficient[k]) return false;
  return true;
}

function rehash(n: Network): void {
  n.buckets = new Int32Array(n.buckets.length * 2).fill(-1);
  for (let c = 0; c < n.classRows; c++) if (n.members[c] > 0) chainUp(n, c);
}

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

function takeClass(n: Network): number {
  const c = n.freeClass;
  if (c >= 0) {
    n.freeClass = n.first[c];
    return c;
  }
  growClasses(n, n.classRows + 1);
  return n.classRows++;
}

function takeBlock(n: Network, length: number): number {
  const at = n.freeBlock[length];
  if (at >= 0) {
    n.freeBlock[length] = n.after[at];
    return at;
  }
  growEntries(n, n.entryRows + length);
  n.entryRows += length;
  return n.entryRows - length;
}

function link(n: Network, e: number, s: number): void {
  n.before[e] = -1;
  n.after[e] = n.head[s];
  if (n.head[s] >= 0) n.before[n.head[s]] = e;
  n.head[s] = e;
}

function unlink(n: Network, e: number, s: number): void {
  if (n.before[e] >= 0) n.after[n.before[e]] = n.after[e];
  else n.head[s] = n.after[e];
  if (n.after[e] >= 0) n.before[n.after[e]] = n.before[e];
}

function writeEntries(n: Network, c: number, draft: Draft): void {
  const first = takeBlock(n, draft.count);
  n.first[c] = first;
  n.length[c] = draft.count;
  n.blocked[c] = 0;
  for (let k = 0; k < draft.count; k++) {
    const s = draft.station[k];
    n.station[first + k] = s;
    n.coefficient[first + k] = draft.coefficient[k];
    n.owner[first + k] = c;
    link(n, first + k, s);
    if (!(n.capacity[s] > 0)) n.blocked[c] = 1;
  }
}

function addClass(n: Network, draft: Draft, hash: number, idle: number, stall: number, bound: number): number {
  const c = takeClass(n);
  n.idle[c] = idle;
  n.stall[c] = stall;
  n.bound[c] = bound;
  n.sum[c] = n.rest[c] = n.weight[c] = 0;
  n.members[c] = 0;
  n.hash[c] = hash;
  writeEntries(n, c, draft);
  if (++n.classCount > n.buckets.length) {
    n.members[c] = 1;
    rehash(n);
    n.members[c] = 0;
  } else chainUp(n, c);
  refreshSpeed(n, c);
  return c;
}

/** A customer joins, without traffic yet (`addTraffic`); gives its class. Whoever needs a station without capacity has speed 0. */
export function join(n: Network, draft: Draft, idle: number, stall: number, bound: number): number {
  const hash = hashOf(draft, idle, stall, bound);
  let c = n.buckets[hash & (n.buckets.length - 1)];
  while (c >= 0 && (n.hash[c] !== hash || !isEqual(n, c, draft, idle, stall, bound))) c = n.chained[c];
  if (c < 0) c = addClass(n, draft, hash, idle, stall, bound);
  n.members[c]++;
  return c;
}

/** A customer leaves; its traffic must have been taken off before. */
export function leave(n: Network, c: number): void {
  if (--n.members[c] > 0) return;
  // What rounding has left of the traffic of all members that there ever were.
  addTraffic(n, c, -n.weight[c]);
  unchain(n, c);
  n.classCount--;
  const first = n.first[c];
  for (let e = first; e < first + n.length[c]; e++) unlink(n, e, n.station[e]);
  if (n.length[c] > 0) {
    n.after[first] = n.freeBlock[n.length[c]];
    n.freeBlock[n.length[c]] = first;
  }
  n.first[c] = n.freeClass;
  n.freeClass = c;
}

/** Changes a class's traffic at full speed (Σ β·x, GB/s) by `change`; sums are kept with what rounding takes from them. */
export function addTraffic(n: Network, c: number, change: number): void {
  if (change === 0) return;
  const old = n.sum[c];
  const sum = old + change;
  const taken = sum - old;
  n.rest[c] += old - (sum - taken) + (change - taken);
  n.sum[c] = sum;
  n.weight[c] = sum + n.rest[c];
  if (n.blocked[c] === 1) return;
  const flow = change * n.speed[c];
  for (let e = n.first[c], end = e + n.length[c]; e < end; e++) {
    n.load[n.station[e]] += n.coefficient[e] * flow;
    enqueue(n, n.station[e]);
  }
}
