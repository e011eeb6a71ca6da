import { mixed } from './mixed.ts';
import { growEntries, growWays, type Network } from './network.ts';

/** Places in a draft's `nature`: Λ without waits, σ and b of MODEL §5. */
export const IDLE = 0;
export const STALL = 1;
export const BOUND = 2;

/** The customer that is about to join, with its coefficients at `count` stations in ascending order. */
export interface Draft {
  readonly nature: Float64Array<ArrayBuffer>;
  count: number;
  station: Int32Array<ArrayBuffer>;
  coefficient: Float64Array<ArrayBuffer>;
}

export function createDraft(stations: number): Draft {
  return {
    nature: new Float64Array(3),
    count: 0,
    station: new Int32Array(stations),
    coefficient: new Float64Array(stations),
  };
}

function hashOf(draft: Draft): number {
  let hash = mixed(draft.count, draft.nature[IDLE]);
  for (let k = 0; k < draft.count; k++) hash = mixed(hash ^ draft.station[k], draft.coefficient[k]);
  return hash;
}

function isEqual(n: Network, w: number, draft: Draft): boolean {
  if (n.idle[w] !== draft.nature[IDLE] || n.length[w] !== draft.count) return false;
  for (let k = 0, e = n.first[w]; k < draft.count; k++, e++)
    if (n.station[e] !== draft.station[k] || n.coefficient[e] !== draft.coefficient[k]) return false;
  return true;
}

function chainUp(n: Network, w: number): void {
  const bucket = n.wayHash[w] & (n.wayBuckets.length - 1);
  n.wayChained[w] = n.wayBuckets[bucket];
  n.wayBuckets[bucket] = w;
}

function unchain(n: Network, w: number): void {
  const bucket = n.wayHash[w] & (n.wayBuckets.length - 1);
  if (n.wayBuckets[bucket] === w) {
    n.wayBuckets[bucket] = n.wayChained[w];
    return;
  }
  let at = n.wayBuckets[bucket];
  while (n.wayChained[at] !== w) at = n.wayChained[at];
  n.wayChained[at] = n.wayChained[w];
}

function rehash(n: Network): void {
  n.wayBuckets = new Int32Array(n.wayBuckets.length * 2).fill(-1);
  for (let w = 0; w < n.wayRows; w++) if (n.classes[w] > 0) chainUp(n, w);
}

function takeRow(n: Network): number {
  const w = n.freeWay;
  if (w >= 0) {
    n.freeWay = n.first[w];
    return w;
  }
  growWays(n, n.wayRows + 1);
  return n.wayRows++;
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

function writeEntries(n: Network, w: number, draft: Draft): void {
  const first = takeBlock(n, draft.count);
  n.first[w] = first;
  n.length[w] = draft.count;
  n.blocked[w] = 0;
  for (let k = 0; k < draft.count; k++) {
    const s = draft.station[k];
    n.station[first + k] = s;
    n.coefficient[first + k] = draft.coefficient[k];
    n.owner[first + k] = w;
    link(n, first + k, s);
    if (!(n.capacity[s] > 0)) n.blocked[w] = 1;
  }
}

function addWay(n: Network, draft: Draft, hash: number): number {
  const w = takeRow(n);
  n.idle[w] = draft.nature[IDLE];
  n.loss[w] = 0;
  n.classes[w] = n.busy[w] = 0;
  n.opening[w] = -1;
  n.wayHash[w] = hash;
  writeEntries(n, w, draft);
  if (++n.wayCount > n.wayBuckets.length) rehash(n);
  chainUp(n, w);
  return w;
}

/** The way of a customer that is about to join; a new one has no class yet. */
export function wayOf(n: Network, draft: Draft): number {
  const hash = hashOf(draft);
  let w = n.wayBuckets[hash & (n.wayBuckets.length - 1)];
  while (w >= 0 && (n.wayHash[w] !== hash || !isEqual(n, w, draft))) w = n.wayChained[w];
  return w >= 0 ? w : addWay(n, draft, hash);
}

/** Takes a way out whose last class has gone. */
export function removeWay(n: Network, w: number): void {
  unchain(n, w);
  n.wayCount--;
  const first = n.first[w];
  const length = n.length[w];
  for (let e = first; e < first + length; e++) unlink(n, e, n.station[e]);
  if (length > 0) {
    n.after[first] = n.freeBlock[length];
    n.freeBlock[length] = first;
  }
  n.first[w] = n.freeWay;
  n.freeWay = w;
}
