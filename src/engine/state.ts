import type { Workload } from '../model/scenario.ts';
import type { HostModel } from './host-model.ts';
import { createSolver, type Solver } from './equilibrium.ts';

/*
 * Everything that decides a rate, in columns. Guests are rows by their index in the run; parts are rows from a free list,
 * chained by `next` from `guestFirst` (−1 ends a chain). Mutators: addGuest, addPart, removeGuest, setHome, setTasks,
 * setPaused, setWorkload, setOwnFrom, moveExtentShare, moveBlindShare, reserve, release, startCopy, endCopy.
 * They mark what they change; `solveRates` (rates.ts) then brings cpuShare, speed, progress, access, utilisation and wait up to date.
 */

/** Extents per part (MODEL §2). */
export const EXTENTS = 32;

export type FullWorkload = Required<Workload>;

/** What a guest is, beyond where it lies. `capPercent` 0 = none. */
export interface GuestShape {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly weight: number;
  readonly capPercent: number;
  readonly vnumaAware: boolean;
  readonly hotplug: boolean;
}

/** `shares`: by extent × node (EXTENTS × nodes), each extent adding up to 1. `pins` 0 = not pinned. */
export interface PartShape {
  readonly home: number;
  readonly vcpus: number;
  readonly tasks: number;
  readonly sizeMiB: number;
  readonly pins: number;
  readonly shares: Float64Array;
}

const GUEST_COLUMNS = [
  'guestVcpus',
  'guestMemory',
  'weight',
  'capPercent',
  'aware',
  'hotplug',
  'unpinned',
  'paused',
  'guestFirst',
  'guestParts',
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
  'wanted',
  'running',
] as const;
const PART_COLUMNS = [
  'guest',
  'index',
  'next',
  'home',
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
  'customer',
] as const;
const COPY_COLUMNS = ['copyLive', 'copyFrom', 'copyTo', 'copyRate', 'copySpeed'] as const;

type Columns<Names extends readonly string[]> = { [Name in Names[number]]: Float64Array<ArrayBuffer> };

/** The engine's state of rates; plain columns, so that a clone is a copy of arrays. */
export interface State
  extends Columns<typeof GUEST_COLUMNS>, Columns<typeof PART_COLUMNS>, Columns<typeof COPY_COLUMNS> {
  readonly host: HostModel;
  readonly solver: Solver;
  guestRows: number;
  partRows: number;
  copyRows: number;
  /** Head of the chain of free part rows, −1 = none. */
  freePart: number;
  /** Indices of the guests that run (paused ones too), ascending: the first `activeCount`. */
  active: Int32Array<ArrayBuffer>;
  activeCount: number;
  /** Share of each extent on each node: part × EXTENTS × nodes. */
  extents: Float64Array<ArrayBuffer>;
  /** Heat-weighted share m and access share a: part × nodes. */
  heat: Float64Array<ArrayBuffer>;
  access: Float64Array<ArrayBuffer>;
  /** Guest whose access shares must be computed again. */
  staleAccess: Uint8Array<ArrayBuffer>;
  /** By node. */
  readonly usedMiB: Float64Array<ArrayBuffer>;
  readonly reservedMiB: Float64Array<ArrayBuffer>;
  readonly cpuDemand: Float64Array<ArrayBuffer>;
  readonly cpuUsed: Float64Array<ArrayBuffer>;
  readonly staleCpu: Uint8Array<ArrayBuffer>;
  /** By station: controllers by node, then links. `wait` in ns is also the next solve's starting point. */
  readonly load: Float64Array<ArrayBuffer>;
  readonly utilisation: Float64Array<ArrayBuffer>;
  readonly wait: Float64Array<ArrayBuffer>;
  /** Something changed since the last solve. */
  dirty: boolean;
}

function column(): Float64Array<ArrayBuffer> {
  return new Float64Array(0);
}

function columns<const Names extends readonly string[]>(names: Names): Columns<Names> {
  return Object.fromEntries(names.map((name) => [name, column()])) as Columns<Names>;
}

