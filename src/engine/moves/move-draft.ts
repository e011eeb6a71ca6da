import type { MechanismId } from '../../model/scenario.ts';
import { addressOrder, hotFirst, packPlan, stepsInOrder, type CopyPlan } from './copy-plan.ts';
import { askFault, copiesFirst, isBackground, planFault, roomFault } from './move-checks.ts';
import { EXTENTS, extentAt, partRow, type State } from '../state/state.ts';
import { planTaskMove, taskExtraMiB, type TaskMove } from './task-move.ts';

/** Pause of every switch of vCPUs, and of each part's hotplug event, s (MODEL §6). */
export const SWITCH_PAUSE = 0.03;
export const HOTPLUG_PAUSE = 1;
/** What is asked for: node indices, one for all parts or one for each. */
export interface MoveOrder {
  readonly guest: number;
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  /** Ceiling of the copy's rate, GB/s; the host's own rate for the mechanism is one anyway. */
  readonly maxGBs?: number | undefined;
  /** Number of pCPUs that each part is pinned to from when its vCPUs are there; 0 = as the move leaves it. */
  readonly pins?: readonly number[] | undefined;
}

/** All that is decided before a move begins. */
export interface MoveDraft {
  /** Target of each part, −1 = stays. */
  readonly to: readonly number[];
  readonly plan: CopyPlan;
  /** MiB to hold back on each node. */
  readonly reserved: Float64Array<ArrayBuffer>;
  readonly movedMiB: number;
  readonly extraMiB: number;
  readonly rateGBs: number;
  readonly pauseAfter: number;
  readonly task: TaskMove | undefined;
}

function onTarget(state: State, row: number, node: number): boolean {
  const nodes = state.host.nodeCount;
  for (let k = 0; k < EXTENTS; k++)
    for (let j = 0; j < nodes; j++) if (j !== node && state.extents[extentAt(state, row, k) + j] > 0) return false;
  return true;
}

/** Target of each part that has something to move by this mechanism, −1 for the others (MODEL §6). */
function targetsOf(state: State, { guest, to, mechanism }: MoveOrder): number[] {
  const targets: number[] = [];
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    const node = to.length === 1 ? to[0] : to[targets.length];
    const there = state.home[row] === node && (!isBackground(mechanism) || onTarget(state, row, node));
    targets.push(there ? -1 : node);
  }
  return targets;
}

function planOf(state: State, guest: number, to: readonly number[], mechanism: MechanismId): CopyPlan {
  if (mechanism === 'vcpu-only') return packPlan([]);
  const steps = stepsInOrder(state, guest, to, copiesFirst(mechanism));
  if (mechanism === 'hot-first') return packPlan(hotFirst(state, guest, steps));
  return packPlan(mechanism === 'address-order' ? addressOrder(steps) : steps);
}

/** p0, and a hotplug event for each part of an aware split guest that changes node. */
function switchPause(state: State, guest: number, to: readonly number[]): number {
  let changing = 0;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    const target = to[state.index[row]];
    if (target >= 0 && target !== state.home[row]) changing++;
  }
  if (changing === 0) return 0;
  const told = state.aware[guest] === 1 && state.hotplug[guest] === 1 && state.guestParts[guest] > 1;
  return SWITCH_PAUSE + (told ? changing * HOTPLUG_PAUSE : 0);
}

function movedMiB(state: State, guest: number, to: readonly number[]): number {
  let sum = 0;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row])
    if (to[state.index[row]] >= 0) sum += state.size[row];
  return sum;
}

/** MODEL §6's column "extra memory": the whole guest, or the largest extent that comes. */
function extraMiB(state: State, guest: number, mechanism: MechanismId, plan: CopyPlan): number {
  if (copiesFirst(mechanism)) return plan.totalMiB;
  let most = 0;
  for (let i = 0; i < plan.count; i++) most = Math.max(most, state.size[partRow(state, guest, plan.part[i])] / EXTENTS);
  return most;
}

function needOf(state: State, plan: CopyPlan): Float64Array<ArrayBuffer> {
  const needed = new Float64Array(state.host.nodeCount);
  for (let i = 0; i < plan.count; i++) needed[plan.to[i]] += plan.mib[i];
  return needed;
}

function rateOf(state: State, order: MoveOrder): number {
  const own = copiesFirst(order.mechanism) ? state.host.liveGBs : state.host.backgroundGBs;
  return Math.min(own, order.maxGBs ?? own);
}

function taskDraft(state: State, order: MoveOrder): MoveDraft | string {
  const task = planTaskMove(state, order.guest, order.to);
  if (typeof task === 'string') return task;
  const to = Array.from({ length: state.guestParts[order.guest] }, (_, p) => (p === task.target ? order.to[0] : -1));
  return (
    planFault(state, to, task.plan) ?? {
      to,
      task,
      plan: task.plan,
      reserved: new Float64Array(state.host.nodeCount),
      movedMiB: task.plan.totalMiB,
      extraMiB: taskExtraMiB(state, order.guest, task),
      rateGBs: rateOf(state, order),
      pauseAfter: 0,
    }
  );
}

/** Parts that are where they shall be get other pins: at once, without a copy or a pause. */
function isRepinned(state: State, { guest, to, pins }: MoveOrder): boolean {
  if (pins === undefined) return false;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    const part = state.index[row];
    if (state.home[row] !== (to.length === 1 ? to[0] : to[part])) return false;
  }
  return pins.some((count) => count > 0);
}

function guestDraft(state: State, order: MoveOrder, floorMiB: number): MoveDraft | string {
  const { guest, mechanism } = order;
  const to = targetsOf(state, order);
  const plan = planOf(state, guest, to, mechanism);
  const reserved = needOf(state, plan);
  const repins = mechanism === 'vcpu-only' && isRepinned(state, order);
  return (
    (repins ? undefined : planFault(state, to, plan)) ??
    roomFault(state, reserved, floorMiB) ?? {
      to,
      plan,
      reserved,
      movedMiB: movedMiB(state, guest, to),
      extraMiB: extraMiB(state, guest, mechanism, plan),
      rateGBs: rateOf(state, order),
      pauseAfter: switchPause(state, guest, to),
      task: undefined,
    }
  );
}

/** What a move would do, or the reason why it is refused (MODEL §6). `floorMiB` stays free on every node. Changes nothing. */
export function draftMove(state: State, order: MoveOrder, floorMiB: number): MoveDraft | string {
  const fault = askFault(state, order.guest, order.to);
  if (fault !== undefined) return fault;
  if (order.maxGBs !== undefined && !(order.maxGBs > 0)) return 'a copy needs a rate above 0';
  return order.mechanism === 'process' ? taskDraft(state, order) : guestDraft(state, order, floorMiB);
}
