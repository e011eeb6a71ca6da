import type { MechanismId, PrecopyRule } from '../../../model/scenario.ts';
import { EXTENTS, extentHeat, heldOn, type OracleGuest, type OraclePart } from './guests.ts';
import { freeMiB, type World } from './world.ts';

const PAUSE = 0.03;
const HOTPLUG = 1;
const FIFTY_PAGES = 50 / 256;

/** What a move waits for: time that passes, or MiB that flow from one node to another. */
export type Step =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'copy'; readonly from: number; readonly to: number; readonly mib: number; readonly rate: number };

export type Steps = Generator<Step, void, void>;

/** A part of the guest and where it goes. */
interface Leg {
  readonly part: OraclePart;
  readonly to: number;
}

export interface MoveAsk {
  readonly guest: OracleGuest;
  /** Node positions: one for all parts or one for each. */
  readonly to: readonly number[];
  readonly mechanism: MechanismId;
  readonly precopy: PrecopyRule;
}

export interface Granted {
  readonly steps: Steps;
  /** What is held back on every node for what has yet to come, MiB. */
  readonly promise: number[];
  readonly extraMiB: number;
}

/** Starts a move: what it needs is promised at once. A string is why it is refused. */
export function startMove(world: World, ask: MoveAsk): Granted | string {
  if (ask.guest.unpinned) return 'no placement';
  if (ask.to.length !== 1 && ask.to.length !== ask.guest.parts.length) return 'wrong number of targets';
  if (ask.mechanism === 'process') return startProcess(world, ask);
  const legs = ask.guest.parts
    .map((part, g) => ({ part, to: ask.to.length === 1 ? ask.to[0] : ask.to[g] }))
    .filter((leg) => moves(leg, ask.mechanism));
  if (legs.length === 0) return 'nothing to move';
  if (legs.some((leg) => world.host.cores[leg.to] === 0)) return 'no CPUs there';
  const need = needs(world, ask.mechanism, legs);
  const free = freeMiB(world);
  if (need.some((mib, n) => mib > 0 && mib > free[n] + 1e-9)) return 'too little room';
  world.promises.push(need);
  const steps = STEPS[ask.mechanism](world, { ...ask, promise: need }, legs);
  return { steps, promise: need, extraMiB: extraOf(ask.mechanism, legs) };
}

const background = (mechanism: MechanismId) => mechanism === 'hot-first' || mechanism === 'address-order';
const copiesAll = (mechanism: MechanismId) => mechanism === 'live' || mechanism === 'suspend';
const missing = (leg: Leg) => leg.part.sizeMiB - heldOn(leg.part, leg.to);
const total = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

function moves(leg: Leg, mechanism: MechanismId): boolean {
  return leg.part.node !== leg.to || (background(mechanism) && leg.part.extents.some((on) => away(on, leg.to)));
}

/** Whether any of an extent lies elsewhere. */
function away(on: readonly number[], to: number): boolean {
  return on.some((mib, n) => n !== to && mib > 0);
}

function needs(world: World, mechanism: MechanismId, legs: readonly Leg[]): number[] {
  const need = world.host.ids.map(() => 0);
  for (const leg of legs) {
    if (copiesAll(mechanism)) need[leg.to] += leg.part.sizeMiB;
    if (background(mechanism)) need[leg.to] += missing(leg);
  }
  return need;
}

function extraOf(mechanism: MechanismId, legs: readonly Leg[]): number {
  if (copiesAll(mechanism)) return total(legs.map((leg) => leg.part.sizeMiB));
  if (!background(mechanism)) return 0;
  return Math.max(...legs.map((leg) => (missing(leg) > 0 ? leg.part.sizeMiB / EXTENTS : 0)));
}

interface Task extends MoveAsk {
  readonly promise: number[];
}

type Mover = (world: World, ask: Task, legs: readonly Leg[]) => Steps;

const STEPS: Readonly<Record<Exclude<MechanismId, 'process'>, Mover>> = {
  live,
  suspend,
  'hot-first': hotFirst,
  'address-order': addressOrder,
  'vcpu-only': (_world, ask, legs) => switchOver(ask, legs),
};

/** Pause in which the vCPUs go over; they count as being at the target from its start. */
function* switchOver(ask: MoveAsk, legs: readonly Leg[]): Steps {
  const leaving = legs.filter((leg) => leg.part.node !== leg.to);
  if (leaving.length === 0) return;
  for (const leg of leaving) rehome(ask.guest, leg);
  ask.guest.paused = true;
  yield { kind: 'wait', seconds: pauseOf(ask.guest, leaving.length) };
  ask.guest.paused = false;
}

function pauseOf(guest: OracleGuest, leaving: number): number {
  const told = aware(guest) && guest.spec.hotplug !== false;
  return PAUSE + (told ? HOTPLUG * leaving : 0);
}

const aware = (guest: OracleGuest) => guest.spec.vnumaAware === true && guest.parts.length > 1;

function rehome(guest: OracleGuest, leg: Leg): void {
  leg.part.node = leg.to;
  leg.part.pinned = Infinity;
  leg.part.stale = aware(guest) && guest.spec.hotplug === false;
  refresh(leg.part);
}

/** The old topology is right again once more than half of the memory is with the vCPUs. */
function refresh(part: OraclePart): void {
  if (heldOn(part, part.node) > part.sizeMiB / 2) part.stale = false;
}