/** An empty host: no guests, no copies. */
export function createState(host: HostModel): State {
  const { nodeCount, stationCount } = host;
  return {
    ...columns(GUEST_COLUMNS),
    ...columns(PART_COLUMNS),
    ...columns(COPY_COLUMNS),
    host,
    solver: createSolver(host.capacity, host.base, host.l0),
    guestRows: 0,
    partRows: 0,
    copyRows: 0,
    freePart: -1,
    active: new Int32Array(0),
    activeCount: 0,
    extents: column(),
    heat: column(),
    access: column(),
    staleAccess: new Uint8Array(0),
    usedMiB: new Float64Array(nodeCount),
    reservedMiB: new Float64Array(nodeCount),
    cpuDemand: new Float64Array(nodeCount),
    cpuUsed: new Float64Array(nodeCount),
    staleCpu: new Uint8Array(nodeCount),
    load: new Float64Array(stationCount),
    utilisation: new Float64Array(stationCount),
    wait: new Float64Array(stationCount),
    dirty: true,
  };
}

/** An independent copy that goes on to the same bits; the host model is shared, it never changes. */
export function cloneState(state: State): State {
  const copy: Record<string, unknown> = { ...state };
  for (const [name, value] of Object.entries(state)) {
    if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array)
      copy[name] = value.slice();
  }
  copy['solver'] = createSolver(state.host.capacity, state.host.base, state.host.l0);
  return copy as unknown as State;
}

function grown(old: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(length);
  next.set(old);
  return next;
}

function growGuests(state: State, rows: number): void {
  if (rows <= state.weight.length) return;
  const length = Math.max(rows, 16, state.weight.length * 2);
  for (const name of GUEST_COLUMNS) state[name] = grown(state[name], length);
  const active = new Int32Array(length);
  active.set(state.active);
  state.active = active;
  const flags = new Uint8Array(length);
  flags.set(state.staleAccess);
  state.staleAccess = flags;
}

function growParts(state: State, rows: number): void {
  if (rows <= state.size.length) return;
  const length = Math.max(rows, 16, state.size.length * 2);
  const nodes = state.host.nodeCount;
  for (const name of PART_COLUMNS) state[name] = grown(state[name], length);
  state.extents = grown(state.extents, length * EXTENTS * nodes);
  state.heat = grown(state.heat, length * nodes);
  state.access = grown(state.access, length * nodes);
}

/** Row for guest `guest` (its index in the run), running and without parts. Throws nothing; a guest is added once. */
export function addGuest(
  state: State,
  guest: number,
  shape: GuestShape,
  workload: FullWorkload,
  unpinned: boolean,
): void {
  growGuests(state, guest + 1);
  state.guestRows = Math.max(state.guestRows, guest + 1);
  state.guestVcpus[guest] = shape.vcpus;
  state.guestMemory[guest] = shape.memoryMiB;
  state.weight[guest] = shape.weight;
  state.capPercent[guest] = shape.capPercent;
  state.aware[guest] = shape.vnumaAware ? 1 : 0;
  state.hotplug[guest] = shape.hotplug ? 1 : 0;
  state.unpinned[guest] = unpinned ? 1 : 0;
  state.paused[guest] = 0;
  state.guestFirst[guest] = -1;
  state.guestParts[guest] = 0;
  insertActive(state, guest);
  setWorkload(state, guest, workload);
}

function insertActive(state: State, guest: number): void {
  let place = state.activeCount++;
  while (place > 0 && state.active[place - 1] > guest) {
    state.active[place] = state.active[place - 1];
    place--;
  }
  state.active[place] = guest;
}

function takePartRow(state: State): number {
  const row = state.freePart;
  if (row >= 0) {
    state.freePart = state.next[row];
    return row;
  }
  growParts(state, state.partRows + 1);
  return state.partRows++;
}

