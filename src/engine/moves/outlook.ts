import type { PrecopyRule } from '../../model/scenario.ts';
import { flow, isDue, stepMove, untilNext, type Move } from './moves.ts';
import { progressOf, solveRates, speedOf } from '../rates/rates.ts';
import type { State } from '../state/state.ts';

/** Steps of a curve: [second from the decision, value from there on], the first at 0, one at each change. */
export type Curve = readonly (readonly [number, number])[];

/** What follows if nobody arrives, leaves or decides anything any more. */
export interface Outlook {
  /** When the last of the watched moves ended, s from the decision; Infinity = not within what was played out. */
  readonly seconds: number;
  /** Time in which the guest stood still (of several: at least one of them). */
  readonly pauseSeconds: number;
  readonly speed: Curve;
  /** Σ y over all guests, cores. */
  readonly progress: Curve;
}

/** Seconds over which a move is weighed unless one asks otherwise (MODEL §6). */
export const HORIZON = 60;
/** Smaller differences are rounding (MODEL §6). */
const SAME = 1e-9;

function note(curve: [number, number][], t: number, value: number): void {
  const last = curve.at(-1);
  if (last !== undefined && Math.abs(last[1] - value) <= SAME) return;
  if (last !== undefined && last[0] === t) last[1] = value;
  else curve.push([t, value]);
}

/** Σ y over all guests, cores. Rates must be solved. */
export function hostProgress(state: State): number {
  let sum = 0;
  for (let n = 0; n < state.activeCount; n++) sum += progressOf(state, state.active[n]);
  return sum;
}

function nextOf(state: State, moves: readonly Move[]): { readonly move: Move | undefined; readonly dt: number } {
  let move: Move | undefined;
  let dt = Infinity;
  for (const other of moves) {
    if (other.ended) continue;
    const t = isDue(other) ? 0 : untilNext(state, other);
    if (t < dt || (t === dt && move !== undefined && other.guest < move.guest)) [move, dt] = [other, t];
  }
  return { move, dt };
}

/** What is played out, and for whom. `moves` and `state` are used up by it. */
export interface Play {
  readonly state: State;
  readonly moves: readonly Move[];
  /** Whose speed is told; of several it is their common one. */
  readonly guest: number | readonly number[];
  readonly watched?: Move | readonly Move[];
  readonly rule: PrecopyRule;
  readonly horizon: number;
  /** Go on beyond the horizon until the watched moves have ended. */
  readonly toTheEnd?: boolean;
  /** Enough is known: the outlook is cut short here. */
  readonly isEnough?: (t: number, speed: Curve) => boolean;
}

/** Lets `dt` seconds pass and `move` reach its next event. */
function pass({ state, moves, rule }: Play, move: Move, dt: number): void {
  for (const other of moves) if (!other.ended) flow(state, other, dt);
  stepMove(state, move, rule);
}

/** Speed that several guests have together: Σ y / Σ x̂ over all their parts, as for one (MODEL §5). Rates must be solved. */
export function speedOfAll(state: State, guests: readonly number[]): number {
  let [progress, wanted] = [0, 0];
  for (const guest of guests) {
    progress += progressOf(state, guest);
    wanted += state.wanted[guest];
  }
  return wanted > 0 ? progress / wanted : 1;
}

function look({ state, guest }: Play, t: number, speed: [number, number][], progress: [number, number][]): void {
  note(speed, t, typeof guest === 'number' ? speedOf(state, guest) : speedOfAll(state, guest));
  note(progress, t, hostProgress(state));
}

function isPaused({ state, guest }: Play): boolean {
  return typeof guest === 'number' ? state.paused[guest] === 1 : guest.some((one) => state.paused[one] === 1);
}

function haveEnded({ watched = [] }: Play): boolean {
  return 'ended' in watched ? watched.ended : watched.every((move) => move.ended);
}

function isOver({ horizon, toTheEnd = false }: Play, next: number, seconds: number): boolean {
  return next > horizon && !(toTheEnd && seconds === Infinity);
}

/** Plays moves out until the horizon is over. The one code behind the cost card, forecasts and moves in vain. */
export function playOut(play: Play): Outlook {
  const { state, moves, horizon } = play;
  const speed: [number, number][] = [];
  const progress: [number, number][] = [];
  let [t, pauseSeconds] = [0, 0];
  let seconds = haveEnded(play) ? 0 : Infinity;
  for (;;) {
    solveRates(state);
    if (t <= horizon) look(play, t, speed, progress);
    const { move, dt } = nextOf(state, moves);
    if (move === undefined || play.isEnough?.(t, speed) === true || isOver(play, t + dt, seconds))
      return { seconds, pauseSeconds, speed, progress };
    if (isPaused(play)) pauseSeconds += dt;
    pass(play, move, dt);
    t += dt;
    if (seconds === Infinity && haveEnded(play)) seconds = t;
  }
}

/** Calls `visit(from, to, a − b)` for each stretch of time up to `horizon` in which both curves are constant. */
function stretches(
  a: Curve,
  b: Curve,
  horizon: number,
  visit: (from: number, to: number, slope: number) => void,
): void {
  let [i, j, t] = [0, 0, 0];
  while (t < horizon) {
    const end = Math.min(a[i + 1]?.[0] ?? Infinity, b[j + 1]?.[0] ?? Infinity, horizon);
    const slope = a[i][1] - b[j][1];
    visit(t, end, Math.abs(slope) < SAME ? 0 : slope);
    if (a[i + 1]?.[0] === end) i++;
    if (b[j + 1]?.[0] === end) j++;
    t = end;
  }
}

/** ∫₀ᴴ (with − without) dt. */
export function gainOf(withMove: Curve, without: Curve, horizon: number): number {
  let gain = 0;
  stretches(withMove, without, horizon, (from, to, slope) => (gain += slope * (to - from)));
  return gain;
}

/**
 * The first time t ≤ H at which ∫₀ᵗ (with − without) dt is ≥ 0 again after having been below; null = not within H, or no
 * difference of 1e-9 or more between the curves; 0 = never below (MODEL §6).
 */
export function breakEven(withMove: Curve, without: Curve, horizon: number): number | null {
  let gain = 0;
  let below = false;
  let differ = false;
  let found: number | null = null;
  stretches(withMove, without, horizon, (from, to, slope) => {
    const next = gain + slope * (to - from);
    differ ||= slope !== 0;
    if (found === null && below && next >= 0) found = from - gain / slope;
    below ||= next < 0;
    gain = next;
  });
  if (found !== null || below) return found;
  return differ ? 0 : null;
}
