import { dequeue, type Network } from './network.ts';

type Doubles = Float64Array<ArrayBuffer>;
type Integers = Int32Array<ArrayBuffer>;

/*
 * The stations that changed traffic can reach through shared customers, with their classes, in columns of their own: places
 * 0..size−1 for stations in ascending order, entries of a class one after the other. One for the whole engine, filled anew by
 * each `gather` and written back by `scatter`; nothing in it outlives a solve.
 */
export interface Component {
  size: number;
  /** Station of a place; place of a station (−1 = not here). */
  stations: Integers;
  slot: Integers;
  capacity: Doubles;
  base: Doubles;
  /** 1/capacity. */
  perGBs: Doubles;
  /** Place on the curve, wait in yardsticks (z/L₀), traffic in GB/s. */
  place: Doubles;
  wait: Doubles;
  load: Doubles;
  /** Classes at one station only come first: `singles` of them. */
  classCount: number;
  singles: number;
  classes: Integers;
  seen: Uint8Array<ArrayBuffer>;
  idle: Doubles;
  stall: Doubles;
  bound: Doubles;
  weight: Doubles;
  speed: Doubles;
  /** v²·(σ or b): what a class gives way by per yardstick of mean wait; times its traffic, the loss at its stations. */
  give: Doubles;
  loss: Doubles;
  /** Entries of class i: start[i] .. start[i+1]; so entry i is that of single class i. */
  start: Integers;
  at: Integers;
  coefficient: Doubles;
}

const STATION_DOUBLES = ['capacity', 'base', 'perGBs', 'place', 'wait', 'load'] as const;
const CLASS_DOUBLES = ['idle', 'stall', 'bound', 'weight', 'speed', 'give', 'loss'] as const;

export function createComponent(): Component {
  return {
    size: 0,
    stations: new Int32Array(0),
    slot: new Int32Array(0),
    capacity: new Float64Array(0),
    base: new Float64Array(0),
    perGBs: new Float64Array(0),
    place: new Float64Array(0),
    wait: new Float64Array(0),
    load: new Float64Array(0),
    classCount: 0,
    singles: 0,
    classes: new Int32Array(0),
    seen: new Uint8Array(0),
    idle: new Float64Array(0),
    stall: new Float64Array(0),
    bound: new Float64Array(0),
    weight: new Float64Array(0),
    speed: new Float64Array(0),
    give: new Float64Array(0),
    loss: new Float64Array(0),
    start: new Int32Array(1),
    at: new Int32Array(0),
    coefficient: new Float64Array(0),
  };
}

function makeRoom(k: Component, n: Network): void {
  const stations = n.capacity.length;
  if (k.slot.length < stations) {
    k.stations = new Int32Array(stations);
    k.slot = new Int32Array(stations).fill(-1);
    for (const name of STATION_DOUBLES) k[name] = new Float64Array(stations);
  }
  if (k.seen.length < n.classRows) {
    const length = n.idle.length;
    k.classes = new Int32Array(length);
    k.seen = new Uint8Array(length);
    k.start = new Int32Array(length + 1);
    for (const name of CLASS_DOUBLES) k[name] = new Float64Array(length);
  }
  if (k.at.length < n.entryRows) {
    k.at = new Int32Array(n.station.length);
    k.coefficient = new Float64Array(n.station.length);
  }
}

/** Leaves `slot` and `seen` as they were before `gather`. */
function clear(k: Component): void {
  for (let i = 0; i < k.size; i++) k.slot[k.stations[i]] = -1;
  for (let i = 0; i < k.classCount; i++) k.seen[k.classes[i]] = 0;
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
    if (n.weight[c] === 0 || n.length[c] === 1) continue;
    for (let f = n.first[c], end = f + n.length[c]; f < end; f++) addStation(k, n, n.station[f]);
  }
}

/** Classes at one station only to the front. */
function sortClasses(k: Component, n: Network): void {
  const { classes, classCount } = k;
  let singles = 0;
  for (let i = 0; i < classCount; i++) {
    const c = classes[i];
    if (n.length[c] !== 1) continue;
    classes[i] = classes[singles];
    classes[singles++] = c;
  }
  k.singles = singles;
}

