import type { OracleGuest } from './guests.ts';
import { startMove, type MoveAsk, type Step, type Steps } from './moves.ts';
import { progressOf, running, solve, type Copy, type Rates, type World } from './world.ts';

const MIB_PER_GB = 1e9 / 2 ** 20;
/** Less than this is rounding: the step is over. */
const SLIVER = 1e-12;

/** A move that runs, with what it has cost so far. */
export interface RunningMove {
  readonly ask: MoveAsk;
  readonly steps: Steps;
  readonly extraMiB: number;
  readonly promise: number[];
  step: Step;
  left: number;
  copiedMiB: number;
  pauseSeconds: number;
}

/** World, time and the moves under way; every rate is constant from one event to the next. */
export interface Clock {
  readonly world: World;
  now: number;
  moves: RunningMove[];
  rates: Rates;
  readonly ended: (move: RunningMove) => void;
  /** Told of every stretch of constant rates. */
  readonly passed: (seconds: number, rates: Rates) => void;
}

export function newClock(world: World, told: Pick<Clock, 'ended' | 'passed'>): Clock {
  return { world, now: 0, moves: [], rates: solve(world), ...told };
}

/** Grants a move or says why not. `begun` hears of it before it can have ended. */
export function begin(clock: Clock, ask: MoveAsk, begun: (move: RunningMove) => void = () => {}): RunningMove | string {
  const granted = startMove(clock.world, ask);
  if (typeof granted === 'string') return granted;
  const first: Step = { kind: 'wait', seconds: 0 };
  const move = { ...granted, ask, step: first, left: 0, copiedMiB: 0, pauseSeconds: 0 };
  clock.moves.push(move);
  begun(move);
  next(clock, move);
  resolve(clock);
  return move;
}

export function resolve(clock: Clock): void {
  clock.world.copies = clock.moves.flatMap(({ step }) => (step.kind === 'copy' ? [asCopy(step)] : []));
  clock.rates = solve(clock.world);
}

const asCopy = ({ from, to, rate }: Copy): Copy => ({ from, to, rate });

function next(clock: Clock, move: RunningMove): void {
  const result = move.steps.next();
  if (result.done) {
    drop(clock, move);
    clock.ended(move);
    return;
  }
  move.step = result.value;
  move.left = result.value.kind === 'wait' ? result.value.seconds : result.value.mib;
}

/** The move is no more, and holds nothing back. */
export function drop(clock: Clock, move: RunningMove): void {
  clock.moves = clock.moves.filter((other) => other !== move);
  clock.world.promises = clock.world.promises.filter((promise) => promise !== move.promise);
}

/** Units of `left` that go away in a second. */
function pace(clock: Clock, move: RunningMove): number {
  if (move.step.kind === 'wait') return 1;
  const position = clock.moves.filter(({ step }) => step.kind === 'copy').indexOf(move);
  return clock.rates.copyGBs[position] * MIB_PER_GB;
}

/** Seconds to the next event of a move; Infinity when none is to come. */
export function untilNext(clock: Clock): number {
  return Math.min(...clock.moves.map((move) => dueIn(clock, move)), Infinity);
}

function dueIn(clock: Clock, move: RunningMove): number {
  return move.left <= 0 ? 0 : move.left / pace(clock, move);
}

/** To the next event of a move, and through it. */
export function step(clock: Clock): void {
  const soonest = untilNext(clock);
  const due = clock.moves.filter((move) => dueIn(clock, move) <= soonest + SLIVER);
  pass(clock, soonest);
  finish(clock, due);
}

/** Lets time pass until `until`, event by event. */
export function advance(clock: Clock, until: number): void {
  while (clock.now + untilNext(clock) <= until) step(clock);
  pass(clock, until - clock.now);
  clock.now = until;
}

function finish(clock: Clock, moves: readonly RunningMove[]): void {
  for (const move of moves) {
    if (move.step.kind === 'copy') move.copiedMiB += move.left;
    move.left = 0;
    next(clock, move);
  }
  resolve(clock);
}

function pass(clock: Clock, seconds: number): void {
  if (seconds <= 0) return;
  for (const guest of clock.world.guests) guest.dirtied += dirtyRate(clock, guest) * seconds;
  for (const move of clock.moves) {
    const done = pace(clock, move) * seconds;
    if (move.step.kind === 'copy') move.copiedMiB += done;
    if (move.ask.guest.paused) move.pauseSeconds += seconds;
    move.left -= done;
  }
  clock.passed(seconds, clock.rates);
  clock.now += seconds;
}

function dirtyRate(clock: Clock, guest: OracleGuest): number {
  const vcpus = guest.parts.reduce((sum, part) => sum + running(guest, part), 0);
  if (guest.paused || vcpus === 0) return 0;
  return (guest.workload.dirtyRateMiBs * progressOf(clock.rates, guest)) / vcpus;
}
