import type { MechanismId, PrecopyRule } from '../model/scenario.ts';
import { BYTES_PER_MIB, PAGES_PER_MIB } from '../model/units.ts';
import { progressOf } from './rates.ts';
import {
  EXTENTS,
  copyGBs,
  endCopy,
  freeMiB,
  moveBlindShare,
  moveExtentShare,
  partRow,
  release,
  reserve,
  setHome,
  setPaused,
  startCopy,
  type State,
} from './state.ts';

/** Pause of every switch of vCPUs, and of each part's hotplug event, s (MODEL §6). */
export const SWITCH_PAUSE = 0.03;
export const HOTPLUG_PAUSE = 1;
const FEW_PAGES = 50 / PAGES_PER_MIB;
const GIB = 1024;

interface CopyItem {
  readonly part: number;
  readonly extent: number;
  readonly from: number;
  readonly to: number;
  readonly mib: number;
  /** Of what the extents hold on `from` (address order), else unused. */
  readonly blind: number;
}

/** A move under way: plain data, so that a run can be branched. */
export interface Move {
  readonly id: number;
  readonly guest: number;
  readonly mechanism: MechanismId;
  /** Target of each part, −1 = stays. */
  readonly to: readonly number[];
  readonly movedMiB: number;
  readonly reserved: Float64Array;
  items: readonly CopyItem[];
  at: number;
  leftMiB: number;
  slot: number;
  /** Seconds of pause left after what is being copied; < 0 = not in the pause. */
  pauseLeft: number;
  pauseAfter: number;
  round: number;
  lastRound: boolean;
  dirtiedMiB: number;
  sentMiB: number;
  ended: boolean;
}

function isBackground(mechanism: MechanismId): boolean {
  return mechanism === 'hot-first' || mechanism === 'address-order';
}

function share(state: State, row: number, k: number, node: number): number {
  return state.extents[(row * EXTENTS + k) * state.host.nodeCount + node];
}

function rowsOf(state: State, guest: number): number[] {
  const rows: number[] = [];
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) rows.push(row);
  return rows;
}

/** Every piece of memory that the move copies; `all` = also what lies on the target. */
function pieces(state: State, guest: number, to: readonly number[], all: boolean): CopyItem[] {
  const items: CopyItem[] = [];
  for (const row of rowsOf(state, guest)) {
    const part = state.index[row];
    if (to[part] < 0) continue;
    for (let k = 0; k < EXTENTS; k++) {
      for (let from = 0; from < state.host.nodeCount; from++) {
        const held = share(state, row, k, from);
        if (held <= 0 || (!all && from === to[part])) continue;
        items.push({ part, extent: k, from, to: to[part], mib: (held * state.size[row]) / EXTENTS, blind: 0 });
      }
    }
  }
  return items;
}

function extentHeat(state: State, guest: number, k: number): number {
  const hot = state.hotFraction[guest];
  const top = state.hotShare[guest];
  const upTo = (x: number): number =>
    x >= 1 ? 1 : x <= hot ? (x * top) / hot : top + ((x - hot) * (1 - top)) / (1 - hot);
  return upTo((k + 1) / EXTENTS) - upTo(k / EXTENTS);
}

function hotFirst(state: State, guest: number, items: CopyItem[]): CopyItem[] {
  const heat = (item: CopyItem): number =>
    extentHeat(state, guest, item.extent) * state.size[partRow(state, guest, item.part)];
  return items.sort((a, b) => heat(b) - heat(a) || a.extent - b.extent || a.part - b.part || a.from - b.from);
}

/** After n of the N extents that have to come each source keeps 1 − n/N: the n-th takes 1/(N − n + 1) of what is left. */
function blindly(items: readonly CopyItem[]): CopyItem[] {
  const out: CopyItem[] = [];
  for (const part of new Set(items.map((item) => item.part))) {
    const own = items.filter((item) => item.part === part);
    const extents = [...new Set(own.map((item) => item.extent))];
    const bySource = new Map<number, number>();
    for (const item of own) bySource.set(item.from, (bySource.get(item.from) ?? 0) + item.mib);
    extents.forEach((extent, n) => {
      for (const [from, mib] of bySource) {
        out.push({ part, extent, from, to: own[0].to, mib: mib / extents.length, blind: 1 / (extents.length - n) });
      }
    });
  }
  return out;
}

function gib(mib: number): string {
  return (Math.round((Math.max(0, mib) / GIB) * 10) / 10).toFixed(1);
}

function need(state: State, items: readonly CopyItem[]): Float64Array {
  const needed = new Float64Array(state.host.nodeCount);
  for (const item of items) needed[item.to] += item.mib;
  return needed;
}

