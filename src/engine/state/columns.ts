import type { FullWorkload } from '../../model/fields.ts';
import { again, copied } from '../numbers/copied.ts';
import type { HostModel } from '../scenario/host-model.ts';
import { cloneNetwork, createNetwork, type Network } from '../equilibrium/network.ts';

/** Extents per part (MODEL §2). */
export const EXTENTS = 32;

export type { FullWorkload };

/** What a guest is, beyond where it lies. `capPercent` 0 = none. */
export interface GuestShape {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly weight: number;
  readonly capPercent: number;
  readonly vnumaAware: boolean;
  readonly hotplug: boolean;
}

/**
 * `shares`: by extent × node (EXTENTS × nodes), each extent adding up to 1; parts of one guest that are given the very same ones
 * share them for good: nothing of such a guest may move. `pins` 0 = not pinned.
 */
export interface PartShape {
  readonly home: number;
  readonly vcpus: number;
  readonly tasks: number;
  readonly sizeMiB: number;
  readonly pins: number;
  readonly shares: Float64Array;
}

/** What a guest is and wants, fixed while it runs in one phase. */
const GUEST_FIXED = [
  'guestVcpus',
  'guestMemory',
  'weight',
  'capPercent',
  'aware',
  'hotplug',
  'unpinned',
  'tasks',
  'duty',
  'stall',
  'beta',
  'shared',
  'hotFraction',
  'hotShare',
  'writableSet',
  'dirtyRate',
  'osLocality',
] as const;
const GUEST_CHANGING = ['paused', 'wanted', 'running'] as const;
/** Columns by guest. */
export const GUEST_COLUMNS = [...GUEST_FIXED, ...GUEST_CHANGING] as const;
/** Rows and counts by guest, fixed too. */
export const GUEST_INTEGERS = ['guestFirst', 'guestParts'] as const;
/** `extentRow`: where the part's extents are kept. */
export const PART_INTEGERS = ['guest', 'index', 'next', 'home', 'customer', 'extentRow'] as const;
export const PART_COLUMNS = [
  'vcpus',
  'partTasks',
  'size',
  'pins',
  'stale',
  'ownFrom',
  'demand',
  'cpuShare',
  'speed',
  'progress',
  'traffic',
] as const;
export const COPY_COLUMNS = [
  'copyLive',
  'copyFrom',
  'copyTo',
  'copyRate',
  'copySpeed',
  'copyCustomer',
  'copyTraffic',
] as const;
/** Part × nodes: MiB held, access share a. */
export const PART_NODE_COLUMNS = ['held', 'access'] as const;

export type Column = Float64Array<ArrayBuffer>;
type Columns<Names extends readonly string[]> = Record<Names[number], Column>;
export type Integers = Int32Array<ArrayBuffer>;

/** The engine's state of rates; plain columns, so that a clone is a copy of arrays. */
export interface State
  extends
    Columns<typeof GUEST_COLUMNS>,
    Record<(typeof GUEST_INTEGERS)[number] | (typeof PART_INTEGERS)[number], Integers>,
    Columns<typeof PART_COLUMNS>,
    Columns<typeof COPY_COLUMNS>,
    Columns<typeof PART_NODE_COLUMNS> {
  readonly host: HostModel;
  /** Who waits at the controllers and links. */
  readonly network: Network;
  guestRows: number;
  partRows: number;
  /** Rows of extents ever used, and the free ones among them (chained by `extentUsers`, −1 ends). */
  extentRows: number;
  freeExtents: number;
  copyRows: number;
  /** Head of the chain of free part rows, −1 = none. */
  freePart: number;
  /** Indices of the guests that run (paused ones too), ascending: the first `activeCount`. */
  active: Integers;
  activeCount: number;
  /** By row of extents: how many parts share it. */
  extentUsers: Integers;
  /** Share of each extent on each node: row × EXTENTS × nodes; heat-weighted share m there: row × nodes. */
  extents: Column;
  heat: Column;
  /** By guest: STALE_ACCESS or STALE_ALL where something must be computed again. */
  staleAccess: Uint8Array<ArrayBuffer>;
  /** By node; `usedMiB` is always the sum of what the parts hold there, whatever has moved before. */
  readonly usedMiB: Column;
  readonly reservedMiB: Column;
  readonly cpuDemand: Column;
  readonly cpuUsed: Column;
  readonly staleCpu: Uint8Array<ArrayBuffer>;
  /** Demand of the parts at home there, cores, as `nodeLoads` summed it last; to be summed anew where `staleHomed`. */
  readonly homed: Column;
  staleHomed: boolean;
  /** By station: controllers by node, then links; `wait` (ns) is the network's own. */
  readonly load: Column;
  readonly utilisation: Column;
  readonly wait: Column;
  /** Something changed since the last solve. */
  dirty: boolean;
}

function column(): Column {
  return new Float64Array(0);
}

function integers(): Integers {
  return new Int32Array(0);
}

function isComplete<Name extends string, Made>(made: object, names: readonly Name[]): made is Record<Name, Made> {
  return names.every((name) => name in made);
}