/** Controllers come before links then, and every class's entries are in order of place. */
function sortStations(k: Component): void {
  const { stations, slot, size } = k;
  for (let s = 0, i = 0; i < size; s++) {
    if (slot[s] < 0) continue;
    stations[i] = s;
    slot[s] = i++;
  }
}

function copyStations(k: Component, n: Network): void {
  for (let i = 0; i < k.size; i++) {
    const s = k.stations[i];
    k.capacity[i] = n.capacity[s];
    k.base[i] = n.base[s];
    k.perGBs[i] = 1 / n.capacity[s];
    k.place[i] = n.place[s];
    k.wait[i] = n.wait[s] / n.l0;
    k.load[i] = n.load[s];
  }
}

/** A class without traffic may stand at stations that are not here: their waits are part of what it starts from. */
function copyClasses(k: Component, n: Network): void {
  const { slot, classes, start, at, coefficient } = k;
  let entry = 0;
  for (let i = 0; i < k.classCount; i++) {
    const c = classes[i];
    let idle = n.idle[c];
    const end = n.first[c] + n.length[c];
    for (let e = n.first[c]; e < end; e++) {
      const s = n.station[e];
      const place = slot[s];
      if (place >= 0) {
        at[entry] = place;
        coefficient[entry++] = n.coefficient[e];
      } else idle += (n.coefficient[e] * n.wait[s]) / n.l0;
    }
    start[i + 1] = entry;
    k.idle[i] = idle;
    k.stall[i] = n.stall[c];
    k.bound[i] = n.bound[c];
    k.weight[i] = n.weight[c];
    k.speed[i] = n.speed[c];
    k.give[i] = n.give[c];
    k.loss[i] = n.weight[c] * n.give[c];
  }
}

/** Every class of the network: where most are reached anyway, that is quicker than following who shares what with whom. */
function addAll(k: Component, n: Network): void {
  for (let c = 0; c < n.classRows; c++) {
    if (n.members[c] === 0 || n.blocked[c] === 1) continue;
    k.seen[c] = 1;
    k.classes[k.classCount++] = c;
    for (let e = n.first[c], end = e + n.length[c]; e < end; e++) addStation(k, n, n.station[e]);
  }
}

/** Empties the queue into the component that its stations belong to (or more, if most belong to it). */
export function gather(k: Component, n: Network): void {
  makeRoom(k, n);
  k.size = 0;
  k.classCount = 0;
  while (n.queued > 0) addStation(k, n, dequeue(n));
  if (2 * n.reach > n.classCount) {
    addAll(k, n);
    // Now and then it is found out again whether most are reached.
    n.reach -= (n.classCount >> 5) + 1;
  } else {
    for (let i = 0; i < k.size; i++) addClasses(k, n, k.stations[i]);
    n.reach = k.classCount;
  }
  sortClasses(k, n);
  sortStations(k);
  copyStations(k, n);
  copyClasses(k, n);
}

/** Takes the solution into the network; the component is empty then. */
export function scatter(k: Component, n: Network): void {
  for (let i = 0; i < k.size; i++) {
    const s = k.stations[i];
    n.place[s] = k.place[i];
    n.wait[s] = k.wait[i] * n.l0;
    n.load[s] = k.load[i];
  }
  for (let i = 0; i < k.classCount; i++) {
    n.speed[k.classes[i]] = k.speed[i];
    n.give[k.classes[i]] = k.give[i];
  }
  clear(k);
}

/** Speeds and losses of all classes and loads of all stations at the component's waits. */
export function flow(k: Component): void {
  const { classCount, start, at, coefficient, wait, load, idle, stall, bound, weight, speed, give, loss } = k;
  load.fill(0, 0, k.size);
  for (let i = 0; i < classCount; i++) {
    const first = start[i];
    const end = start[i + 1];
    let lambda = idle[i];
    for (let e = first; e < end; e++) lambda += coefficient[e] * wait[at[e]];
    const sigma = stall[i];
    const stalled = 1 - sigma + sigma * lambda;
    const short = bound[i] * lambda;
    const isShort = short >= stalled;
    const v = 1 / (isShort ? short : stalled);
    const traffic = weight[i] * v;
    speed[i] = v;
    give[i] = v * v * (isShort ? bound[i] : sigma);
    loss[i] = weight[i] * give[i];
    for (let e = first; e < end; e++) load[at[e]] += coefficient[e] * traffic;
  }
}
