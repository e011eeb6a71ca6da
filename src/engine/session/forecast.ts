import { draftMove, type MoveDraft, type MoveOrder } from '../moves/move-draft.ts';
import { cloneMove, flow, startMove, type Move } from '../moves/moves.ts';
import { breakEven, gainOf, HORIZON, hostProgress, playOut, type Curve, type Outlook } from '../moves/outlook.ts';
import { solveRates, speedOf } from '../rates/rates.ts';
import type { Session } from './session.ts';
import { forkState, type State } from '../state/state.ts';
import type { Forecast, MoveRequest } from '../strategy.ts';

export function orderOf({ guest, to, mechanism, maxGBs }: MoveRequest): MoveOrder {
  return { guest, to, mechanism, maxGBs };
}

/** Forks of forecasts that are over, with the move and without it: the next ones take their arrays. */
const spare: { withMove?: State; without?: State } = {};

/** A copy of the run's state and moves at its present instant; its accounts may be behind, rates have been constant since. */
function copyNow(s: Session, which: 'withMove' | 'without'): { readonly state: State; readonly moves: Move[] } {
  const state = forkState(s.state, spare[which]);
  spare[which] = state;
  const moves = s.moves.map(cloneMove);
  solveRates(state);
  if (s.now > s.since) for (const move of moves) flow(state, move, s.now - s.since);
  return { state, moves };
}

interface Comparison {
  readonly move: Move;
  readonly withMove: Outlook;
  readonly without: Outlook;
}

/** Without moves under way nothing changes: no copy is needed to see that. */
function staying(s: Session, guest: number, horizon: number): Outlook {
  if (s.moves.length > 0) return playOut({ ...copyNow(s, 'without'), guest, rule: s.rule, horizon });
  solveRates(s.state);
  const speed = [[0, speedOf(s.state, guest)]] as const;
  return { seconds: 0, pauseSeconds: 0, speed, progress: [[0, hostProgress(s.state)]] };
}

/**
 * Two outlooks from now on, with a move and without it, by the code of the cost card: in both all other moves under way go
 * on, and nobody arrives, leaves or decides anything (MODEL §6).
 */
function compareMove(
  s: Session,
  order: MoveOrder,
  draft: MoveDraft,
  horizon: number,
  isEnough?: (t: number, withMove: Curve, without: Curve) => boolean,
): Comparison {
  const { guest } = order;
  const { state, moves } = copyNow(s, 'withMove');
  const move = startMove(state, -1, order, draft);
  const without = staying(s, guest, horizon);
  const withMove = playOut({
    state,
    moves: [...moves, move],
    watched: move,
    guest,
    rule: s.rule,
    horizon,
    ...(isEnough && { isEnough: (t: number, speed: Curve) => isEnough(t, speed, without.speed) }),
  });
  return { move, withMove, without };
}

/** Made up for what was lost, at some time before `t`. */
function hasPaidBack(t: number, withMove: Curve, without: Curve): boolean {
  return (breakEven(withMove, without, t) ?? 0) > 0;
}

/** Seconds until a move that begins now, as drafted, will have paid back; null = not within the horizon. */
export function paybackOf(s: Session, order: MoveOrder, draft: MoveDraft): number | null {
  const { withMove, without } = compareMove(s, order, draft, HORIZON, hasPaidBack);
  return breakEven(withMove.speed, without.speed, HORIZON);
}

/** What a strategy is told of a move that it considers. */
export function forecast(s: Session, request: MoveRequest, horizon: number): Forecast | string {
  if (s.moves.some((move) => move.guest === request.guest)) return 'another move of this guest is under way';
  const order = orderOf(request);
  const draft = draftMove(s.state, order, s.floorMiB);
  if (typeof draft === 'string') return draft;
  const { move, withMove, without } = compareMove(s, order, draft, horizon);
  return {
    copiedMiB: move.sentMiB,
    seconds: withMove.seconds,
    gain: gainOf(withMove.speed, without.speed, horizon),
    hostGain: gainOf(withMove.progress, without.progress, horizon),
    breakEvenSeconds: breakEven(withMove.speed, without.speed, horizon),
    breakEvenHostSeconds: breakEven(withMove.progress, without.progress, horizon),
  };
}