function columns<const Name extends string, Made>(names: readonly Name[], make: () => Made): Record<Name, Made> {
  const made: object = Object.fromEntries(names.map((name) => [name, make()]));
  if (!isComplete<Name, Made>(made, names)) throw new Error('A column is missing.');
  return made;
}

/** An empty host: no guests, no copies. */
export function createState(host: HostModel): State {
  const { nodeCount, stationCount } = host;
  const network = createNetwork(host.capacity, host.base, host.l0);
  return {
    ...columns(GUEST_COLUMNS, column),
    ...columns(GUEST_INTEGERS, integers),
    ...columns(PART_INTEGERS, integers),
    ...columns(PART_COLUMNS, column),
    ...columns(COPY_COLUMNS, column),
    ...columns(PART_NODE_COLUMNS, column),
    host,
    network,
    guestRows: 0,
    partRows: 0,
    extentRows: 0,
    freeExtents: -1,
    copyRows: 0,
    freePart: -1,
    active: new Int32Array(0),
    activeCount: 0,
    extentUsers: integers(),
    extents: column(),
    heat: column(),
    staleAccess: new Uint8Array(0),
    usedMiB: new Float64Array(nodeCount),
    reservedMiB: new Float64Array(nodeCount),
    cpuDemand: new Float64Array(nodeCount),
    cpuUsed: new Float64Array(nodeCount),
    staleCpu: new Uint8Array(nodeCount),
    homed: new Float64Array(nodeCount),
    staleHomed: true,
    load: new Float64Array(stationCount),
    utilisation: new Float64Array(stationCount),
    wait: network.wait,
    dirty: true,
  };
}

/** A column by guest of which only the guests that are there matter. */
function copiedActive(state: State, from: Column, old: Column | undefined): Column {
  const copy = old !== undefined && old.length >= state.guestRows ? old : new Float64Array(state.guestRows);
  for (let n = 0; n < state.activeCount; n++) copy[state.active[n]] = from[state.active[n]];
  return copy;
}

/**
 * A copy to play a move out on: independent in all that moves and rates change, while the guests' fixed columns are still
 * the origin's. No guest may come, leave or change its phase in it. It takes the arrays of `spare`, a fork that is no longer
 * used, where they are long enough: then nearly nothing is allocated.
 */
export function forkState(state: State, spare: Partial<State> = {}): State {
  const { partRows, extentRows, copyRows, host } = state;
  const network = cloneNetwork(state.network, spare.network);
  const copy: State = {
    ...state,
    network,
    active: copied(state.active, state.activeCount, spare.active),
    staleAccess: copied(state.staleAccess, state.guestRows, spare.staleAccess),
    usedMiB: again(state.usedMiB, spare.usedMiB),
    reservedMiB: again(state.reservedMiB, spare.reservedMiB),
    cpuDemand: again(state.cpuDemand, spare.cpuDemand),
    cpuUsed: again(state.cpuUsed, spare.cpuUsed),
    staleCpu: again(state.staleCpu, spare.staleCpu),
    homed: again(state.homed, spare.homed),
    load: again(state.load, spare.load),
    utilisation: again(state.utilisation, spare.utilisation),
    wait: network.wait,
    extentUsers: copied(state.extentUsers, extentRows, spare.extentUsers),
    extents: copied(state.extents, extentRows * EXTENTS * host.nodeCount, spare.extents),
    heat: copied(state.heat, extentRows * host.nodeCount, spare.heat),
  };
  for (const name of GUEST_CHANGING) copy[name] = copiedActive(state, state[name], spare[name]);
  for (const name of PART_INTEGERS) copy[name] = copied(state[name], partRows, spare[name]);
  for (const name of PART_COLUMNS) copy[name] = copied(state[name], partRows, spare[name]);
  for (const name of PART_NODE_COLUMNS) copy[name] = copied(state[name], partRows * host.nodeCount, spare[name]);
  for (const name of COPY_COLUMNS) copy[name] = copied(state[name], copyRows, spare[name]);
  return copy;
}

/** An independent copy that goes on to the same bits; the host model is shared, it never changes. */
export function cloneState(state: State): State {
  const copy = forkState(state);
  for (const name of GUEST_COLUMNS) copy[name] = state[name].slice();
  for (const name of GUEST_INTEGERS) copy[name] = state[name].slice();
  copy.active = state.active.slice();
  copy.staleAccess = state.staleAccess.slice();
  return copy;
}

/** A guest's memory lies elsewhere: what it accesses must be computed again, while what it wants of CPUs stays. */
const STALE_ACCESS = 1;
/** What it wants of CPUs too. */
export const STALE_ALL = 2;

/** Marks that a guest's accesses must be computed again. */
export function touchMemory(state: State, guest: number): void {
  state.dirty = true;
  if (state.staleAccess[guest] === 0) state.staleAccess[guest] = STALE_ACCESS;
}

/** Marks that a guest's accesses and the CPU shares of the nodes it runs on must be computed again. */
export function touch(state: State, guest: number): void {
  state.dirty = true;
  state.staleHomed = true;
  state.staleAccess[guest] = STALE_ALL;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) state.staleCpu[state.home[row]] = 1;
}