/** Appends a part to a guest, books its memory as used and gives its row. */
export function addPart(state: State, guest: number, shape: PartShape): number {
  const row = takePartRow(state);
  const nodes = state.host.nodeCount;
  state.guest[row] = guest;
  state.index[row] = state.guestParts[guest]++;
  state.home[row] = shape.home;
  state.vcpus[row] = shape.vcpus;
  state.partTasks[row] = shape.tasks;
  state.size[row] = shape.sizeMiB;
  state.pins[row] = shape.pins;
  state.stale[row] = 0;
  state.ownFrom[row] = -1;
  state.customer[row] = -1;
  for (const name of ['demand', 'cpuShare', 'speed', 'progress'] as const) state[name][row] = 0;
  state.extents.set(shape.shares, row * EXTENTS * nodes);
  chain(state, guest, row);
  for (let j = 0; j < nodes; j++) state.usedMiB[j] += memoryOn(state, row, j);
  touch(state, guest);
  return row;
}

function chain(state: State, guest: number, row: number): void {
  state.next[row] = -1;
  let last = state.guestFirst[guest];
  if (last < 0) {
    state.guestFirst[guest] = row;
    return;
  }
  while (state.next[last] >= 0) last = state.next[last];
  state.next[last] = row;
}

/** MiB of part `row` that lie on node `j`. */
export function memoryOn(state: State, row: number, j: number): number {
  const nodes = state.host.nodeCount;
  let sum = 0;
  for (let k = 0; k < EXTENTS; k++) sum += state.extents[(row * EXTENTS + k) * nodes + j];
  return (sum * state.size[row]) / EXTENTS;
}

/** The guest leaves: its memory is free, its part rows may be used again. Its copies must have been ended before. */
export function removeGuest(state: State, guest: number): void {
  touch(state, guest);
  for (let row = state.guestFirst[guest]; row >= 0;) {
    for (let j = 0; j < state.host.nodeCount; j++)
      state.usedMiB[j] = Math.max(0, state.usedMiB[j] - memoryOn(state, row, j));
    const after = state.next[row];
    state.next[row] = state.freePart;
    state.freePart = row;
    row = after;
  }
  state.guestFirst[guest] = -1;
  const place = state.active.indexOf(guest);
  state.active.copyWithin(place, place + 1, state.activeCount);
  state.activeCount--;
}

/** Row of part `index` of a guest, −1 if there is none. */
export function partRow(state: State, guest: number, index: number): number {
  let row = state.guestFirst[guest];
  while (row >= 0 && state.index[row] !== index) row = state.next[row];
  return row;
}

/** Marks that a guest's accesses and the CPU shares of the nodes it runs on must be computed again. */
export function touch(state: State, guest: number): void {
  state.dirty = true;
  state.staleAccess[guest] = 1;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) state.staleCpu[state.home[row]] = 1;
}

/** vCPUs of a part go to node `home`: pins fall; without a hotplug event an aware guest's topology may be stale from now on (MODEL §3). */
export function setHome(state: State, row: number, home: number): void {
  const guest = state.guest[row];
  touch(state, guest);
  if (state.home[row] !== home) state.pins[row] = 0;
  state.home[row] = home;
  if (state.aware[guest] === 1 && state.guestParts[guest] > 1 && state.hotplug[guest] === 0) state.stale[row] = 1;
  touch(state, guest);
}

/** Tasks of one part (a `process` move changes two of them). */
export function setTasks(state: State, row: number, tasks: number): void {
  state.partTasks[row] = tasks;
  touch(state, state.guest[row]);
}

/** While a task's data flow from part `from`, the part's own accesses are `((t−1)·own + m_from)/t` (MODEL §6); −1 ends it. */
export function setOwnFrom(state: State, row: number, from: number): void {
  state.ownFrom[row] = from;
  touch(state, state.guest[row]);
}

/** A paused guest wants no CPU and makes no traffic. */
export function setPaused(state: State, guest: number, paused: boolean): void {
  state.paused[guest] = paused ? 1 : 0;
  touch(state, guest);
}

