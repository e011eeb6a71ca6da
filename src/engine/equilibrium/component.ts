import { dequeue, type Network } from './network.ts';

type Integers = Int32Array<ArrayBuffer>;

/*
 * The stations that changed traffic can reach through shared customers, with their ways: lists of rows of the network, in
 * whose columns everything is computed in place. One for the whole engine, filled anew for each solve; nothing in it outlives
 * a solve.
 */
export interface Component {
  /** Stations by place, ascending in the number of ways that tie them to others: `alone` have none, the first `unshared` at most one. */
  size: number;
  alone: number;
  unshared: number;
  stations: Integers;
  /** Place of a station (−1 = not here). */
  slot: Integers;
  /** Of the traffic, the share that flows: 1 but while it is let in bit by bit. */
  share: number;
  wayCount: number;
  ways: Integers;
  seen: Uint8Array<ArrayBuffer>;
}

let found = new Int32Array(0);
let tally = new Int32Array(0);

export function createComponent(): Component {
  return {
    size: 0,
    alone: 0,
    unshared: 0,
    stations: new Int32Array(0),
    slot: new Int32Array(0),
    share: 1,
    wayCount: 0,
    ways: new Int32Array(0),
    seen: new Uint8Array(0),
  };
}

function makeRoom(k: Component, n: Network): void {
  const stations = n.capacity.length;
  if (k.slot.length < stations) {
    k.stations = new Int32Array(stations);
    k.slot = new Int32Array(stations).fill(-1);
  }
  if (found.length < stations) found = new Int32Array(stations);
  if (k.seen.length < n.wayRows) {
    k.ways = new Int32Array(n.idle.length);
    k.seen = new Uint8Array(n.idle.length);
  }
  if (tally.length < n.wayRows + 2) tally = new Int32Array(n.idle.length + 2);
}

function addStation(k: Component, n: Network, s: number): void {
  if (k.slot[s] >= 0 || !(n.capacity[s] > 0)) return;
  k.slot[s] = k.size;
  found[k.size++] = s;
}

/** Ways at a station; those with traffic reach on to their other stations. */
function addWays(k: Component, n: Network, s: number): void {
  for (let e = n.head[s]; e >= 0; e = n.after[e]) {
    const w = n.owner[e];
    if (k.seen[w] === 1 || n.blocked[w] === 1) continue;
    k.seen[w] = 1;
    k.ways[k.wayCount++] = w;
    if (n.busy[w] === 0) continue;
    for (let f = n.first[w], end = f + n.length[w]; f < end; f++) addStation(k, n, n.station[f]);
  }
}

/** Every way of the network: where most are reached anyway, that is quicker than following who shares what with whom. */
function addAll(k: Component, n: Network): void {
  const { ways, slot } = k;
  const { classes, blocked, first, length, station } = n;
  let count = 0;
  let size = k.size;
  for (let w = 0; w < n.wayRows; w++) {
    if (classes[w] === 0 || blocked[w] === 1) continue;
    ways[count++] = w;
    for (let e = first[w], end = e + length[w]; e < end; e++) {
      const s = station[e];
      if (slot[s] >= 0) continue;
      slot[s] = size;
      found[size++] = s;
    }
  }
  k.wayCount = count;
  k.size = size;
}

/** Stations in ascending order of the ways that tie them to others: taken out of the system in this order, they leave little behind. */
function sortStations(k: Component, n: Network): void {
  const { size, stations, slot } = k;
  const { crossing } = n;
  let most = 0;
  for (let i = 0; i < size; i++) if (crossing[found[i]] > most) most = crossing[found[i]];
  tally.fill(0, 0, most + 2);
  for (let i = 0; i < size; i++) tally[crossing[found[i]] + 1]++;
  for (let d = 1; d <= most; d++) tally[d] += tally[d - 1];
  k.alone = most > 0 ? tally[1] : size;
  k.unshared = most > 1 ? tally[2] : size;
  for (let i = 0; i < size; i++) {
    const s = found[i];
    const place = tally[crossing[s]]++;
    stations[place] = s;
    slot[s] = place;
  }
}

/** Empties the queue into the component that its stations belong to (or more, if most belong to it). */
export function gather(k: Component, n: Network): void {
  makeRoom(k, n);
  k.size = 0;
  k.wayCount = 0;
  while (n.queued > 0) addStation(k, n, dequeue(n));
  if (2 * n.reach > n.wayCount) {
    addAll(k, n);
    // Now and then it is found out again whether most are reached.
    n.reach -= (n.wayCount >> 5) + 1;
  } else {
    for (let i = 0; i < k.size; i++) addWays(k, n, found[i]);
    for (let i = 0; i < k.wayCount; i++) k.seen[k.ways[i]] = 0;
    n.reach = k.wayCount;
  }
  sortStations(k, n);
}

/** Leaves `slot` as it was before `gather`. */
export function release(k: Component): void {
  for (let i = 0; i < k.size; i++) k.slot[k.stations[i]] = -1;
}

/** Speeds and losses of all ways and loads of all stations at the network's waits. One loop over columns held in locals: most of a solve is spent here. */
export function flow(k: Component, n: Network): void {
  const { size, stations, share, wayCount, ways } = k;
  const { wait, load, idle, loss, first, length, opening, busy, station, coefficient } = n;
  const { later, stall, bound, weight, speed, give } = n;
  const perL0 = 1 / n.l0;
  for (let i = 0; i < size; i++) load[stations[i]] = 0;
  for (let i = 0; i < wayCount; i++) {
    const w = ways[i];
    const start = first[w];
    const end = start + length[w];
    let waits = 0;
    for (let e = start; e < end; e++) waits += coefficient[e] * wait[station[e]];
    const lambda = idle[w] + waits * perL0;
    let traffic = 0;
    let given = 0;
    for (let c = opening[w]; c >= 0; c = later[c]) {
      const sigma = stall[c];
      const stalled = 1 - sigma + sigma * lambda;
      const short = bound[c] * lambda;
      const isShort = short >= stalled;
      const v = 1 / (isShort ? short : stalled);
      const g = v * v * (isShort ? bound[c] : sigma);
      speed[c] = v;
      give[c] = g;
      traffic += weight[c] * v;
      given += weight[c] * g;
    }
    traffic *= share;
    loss[w] = given * share;
    if (busy[w] === 0) continue;
    for (let e = start; e < end; e++) load[station[e]] += coefficient[e] * traffic;
  }
}
