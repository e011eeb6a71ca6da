import { again, copied } from '../numbers/copied.ts';

/*
 * The closed queueing network of MODEL §5 in columns, changed piece by piece and solved again from where it was. Customers
 * with equal coefficients and idle latency share a way: the mean latency is the same for all of them. Those of a way with
 * equal σ and b too are one class: their speeds are equal, so only the sum of their β·x counts.
 */
type Doubles = Float64Array<ArrayBuffer>;
type Integers = Int32Array<ArrayBuffer>;

/** `give`: v²·(σ or b), what a class gives way by per yardstick of mean latency. */
const CLASS_DOUBLES = ['stall', 'bound', 'sum', 'rest', 'weight', 'speed', 'give'] as const;
/** `later` and `earlier`: the neighbours among the classes of its way (−1 = none). */
const CLASS_INTEGERS = ['way', 'members', 'later', 'earlier', 'hash', 'chained'] as const;
/** `loss`: what the traffic of a way gives way by per yardstick of mean latency, GB/s. */
const WAY_DOUBLES = ['idle', 'loss'] as const;
/** `busy`: classes with traffic; `blocked`: 1 where it needs a station without capacity. */
const WAY_INTEGERS = ['first', 'length', 'classes', 'opening', 'busy', 'blocked', 'wayHash', 'wayChained'] as const;
const ENTRY_INTEGERS = ['station', 'owner', 'after', 'before'] as const;

export interface Network
  extends
    Record<(typeof CLASS_DOUBLES)[number] | (typeof WAY_DOUBLES)[number], Doubles>,
    Record<(typeof CLASS_INTEGERS)[number] | (typeof WAY_INTEGERS)[number], Integers>,
    Record<(typeof ENTRY_INTEGERS)[number], Integers> {
  /** By station: GB/s, and its inverse; the idle latency (ns) that its wait grows from. */
  readonly capacity: Float64Array;
  readonly perGBs: Doubles;
  readonly base: Float64Array;
  /** The yardstick, ns. */
  readonly l0: number;
  /** By station: wait z (ns), its place t on the curve (t < 1: utilisation, beyond: full), traffic (GB/s), first entry (−1 = none). */
  readonly wait: Doubles;
  readonly place: Doubles;
  readonly load: Doubles;
  readonly head: Integers;
  /** By station: ways with traffic that pass it and others. */
  readonly crossing: Integers;
  /** Stations whose traffic has changed since the last solve: the first `queued`. */
  readonly queue: Integers;
  readonly inQueue: Uint8Array<ArrayBuffer>;
  queued: number;
  /** Class rows ever used, and the free ones among them (chained by `later`, −1 ends). */
  classRows: number;
  freeClass: number;
  /** Way rows ever used, and the free ones among them (chained by `first`, −1 ends). */
  wayRows: number;
  freeWay: number;
  /** Entries ever used, and free blocks by their length (chained by `after`). */
  entryRows: number;
  readonly freeBlock: Integers;
  /** Entry of a way's block: share of its traffic that the station carries. */
  coefficient: Doubles;
  /** Hash chains of classes and of ways; a power of two of them. */
  buckets: Integers;
  wayBuckets: Integers;
  classCount: number;
  wayCount: number;
  /** Ways that the last solve had to look at. */
  reach: number;
}

function isComplete<Name extends string, Column>(made: object, names: readonly Name[]): made is Record<Name, Column> {
  return names.every((name) => name in made);
}

function columns<Name extends string, Column>(names: readonly Name[], column: () => Column): Record<Name, Column> {
  const made: object = Object.fromEntries(names.map((name) => [name, column()]));
  if (!isComplete<Name, Column>(made, names)) throw new Error('A column is missing.');
  return made;
}

/** A network without customers. `capacity` in GB/s, `base` and `l0` in ns; both arrays are kept, not copied. */
export function createNetwork(capacity: Float64Array, base: Float64Array, l0: number): Network {
  const stations = capacity.length;
  return {
    ...columns(CLASS_DOUBLES, () => new Float64Array(0)),
    ...columns(CLASS_INTEGERS, () => new Int32Array(0)),
    ...columns(WAY_DOUBLES, () => new Float64Array(0)),
    ...columns(WAY_INTEGERS, () => new Int32Array(0)),
    ...columns(ENTRY_INTEGERS, () => new Int32Array(0)),
    capacity,
    perGBs: Float64Array.from(capacity, (gbs) => 1 / gbs),
    base,
    l0,
    wait: new Float64Array(stations),
    place: new Float64Array(stations),
    load: new Float64Array(stations),
    head: new Int32Array(stations).fill(-1),
    crossing: new Int32Array(stations),
    queue: new Int32Array(stations),
    inQueue: new Uint8Array(stations),
    queued: 0,
    classRows: 0,
    freeClass: -1,
    wayRows: 0,
    freeWay: -1,
    entryRows: 0,
    freeBlock: new Int32Array(stations + 1).fill(-1),
    coefficient: new Float64Array(0),
    buckets: new Int32Array(16).fill(-1),
    wayBuckets: new Int32Array(16).fill(-1),
    classCount: 0,
    wayCount: 0,
    reach: 0,
  };
}