function roomFault(state: State, needed: Float64Array, floorMiB: number): string | undefined {
  for (let n = 0; n < needed.length; n++) {
    const free = freeMiB(state, n) - floorMiB;
    if (needed[n] > free + 1e-6)
      return `needs ${gib(needed[n])} GiB, ${gib(free)} GiB free on node ${state.host.ids[n]}`;
  }
  return undefined;
}

/** Targets of all parts from what was asked (one node for all, or one for each). */
export function targetsOf(state: State, guest: number, to: readonly number[]): number[] {
  return rowsOf(state, guest).map((_, part) => (to.length === 1 ? to[0] : (to[part] ?? -1)));
}

function faultOf(
  state: State,
  guest: number,
  to: readonly number[],
  mechanism: MechanismId,
  items: readonly CopyItem[],
): string | undefined {
  if (mechanism === 'process') return 'moving single tasks is not offered yet';
  if (state.unpinned[guest] === 1) return 'the guest has no placement, it already runs on every node';
  for (const node of to) {
    if (node >= 0 && !(state.host.threads[node] > 0)) return `node ${state.host.ids[node]} has no CPUs`;
  }
  const shifts = rowsOf(state, guest).some(
    (row) => to[state.index[row]] >= 0 && to[state.index[row]] !== state.home[row],
  );
  if (!shifts && (!isBackground(mechanism) || items.length === 0)) return 'nothing to move, it is already there';
  return undefined;
}

function plan(state: State, guest: number, to: readonly number[], mechanism: MechanismId): CopyItem[] {
  if (mechanism === 'vcpu-only' || mechanism === 'process') return [];
  const items = pieces(state, guest, to, !isBackground(mechanism));
  if (mechanism === 'hot-first') return hotFirst(state, guest, items);
  return mechanism === 'address-order' ? blindly(items) : items;
}

function switchPause(state: State, guest: number, to: readonly number[]): number {
  const changing = rowsOf(state, guest).filter(
    (row) => to[state.index[row]] >= 0 && to[state.index[row]] !== state.home[row],
  ).length;
  if (changing === 0) return 0;
  const told = state.aware[guest] === 1 && state.hotplug[guest] === 1 && state.guestParts[guest] > 1;
  return SWITCH_PAUSE + (told ? changing * HOTPLUG_PAUSE : 0);
}

function switchHomes(state: State, move: Move): void {
  for (const row of rowsOf(state, move.guest)) {
    const target = move.to[state.index[row]];
    if (target >= 0 && target !== state.home[row]) setHome(state, row, target);
  }
}

function movingMiB(state: State, guest: number, to: readonly number[]): number {
  return rowsOf(state, guest).reduce((sum, row) => sum + (to[state.index[row]] >= 0 ? state.size[row] : 0), 0);
}

/** Begins a move, or says why not (a sentence with numbers). `floorMiB` stays free on every node. */
export function beginMove(
  state: State,
  id: number,
  guest: number,
  asked: readonly number[],
  mechanism: MechanismId,
  floorMiB: number,
): Move | string {
  const wanted = targetsOf(state, guest, asked);
  const to = isBackground(mechanism)
    ? wanted
    : wanted.map((node, part) => (node === state.home[partRow(state, guest, part)] ? -1 : node));
  const items = plan(state, guest, to, mechanism);
  const reserved = need(state, items);
  const fault = faultOf(state, guest, to, mechanism, items) ?? roomFault(state, reserved, floorMiB);
  if (fault !== undefined) return fault;
  for (let n = 0; n < reserved.length; n++) reserve(state, n, reserved[n]);
  const move: Move = {
    id,
    guest,
    mechanism,
    to,
    reserved,
    items,
    movedMiB: movingMiB(state, guest, to),
    at: -1,
    leftMiB: 0,
    slot: -1,
    pauseLeft: -1,
    pauseAfter: switchPause(state, guest, to),
    round: 0,
    lastRound: mechanism === 'suspend',
    dirtiedMiB: 0,
    sentMiB: 0,
    ended: false,
  };
  if (mechanism === 'live' || mechanism === 'suspend') {
    if (mechanism === 'suspend') setPaused(state, guest, true);
    nextItem(state, move);
  } else {
    switchHomes(state, move);
    if (move.pauseAfter > 0) startPause(state, move);
    else nextItem(state, move);
  }
  return move;
}

function startPause(state: State, move: Move): void {
  setPaused(state, move.guest, true);
  move.pauseLeft = move.pauseAfter;
}

function nextItem(state: State, move: Move): void {
  move.at++;
  const item = move.items[move.at];
  if (item === undefined) {
    stopCopy(state, move);
    return;
  }
  move.leftMiB = item.mib;
  if (move.slot >= 0 && state.copyFrom[move.slot] === item.from && state.copyTo[move.slot] === item.to) return;
  stopCopy(state, move);
  const rate = isBackground(move.mechanism) ? state.host.backgroundGBs : state.host.liveGBs;
  move.slot = startCopy(state, item.from, item.to, rate);
}