/** A phase begins. The tasks of the parts are the caller's to deal again (`dealTasks`, then `setTasks`). */
export function setWorkload(state: State, guest: number, w: FullWorkload): void {
  state.tasks[guest] = w.tasks;
  state.duty[guest] = w.duty;
  state.stall[guest] = w.memoryStall;
  state.beta[guest] = w.bandwidthPerCoreGBs;
  state.shared[guest] = w.shared;
  state.hotFraction[guest] = w.hotFraction;
  state.hotShare[guest] = w.hotShare;
  state.writableSet[guest] = w.writableSetMiB;
  state.dirtyRate[guest] = w.dirtyRateMiBs;
  state.osLocality[guest] = w.osLocality;
  touch(state, guest);
}

/** Tasks dealt round robin over the parts that have a vCPU left, lowest first, then the rest over all (MODEL §2). */
export function dealTasks(tasks: number, vcpus: readonly number[]): number[] {
  const dealt = vcpus.map(() => 0);
  const room = vcpus.reduce((sum, count) => sum + count, 0);
  let left = tasks;
  while (left > 0) {
    const full = tasks - left >= room;
    for (let p = 0; p < vcpus.length && left > 0; p++) {
      if (!full && dealt[p] >= vcpus[p]) continue;
      dealt[p]++;
      left--;
    }
  }
  return dealt;
}

function shift(state: State, at: number, from: number, to: number, share: number): void {
  const taken = Math.min(share, state.extents[at + from]);
  state.extents[at + from] -= taken;
  state.extents[at + to] += taken;
}

/** `share` (0..1 of the extent) of extent `k` goes from node to node, and with it the used memory. */
export function moveExtentShare(state: State, row: number, k: number, from: number, to: number, share: number): void {
  const at = (row * EXTENTS + k) * state.host.nodeCount;
  const mib = (Math.min(share, state.extents[at + from]) * state.size[row]) / EXTENTS;
  shift(state, at, from, to, share);
  state.usedMiB[from] = Math.max(0, state.usedMiB[from] - mib);
  state.usedMiB[to] += mib;
  touch(state, state.guest[row]);
}

/** Of what every extent has on `from`, `fraction` goes to `to`: pages taken blind to heat (address order). */
export function moveBlindShare(state: State, row: number, from: number, to: number, fraction: number): void {
  for (let k = 0; k < EXTENTS; k++) {
    const share = state.extents[(row * EXTENTS + k) * state.host.nodeCount + from];
    if (share > 0) moveExtentShare(state, row, k, from, to, share * fraction);
  }
}

/** Memory held back on a node for a move under way. */
export function reserve(state: State, node: number, mib: number): void {
  state.reservedMiB[node] += mib;
}

/** Gives reserved memory back. */
export function release(state: State, node: number, mib: number): void {
  state.reservedMiB[node] = Math.max(0, state.reservedMiB[node] - mib);
}

/** MiB of a node that nobody uses or has reserved. */
export function freeMiB(state: State, node: number): number {
  return state.host.memoryMiB[node] - state.usedMiB[node] - state.reservedMiB[node];
}

/** A copy joins the network at `rateGBs` at most; gives its slot, whose actual rate after a solve is `copyGBs`. */
export function startCopy(state: State, from: number, to: number, rateGBs: number): number {
  let slot = 0;
  while (slot < state.copyRows && state.copyLive[slot] === 1) slot++;
  if (slot === state.copyLive.length) {
    for (const name of COPY_COLUMNS) state[name] = grown(state[name], Math.max(8, slot * 2));
  }
  state.copyRows = Math.max(state.copyRows, slot + 1);
  state.copyLive[slot] = 1;
  state.copyFrom[slot] = from;
  state.copyTo[slot] = to;
  state.copyRate[slot] = rateGBs;
  state.copySpeed[slot] = 0;
  state.dirty = true;
  return slot;
}

/** The copy leaves the network; its slot is free. */
export function endCopy(state: State, slot: number): void {
  state.copyLive[slot] = 0;
  state.dirty = true;
}

/** What a copy moves now, GB/s, after `solveRates`. */
export function copyGBs(state: State, slot: number): number {
  return state.copySpeed[slot];
}
