import { dequeue, refreshSpeed, type Network } from './network.ts';

/** Stations and classes that a broken condition can reach through shared traffic, and room for a joint solution of them. */
export interface Component {
  /** Stations in ascending order. */
  stations: Int32Array<ArrayBuffer>;
  size: number;
  /** Place of a station among them, −1 = not of this component. */
  slot: Int32Array<ArrayBuffer>;
  classes: Int32Array<ArrayBuffer>;
  classCount: number;
  seen: Uint8Array<ArrayBuffer>;
}

export function createComponent(): Component {
  return {
    stations: new Int32Array(0),
    size: 0,
    slot: new Int32Array(0),
    classes: new Int32Array(0),
    classCount: 0,
    seen: new Uint8Array(0),
  };
}

function makeRoom(k: Component, n: Network): void {
  if (k.slot.length < n.capacity.length) {
    k.stations = new Int32Array(n.capacity.length);
    k.slot = new Int32Array(n.capacity.length).fill(-1);
  }
  if (k.seen.length < n.classRows) {
    k.classes = new Int32Array(n.idle.length);
    k.seen = new Uint8Array(n.idle.length);
  }
}

/** Forgets the last component; `slot` and `seen` are clean afterwards whatever network comes next. */
function clear(k: Component): void {
  for (let i = 0; i < k.size; i++) k.slot[k.stations[i]] = -1;
  for (let i = 0; i < k.classCount; i++) k.seen[k.classes[i]] = 0;
  k.size = 0;
  k.classCount = 0;
}

function addStation(k: Component, n: Network, s: number): void {
  if (k.slot[s] >= 0 || !(n.capacity[s] > 0)) return;
  k.slot[s] = k.size;
  k.stations[k.size++] = s;
}

/** Classes at a station; those with traffic reach on to their other stations. */
function addClasses(k: Component, n: Network, s: number): void {
  for (let e = n.head[s]; e >= 0; e = n.after[e]) {
    const c = n.owner[e];
    if (k.seen[c] === 1 || n.blocked[c] === 1) continue;
    k.seen[c] = 1;
    k.classes[k.classCount++] = c;
    if (n.weight[c] === 0) continue;
    for (let f = n.first[c], end = f + n.length[c]; f < end; f++) addStation(k, n, n.station[f]);
  }
}

/** Empties the queue into the component that its stations belong to. */
export function gather(k: Component, n: Network): void {
  clear(k);
  makeRoom(k, n);
  while (n.queued > 0) addStation(k, n, dequeue(n));
  for (let i = 0; i < k.size; i++) addClasses(k, n, k.stations[i]);
  k.stations.subarray(0, k.size).sort();
  for (let i = 0; i < k.size; i++) k.slot[k.stations[i]] = i;
}

/** Speeds of all classes and loads of all stations of the component at the network's waits. */
export function flow(k: Component, n: Network): void {
  for (let i = 0; i < k.size; i++) n.load[k.stations[i]] = 0;
  for (let i = 0; i < k.classCount; i++) {
    const c = k.classes[i];
    refreshSpeed(n, c);
    const traffic = n.weight[c] * n.speed[c];
    if (traffic === 0) continue;
    for (let e = n.first[c], end = e + n.length[c]; e < end; e++) n.load[n.station[e]] += n.coefficient[e] * traffic;
  }
}