/** An independent copy that goes on to the same bits; it takes the arrays of `spare` where they are long enough. */
export function cloneNetwork(n: Network, spare: Partial<Network> = {}): Network {
  const copy: Network = {
    ...n,
    wait: again(n.wait, spare.wait),
    place: again(n.place, spare.place),
    load: again(n.load, spare.load),
    head: again(n.head, spare.head),
    crossing: again(n.crossing, spare.crossing),
    queue: again(n.queue, spare.queue),
    inQueue: again(n.inQueue, spare.inQueue),
    freeBlock: again(n.freeBlock, spare.freeBlock),
    coefficient: copied(n.coefficient, n.entryRows, spare.coefficient),
    buckets: again(n.buckets, spare.buckets),
    wayBuckets: again(n.wayBuckets, spare.wayBuckets),
  };
  for (const name of CLASS_DOUBLES) copy[name] = copied(n[name], n.classRows, spare[name]);
  for (const name of CLASS_INTEGERS) copy[name] = copied(n[name], n.classRows, spare[name]);
  for (const name of WAY_DOUBLES) copy[name] = copied(n[name], n.wayRows, spare[name]);
  for (const name of WAY_INTEGERS) copy[name] = copied(n[name], n.wayRows, spare[name]);
  for (const name of ENTRY_INTEGERS) copy[name] = copied(n[name], n.entryRows, spare[name]);
  return copy;
}

function longerDoubles(old: Doubles, length: number): Doubles {
  const next = new Float64Array(length);
  next.set(old);
  return next;
}

function longerIntegers(old: Integers, length: number): Integers {
  const next = new Int32Array(length);
  next.set(old);
  return next;
}

/** Makes room for class rows up to `rows`. */
export function growClasses(n: Network, rows: number): void {
  if (rows <= n.stall.length) return;
  const length = Math.max(rows, 16, n.stall.length * 2);
  for (const name of CLASS_DOUBLES) n[name] = longerDoubles(n[name], length);
  for (const name of CLASS_INTEGERS) n[name] = longerIntegers(n[name], length);
}

/** Makes room for way rows up to `rows`. */
export function growWays(n: Network, rows: number): void {
  if (rows <= n.idle.length) return;
  const length = Math.max(rows, 16, n.idle.length * 2);
  for (const name of WAY_DOUBLES) n[name] = longerDoubles(n[name], length);
  for (const name of WAY_INTEGERS) n[name] = longerIntegers(n[name], length);
}

/** Makes room for entries up to `rows`. */
export function growEntries(n: Network, rows: number): void {
  if (rows <= n.station.length) return;
  const length = Math.max(rows, 64, n.station.length * 2);
  for (const name of ENTRY_INTEGERS) n[name] = longerIntegers(n[name], length);
  n.coefficient = longerDoubles(n.coefficient, length);
}

/** Marks a station whose traffic has changed. */
export function enqueue(n: Network, s: number): void {
  if (n.inQueue[s] === 1) return;
  n.inQueue[s] = 1;
  n.queue[n.queued++] = s;
}

/** Unmarks one of the marked stations; there must be one. */
export function dequeue(n: Network): number {
  const s = n.queue[--n.queued];
  n.inQueue[s] = 0;
  return s;
}

/** v of MODEL §5 for a class at the network's waits, and what it gives way by; both 0 where it needs a station without capacity. */
export function refreshSpeed(n: Network, c: number): void {
  const way = n.way[c];
  n.speed[c] = n.give[c] = 0;
  if (n.blocked[way] === 1) return;
  let waits = 0;
  for (let e = n.first[way], end = e + n.length[way]; e < end; e++) waits += n.coefficient[e] * n.wait[n.station[e]];
  const lambda = n.idle[way] + waits / n.l0;
  const stalled = 1 - n.stall[c] + n.stall[c] * lambda;
  const short = n.bound[c] * lambda;
  const v = 1 / Math.max(stalled, short);
  n.speed[c] = v;
  n.give[c] = v * v * (short >= stalled ? n.bound[c] : n.stall[c]);
}