/** What an extent has on `from` is home now, and its promise given back. */
function arrive(promise: number[], part: OraclePart, extent: number, from: number, to: number): void {
  const on = part.extents[extent];
  promise[to] -= on[from];
  on[to] += on[from];
  on[from] = 0;
  refresh(part);
}

function* hotFirst(world: World, ask: Task, legs: readonly Leg[]): Steps {
  yield* switchOver(ask, legs);
  const { workload } = ask.guest;
  const extents = legs.flatMap((leg, g) =>
    leg.part.extents.map((_, k) => ({ ...leg, k, g, heat: extentHeat(k, workload) * leg.part.sizeMiB })),
  );
  extents.sort((a, b) => (same(a.heat, b.heat) ? a.k - b.k || a.g - b.g : b.heat - a.heat));
  for (const { part, k, to } of extents) {
    for (const [from, mib] of [...part.extents[k]].entries()) {
      if (from === to || mib === 0) continue;
      yield { kind: 'copy', from, to, mib, rate: world.host.backgroundGBs };
      arrive(ask.promise, part, k, from, to);
    }
  }
}

/** Heats are differences of a polyline: what is equal on paper differs in the last bits. */
const same = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.max(a, b);

/** Of N extents that have to come, each brings the N-th part of what every source has: in address order heat lies evenly. */
function* addressOrder(world: World, ask: Task, legs: readonly Leg[]): Steps {
  yield* switchOver(ask, legs);
  for (const { part, to } of legs) {
    const due = part.extents.filter((on) => away(on, to)).length;
    const held = world.host.ids.map((_, n) => heldOn(part, n));
    for (let n = 0; n < due; n++) {
      for (const [from, mib] of held.entries()) {
        if (from === to || mib === 0) continue;
        yield { kind: 'copy', from, to, mib: mib / due, rate: world.host.backgroundGBs };
        arriveBlind(ask.promise, part, 1 / (due - n), from, to);
      }
    }
  }
}

function arriveBlind(promise: number[], part: OraclePart, share: number, from: number, to: number): void {
  for (const on of part.extents) {
    const mib = on[from] * share;
    promise[to] -= mib;
    on[from] = share === 1 ? 0 : on[from] - mib;
    on[to] += mib;
  }
  refresh(part);
}

/** Everything once, or `fraction` of everything: part after part, extent after extent. */
function* copyAll(world: World, legs: readonly Leg[], fraction: number): Steps {
  for (const { part, to } of legs) {
    for (const on of part.extents) {
      for (const [from, mib] of on.entries()) {
        if (mib * fraction > 0) yield { kind: 'copy', from, to, mib: mib * fraction, rate: world.host.liveGBs };
      }
    }
  }
}

function arriveWhole(ask: Task, legs: readonly Leg[]): void {
  for (const leg of legs) {
    ask.promise[leg.to] = 0;
    leg.part.extents = leg.part.extents.map((on) => on.map((_, n) => (n === leg.to ? total(on) : 0)));
    rehome(ask.guest, leg);
  }
}

function* suspend(world: World, ask: Task, legs: readonly Leg[]): Steps {
  ask.guest.paused = true;
  yield* copyAll(world, legs, 1);
  yield { kind: 'wait', seconds: pauseOf(ask.guest, legs.length) };
  arriveWhole(ask, legs);
  ask.guest.paused = false;
}

function* live(world: World, ask: Task, legs: readonly Leg[]): Steps {
  const { guest } = ask;
  const memory = total(legs.map((leg) => leg.part.sizeMiB));
  const share = memory / guest.spec.memoryMiB;
  let left = memory;
  let sent = 0;
  for (let round = 1; ; round++) {
    guest.dirtied = 0;
    yield* copyAll(world, legs, left / memory);
    sent += left;
    left = share * Math.min(guest.workload.writableSetMiB, guest.dirtied);
    if (left < FIFTY_PAGES || enough(ask.precopy, round, sent / memory)) break;
  }
  guest.paused = true;
  yield* copyAll(world, legs, left / memory);
  yield { kind: 'wait', seconds: pauseOf(guest, legs.length) };
  arriveWhole(ask, legs);
  guest.paused = false;
}

function enough(rule: PrecopyRule, rounds: number, timesSent: number): boolean {
  return rule === 'xen-4.6' ? rounds >= 5 : rounds >= 29 || timesSent >= 3;
}

function startProcess(world: World, ask: MoveAsk): Granted | string {
  const { guest } = ask;
  if (!aware(guest)) return 'not NUMA-aware';
  if (ask.to.length !== 1) return 'one target';
  const most = Math.max(...guest.parts.map((part) => part.tasks));
  const from = guest.parts.find((part) => part.tasks === most)!;
  const to = guest.parts.find((part) => part.node === ask.to[0] && part.tasks < part.vcpus);
  if (most === 0 || !to || to === from) return 'no task to move or no idle vCPU there';
  const mib = ((1 - guest.workload.shared) * guest.spec.memoryMiB) / guest.workload.tasks;
  return { steps: moveTask(world, from, to, mib), promise: [], extraMiB: Math.min(mib, from.sizeMiB / EXTENTS) };
}

function* moveTask(world: World, from: OraclePart, to: OraclePart, mib: number): Steps {
  from.tasks--;
  to.tasks++;
  if (mib > 0) {
    to.newcomer = { fromPart: from };
    yield { kind: 'copy', from: from.node, to: to.node, mib, rate: world.host.backgroundGBs };
    to.newcomer = undefined;
  }
}
