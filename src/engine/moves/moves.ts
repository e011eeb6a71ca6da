import type { MechanismId, PrecopyRule } from '../../model/scenario.ts';
import { BYTES_PER_MIB } from '../../model/units.ts';
import type { CopyPlan } from './copy-plan.ts';
import { copiesFirst, isBackground } from './move-checks.ts';
import { draftMove, type MoveDraft, type MoveOrder } from './move-draft.ts';
import { dirtied, isLastRound, leftAfterRound } from './precopy.ts';
import {
  copyGBs,
  endCopy,
  moveBlindShare,
  moveExtentShare,
  partRow,
  release,
  reserve,
  setHome,
  setPaused,
  setPins,
  startCopy,
  type State,
} from '../state/state.ts';
import { beginTaskMove, endTaskMove } from './task-move.ts';

/** Less than this (a thousandth of a byte) is rounding: the copy is over. */
const NOTHING = 1e-9;

export type { MoveOrder } from './move-draft.ts';

/** A move under way: plain data, so that a run can be saved and branched. */
export interface Move {
  readonly id: number;
  readonly guest: number;
  readonly mechanism: MechanismId;
  /** Target of each part, −1 = stays. */
  readonly to: readonly number[];
  /** pCPUs that each part is pinned to once its vCPUs are there; 0 = as the move leaves it. */
  readonly pins: readonly number[];
  /** Memory of the parts that move: the `M` of MODEL §6. */
  readonly movedMiB: number;
  /** Memory needed at the targets on top of the guest's own while the move runs. */
  readonly extraMiB: number;
  readonly rateGBs: number;
  readonly plan: CopyPlan;
  /** Held back on each node for what has yet to come. */
  readonly reserved: Float64Array<ArrayBuffer>;
  /** Step of the plan that is being copied, and what of it is left. */
  at: number;
  leftMiB: number;
  /** Share of the plan's memory that this round copies (dirty pages lie evenly over it). */
  scale: number;
  /** What earlier rounds have sent. */
  earlierMiB: number;
  slot: number;
  /** Seconds of pause left where nothing is copied; < 0 = not in it. */
  pauseLeft: number;
  readonly pauseAfter: number;
  /** Live rounds that are over. */
  round: number;
  lastRound: boolean;
  dirtiedMiB: number;
  sentMiB: number;
  ended: boolean;
}

function switchHomes(state: State, move: Move): void {
  for (let row = state.guestFirst[move.guest]; row >= 0; row = state.next[row]) {
    const target = move.to[state.index[row]];
    if (target >= 0 && target !== state.home[row]) setHome(state, row, target);
    const pins = move.pins[state.index[row]] ?? 0;
    if (pins > 0) setPins(state, row, pins);
  }
}

function newMove(id: number, { guest, mechanism, pins = [] }: MoveOrder, draft: MoveDraft): Move {
  const { to, plan, reserved, movedMiB, extraMiB, rateGBs, pauseAfter } = draft;
  return {
    id,
    guest,
    mechanism,
    to,
    pins,
    plan,
    reserved: reserved.slice(),
    movedMiB,
    extraMiB,
    rateGBs,
    pauseAfter,
    at: -1,
    leftMiB: 0,
    scale: 1,
    earlierMiB: 0,
    slot: -1,
    pauseLeft: -1,
    round: 0,
    lastRound: mechanism === 'suspend',
    dirtiedMiB: 0,
    sentMiB: 0,
    ended: false,
  };
}

function launch(state: State, move: Move): void {
  move.reserved.forEach((mib, n) => reserve(state, n, mib));
  if (move.mechanism === 'suspend') setPaused(state, move.guest, true);
  if (!copiesFirst(move.mechanism)) {
    if (move.mechanism !== 'process') switchHomes(state, move);
    if (move.pauseAfter > 0) return startPause(state, move);
  }
  nextStep(state, move);
  if (move.slot >= 0) return;
  if (copiesFirst(move.mechanism)) startPause(state, move);
  else endMove(state, move);
}

/**
 * Begins a move as it was drafted for this state, or for the one that this is a copy of: everything that it needs is reserved.
 * The guest must run and have no other move under way. A move may be over at once (`ended`).
 */
export function startMove(state: State, id: number, order: MoveOrder, draft: MoveDraft): Move {
  const move = newMove(id, order, draft);
  if (draft.task !== undefined) beginTaskMove(state, order.guest, draft.task);
  launch(state, move);
  return move;
}

/** Begins a move (MODEL §6), or refuses it with the reason. `floorMiB` stays free on every node. */
export function beginMove(state: State, id: number, order: MoveOrder, floorMiB: number): Move | string {
  const draft = draftMove(state, order, floorMiB);
  return typeof draft === 'string' ? draft : startMove(state, id, order, draft);
}

function startPause(state: State, move: Move): void {
  setPaused(state, move.guest, true);
  move.pauseLeft = move.pauseAfter;
}

function stopCopy(state: State, move: Move): void {
  if (move.slot >= 0) endCopy(state, move.slot);
  move.slot = -1;
}

