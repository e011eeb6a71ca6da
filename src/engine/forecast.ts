import { beginMove, cloneMove, flow, type Move, type MoveOrder } from './moves.ts';
import { breakEven, gainOf, HORIZON, hostProgress, playOut, type Curve, type Outlook } from './outlook.ts';
import { solveRates, speedOf } from './rates.ts';
import type { Session } from './session.ts';
import { forkState, type State } from './state.ts';
import type { Forecast, MoveRequest } from './strategy.ts';

export function orderOf({ guest, to, mechanism, maxGBs }: MoveRequest): MoveOrder {
  return { guest, to, mechanism, maxGBs };
}

/** A copy of the run's state and moves at its present instant; its accounts may be behind, rates have been constant since. */
function copyNow(s: Session): { readonly state: State; readonly moves: Move[] } {
  const state = forkState(s.state);
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
  if (s.moves.length > 0) return playOut({ ...copyNow(s), guest, rule: s.rule, horizon });
  solveRates(s.state);
  const speed = [[0, speedOf(s.state, guest)]] as const;
  return { seconds: 0, pauseSeconds: 0, speed, progress: [[0, hostProgress(s.state)]] };
}

/**
 * Two outlooks from now on, with a move and without it, by the code of the cost card: in both all other moves under way go
 * on, and nobody arrives, leaves or decides anything (MODEL §6). A sentence where the move would be refused.
 */
function compareMove(
  s: Session,
  request: MoveRequest,
  horizon: number,
  isEnough?: (t: number, withMove: Curve, without: Curve) => boolean,
): Comparison | string {
  const { guest } = request;
  const after = copyNow(s);
  const move = beginMove(after.state, -1, orderOf(request), s.floorMiB);
  if (typeof move === 'string') return move;
  const without = staying(s, guest, horizon);
  const withMove = playOut({
    state: after.state,
    moves: [...after.moves, move],
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

/** When a move that begins now will have paid back (null = not within the horizon); a sentence where it is refused. */
export function paybackOf(s: Session, request: MoveRequest): { readonly seconds: number | null } | string {
  const compared = compareMove(s, request, HORIZON, hasPaidBack);
  if (typeof compared === 'string') return compared;
  return { seconds: breakEven(compared.withMove.speed, compared.without.speed, HORIZON) };
}

/** What a strategy is told of a move that it considers. */
export function forecast(s: Session, request: MoveRequest, horizon: number): Forecast | string {
  if (s.moves.some((move) => move.guest === request.guest)) return 'another move of this guest is under way';
  const compared = compareMove(s, request, horizon);
  if (typeof compared === 'string') return compared;
  const { move, withMove, without } = compared;
  return {
    copiedMiB: move.sentMiB,
    seconds: withMove.seconds,
    gain: gainOf(withMove.speed, without.speed, horizon),
    hostGain: gainOf(withMove.progress, without.progress, horizon),
    breakEvenSeconds: breakEven(withMove.speed, without.speed, horizon),
    breakEvenHostSeconds: breakEven(withMove.progress, without.progress, horizon),
  };
}
