import { touch } from './columns.ts';
import type { FullWorkload, GuestShape, PartShape, State } from './columns.ts';
import { dismissPart } from './customers.ts';
import { keepExtents, leaveExtents, shareExtents } from './extents.ts';
import { growGuests, growParts } from './growth.ts';
import { bookNodes, weighPart } from './memory.ts';

/*
 * Everything that decides a rate, in columns. Guests are rows by their index in the run; parts are rows from a free list,
 * chained by `next` from `guestFirst` (−1 ends a chain). What changes the state is here (guests and their parts), in
 * memory.ts (where their memory lies) and in copies.ts. It marks what it changes; `solveRates` (rates.ts) then brings
 * cpuShare, speed, progress, access, utilisation and wait up to date.
 */
export { cloneState, createState, EXTENTS, forkState } from './columns.ts';
export type { FullWorkload, GuestShape, PartShape, State } from './columns.ts';
export { copyGBs, endCopy, startCopy } from './copies.ts';
export { extentAt } from './extents.ts';
export { freeMiB, memoryOn, moveBlindShare, moveExtentShare, release, reserve } from './memory.ts';
export { dealTasks } from './tasks.ts';

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

/** `like`: a part of the guest that has the same extents, −1 = none. */
function addPart(state: State, guest: number, shape: PartShape, like: number): number {
  const row = takePartRow(state);
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
  for (const name of ['demand', 'cpuShare', 'speed', 'progress', 'traffic'] as const) state[name][row] = 0;
  state.extentRow[row] = like < 0 ? keepExtents(state, shape.shares) : shareExtents(state, like);
  chain(state, guest, row);
  weighPart(state, row);
  touch(state, guest);
  return row;
}

/** Appends parts to a guest, books their memory as used (once for all: an unpinned guest has one on every node) and gives their rows. */
export function addParts(state: State, guest: number, shapes: readonly PartShape[]): number[] {
  const rows: number[] = [];
  shapes.forEach((shape, p) => {
    const like = p > 0 && shapes[p - 1].shares === shape.shares ? rows[p - 1] : -1;
    rows.push(addPart(state, guest, shape, like));
  });
  bookNodes(state);
  return rows;
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

function freeParts(state: State, guest: number): void {
  for (let row = state.guestFirst[guest]; row >= 0;) {
    const after = state.next[row];
    dismissPart(state, row);
    leaveExtents(state, row);
    state.next[row] = state.freePart;
    state.freePart = row;
    row = after;
  }
  state.guestFirst[guest] = -1;
}

/** The guest leaves: its memory is free, its part rows may be used again. Its copies must have been ended before. */
export function removeGuest(state: State, guest: number): void {
  touch(state, guest);
  freeParts(state, guest);
  const place = state.active.indexOf(guest);
  state.active.copyWithin(place, place + 1, state.activeCount);
  state.activeCount--;
  bookNodes(state);
}

/** Row of part `index` of a guest, −1 if there is none. */
export function partRow(state: State, guest: number, index: number): number {
  let row = state.guestFirst[guest];
  while (row >= 0 && state.index[row] !== index) row = state.next[row];
  return row;
}

/**
 * vCPUs of a part go to node `home`: pins fall; without a hotplug event an aware guest's topology is stale from now on
 * (MODEL §3), which `refreshAccess` heals at once where most of the memory is there already.
 */
export function setHome(state: State, row: number, home: number): void {
  if (state.home[row] === home) return;
  const guest = state.guest[row];
  touch(state, guest);
  state.pins[row] = 0;
  state.home[row] = home;
  if (state.aware[guest] === 1 && state.guestParts[guest] > 1 && state.hotplug[guest] === 0) state.stale[row] = 1;
  touch(state, guest);
}

/** A part is pinned to that many pCPUs of its node (MODEL §4); 0 = it is not pinned. */
export function setPins(state: State, row: number, count: number): void {
  state.pins[row] = count;
  touch(state, state.guest[row]);
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