/** On to the next step of the plan; `slot` −1 = there is none. Steps on one way after each other are one copy. */
function nextStep(state: State, move: Move): void {
  const { plan } = move;
  move.at++;
  if (move.at >= plan.count || !(move.scale > 0)) return stopCopy(state, move);
  const from = plan.from[move.at];
  const to = plan.to[move.at];
  move.leftMiB = plan.mib[move.at] * move.scale;
  if (move.slot >= 0 && state.copyFrom[move.slot] === from && state.copyTo[move.slot] === to) return;
  stopCopy(state, move);
  move.slot = startCopy(state, from, to, move.rateGBs);
}

/** MiB/s that the move copies now. Rates must be solved. */
export function copyRate(state: State, move: Move): number {
  return move.slot < 0 || move.pauseLeft >= 0 ? 0 : (copyGBs(state, move.slot) * 1e9) / BYTES_PER_MIB;
}

/** Seconds until the move's next event. Rates must be solved. */
export function untilNext(state: State, move: Move): number {
  if (move.pauseLeft >= 0) return move.pauseLeft;
  if (isDue(move)) return 0;
  const rate = copyRate(state, move);
  return rate > 0 ? move.leftMiB / rate : Infinity;
}

/** The move's next event is now, whatever the rates. */
export function isDue(move: Move): boolean {
  return move.pauseLeft === 0 || (move.pauseLeft < 0 && move.leftMiB === 0);
}

/** Lets `dt` seconds pass at constant rates. */
export function flow(state: State, move: Move, dt: number): void {
  if (move.pauseLeft >= 0) {
    move.pauseLeft -= dt;
    if (move.pauseLeft < NOTHING) move.pauseLeft = 0;
    return;
  }
  const copied = copyRate(state, move) * dt;
  const left = move.leftMiB - copied;
  move.sentMiB += left < NOTHING ? move.leftMiB : copied;
  move.leftMiB = left < NOTHING ? 0 : left;
  if (move.mechanism === 'live') move.dirtiedMiB += dirtied(state, move, dt);
}

function land(state: State, move: Move): void {
  const { plan, at } = move;
  const from = plan.from[at];
  const to = plan.to[at];
  const mib = plan.mib[at];
  const row = partRow(state, move.guest, plan.part[at]);
  release(state, to, mib);
  move.reserved[to] -= mib;
  if (plan.blind[at] > 0) moveBlindShare(state, row, from, to, plan.blind[at]);
  else moveExtentShare(state, row, plan.extent[at], from, to, 1);
}

/** Gives what the move holds back to others for a moment, or takes it again (to see whether another move could begin). */
export function holdReserve(state: State, move: Move, held: boolean): void {
  for (let n = 0; n < move.reserved.length; n++) (held ? reserve : release)(state, n, move.reserved[n]);
}

function letGo(state: State, move: Move): void {
  for (let n = 0; n < move.reserved.length; n++) {
    release(state, n, move.reserved[n]);
    move.reserved[n] = 0;
  }
}

/** The copies at the targets become the guest. */
function takeOver(state: State, move: Move): void {
  const { plan } = move;
  for (let i = 0; i < plan.count; i++) {
    if (plan.from[i] === plan.to[i]) continue;
    moveExtentShare(state, partRow(state, move.guest, plan.part[i]), plan.extent[i], plan.from[i], plan.to[i], 1);
  }
  switchHomes(state, move);
}

function endMove(state: State, move: Move): void {
  letGo(state, move);
  if (move.mechanism === 'process')
    endTaskMove(
      state,
      move.guest,
      move.to.findIndex((node) => node >= 0),
    );
  move.ended = true;
}

function nextRound(state: State, move: Move, rule: PrecopyRule): void {
  move.round++;
  move.earlierMiB = move.sentMiB;
  const left = leftAfterRound(state, move);
  move.dirtiedMiB = 0;
  move.lastRound = isLastRound(move, left, rule);
  if (move.lastRound) setPaused(state, move.guest, true);
  move.scale = left / move.plan.totalMiB;
  move.at = -1;
  nextStep(state, move);
}

function endOfSteps(state: State, move: Move, rule: PrecopyRule): void {
  if (!copiesFirst(move.mechanism)) return endMove(state, move);
  if (!move.lastRound) nextRound(state, move, rule);
  if (move.slot < 0) startPause(state, move);
}

function endPause(state: State, move: Move, rule: PrecopyRule): void {
  move.pauseLeft = -1;
  setPaused(state, move.guest, false);
  if (copiesFirst(move.mechanism)) {
    takeOver(state, move);
    return endMove(state, move);
  }
  nextStep(state, move);
  if (move.slot < 0) endOfSteps(state, move, rule);
}

/** The move's next event has come (`untilNext` seconds are over). `move.ended` says whether it was the last. */
export function stepMove(state: State, move: Move, rule: PrecopyRule): void {
  if (move.pauseLeft >= 0) return endPause(state, move, rule);
  move.sentMiB += move.leftMiB;
  move.leftMiB = 0;
  if (isBackground(move.mechanism)) land(state, move);
  nextStep(state, move);
  if (move.slot < 0) endOfSteps(state, move, rule);
}

/** Breaks a move off: the copy and what it reserved go, what has landed stays, the guest runs where its vCPUs are. */
export function breakOff(state: State, move: Move): void {
  stopCopy(state, move);
  setPaused(state, move.guest, false);
  endMove(state, move);
}

/** A copy for a branch; rates are the state's. */
export function cloneMove(move: Move): Move {
  return { ...move, reserved: move.reserved.slice() };
}