function stopCopy(state: State, move: Move): void {
  if (move.slot >= 0) endCopy(state, move.slot);
  move.slot = -1;
}

/** MiB/s that the move copies now. Rates must be solved. */
export function copyRate(state: State, move: Move): number {
  return move.slot < 0 || move.pauseLeft >= 0 ? 0 : (copyGBs(state, move.slot) * 1e9) / BYTES_PER_MIB;
}

/** Seconds until the move's next event. Rates must be solved. */
export function untilNext(state: State, move: Move): number {
  if (move.pauseLeft >= 0) return move.pauseLeft;
  if (move.slot < 0) return 0;
  const rate = copyRate(state, move);
  return rate > 0 ? move.leftMiB / rate : Infinity;
}

/** Lets `dt` seconds pass at constant rates. */
export function flow(state: State, move: Move, dt: number): void {
  if (move.pauseLeft >= 0) {
    move.pauseLeft = Math.max(0, move.pauseLeft - dt);
    return;
  }
  const copied = Math.min(move.leftMiB, copyRate(state, move) * dt);
  move.leftMiB -= copied;
  move.sentMiB += copied;
  if (move.mechanism !== 'live' || !(state.running[move.guest] > 0)) return;
  const part = move.movedMiB / state.guestMemory[move.guest];
  move.dirtiedMiB +=
    (state.dirtyRate[move.guest] * part * progressOf(state, move.guest) * dt) / state.running[move.guest];
}

function land(state: State, move: Move, item: CopyItem): void {
  const row = partRow(state, move.guest, item.part);
  release(state, item.to, item.mib);
  move.reserved[item.to] -= item.mib;
  if (item.blind > 0) moveBlindShare(state, row, item.from, item.to, item.blind);
  else moveExtentShare(state, row, item.extent, item.from, item.to, share(state, row, item.extent, item.from));
}

function letGo(state: State, move: Move): void {
  for (let n = 0; n < move.reserved.length; n++) {
    release(state, n, move.reserved[n]);
    move.reserved[n] = 0;
  }
}

function takeOver(state: State, move: Move): void {
  letGo(state, move);
  for (const item of pieces(state, move.guest, move.to, false)) {
    moveExtentShare(state, partRow(state, move.guest, item.part), item.extent, item.from, item.to, 1);
  }
  switchHomes(state, move);
}

function isLast(move: Move, left: number, rule: PrecopyRule): boolean {
  if (left < FEW_PAGES) return true;
  return rule === 'xen-4.5' ? move.round >= 29 || move.sentMiB >= 3 * move.movedMiB : move.round >= 5;
}

function nextRound(state: State, move: Move, rule: PrecopyRule): void {
  move.round++;
  const ws = (state.writableSet[move.guest] * move.movedMiB) / state.guestMemory[move.guest];
  const left = Math.min(ws, move.dirtiedMiB);
  move.dirtiedMiB = 0;
  if (isLast(move, left, rule)) {
    move.lastRound = true;
    setPaused(state, move.guest, true);
  }
  const scale = left / move.movedMiB;
  move.items =
    left > 0 ? pieces(state, move.guest, move.to, true).map((item) => ({ ...item, mib: item.mib * scale })) : [];
  move.at = -1;
  nextItem(state, move);
}

function endOfItems(state: State, move: Move, rule: PrecopyRule): void {
  if (move.mechanism === 'live' && !move.lastRound) nextRound(state, move, rule);
  if (move.slot >= 0) return;
  if (move.mechanism === 'live' || move.mechanism === 'suspend') startPause(state, move);
  else move.ended = true;
}

/** The move's next event has come (`untilNext` seconds are over). `move.ended` says whether it was the last. */
export function stepMove(state: State, move: Move, rule: PrecopyRule): void {
  if (move.pauseLeft >= 0) {
    move.pauseLeft = -1;
    setPaused(state, move.guest, false);
    if (move.mechanism === 'live' || move.mechanism === 'suspend') {
      takeOver(state, move);
      move.ended = true;
      return;
    }
  } else {
    move.sentMiB += move.leftMiB;
    move.leftMiB = 0;
    if (isBackground(move.mechanism)) land(state, move, move.items[move.at]);
  }
  nextItem(state, move);
  if (move.slot < 0) endOfItems(state, move, rule);
}

/** Breaks a move off: reservations and the copy go, what has landed stays. */
export function breakOff(state: State, move: Move): void {
  stopCopy(state, move);
  letGo(state, move);
  setPaused(state, move.guest, false);
  move.ended = true;
}

/** A copy for a branch; rates are the state's. */
export function cloneMove(move: Move): Move {
  return { ...move, reserved: move.reserved.slice() };
}
