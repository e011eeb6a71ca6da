import type { Component } from './component.ts';
import type { Network } from './network.ts';

/*
 * The ways with traffic over several stations of a component: what ties its stations together. Copied one after the other,
 * for all that is done with the system of a Newton step goes over them again and again.
 */
export interface Ties {
  count: number;
  /** Rows of the network. */
  ways: Int32Array<ArrayBuffer>;
  /** Entries of tie m: start[m] .. start[m+1]; each with the place of its station and its coefficient. */
  start: Int32Array<ArrayBuffer>;
  at: Int32Array<ArrayBuffer>;
  share: Float64Array<ArrayBuffer>;
}

export function createTies(): Ties {
  return {
    count: 0,
    ways: new Int32Array(0),
    start: new Int32Array(1),
    at: new Int32Array(0),
    share: new Float64Array(0),
  };
}

function makeRoom(t: Ties, n: Network): void {
  if (t.ways.length < n.wayRows) {
    t.ways = new Int32Array(n.idle.length);
    t.start = new Int32Array(n.idle.length + 1);
  }
  if (t.at.length < n.entryRows) {
    t.at = new Int32Array(n.station.length);
    t.share = new Float64Array(n.station.length);
  }
}

export function listTies(t: Ties, k: Component, n: Network): void {
  makeRoom(t, n);
  const { start, at, share } = t;
  const { busy, first, length, station, coefficient } = n;
  let count = 0;
  let entries = 0;
  for (let i = 0; i < k.wayCount; i++) {
    const w = k.ways[i];
    if (busy[w] === 0 || length[w] === 1) continue;
    t.ways[count] = w;
    start[count++] = entries;
    for (let e = first[w], end = e + length[w]; e < end; e++) {
      at[entries] = k.slot[station[e]];
      share[entries++] = coefficient[e];
    }
  }
  start[count] = entries;
  t.count = count;
}
