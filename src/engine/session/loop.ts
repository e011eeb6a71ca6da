import { GUEST_STATUS } from '../frames.ts';
import { arrive, beginPhase, depart } from './lifecycle.ts';
import { noteUnfinished } from './ledger.ts';
import { isDue, stepMove, untilNext, type Move } from '../moves/moves.ts';
import { solveRates } from '../rates/rates.ts';
import { ask, endMove, grantWaiting, refuseWaiting } from './requests.ts';
import type { Planned } from '../scenario/schedule.ts';
import { inCharge, keepFrame, nextBranch, nextTick, settleAccounts, takeOver, type Session } from './session.ts';
import { viewNow } from './strategy-calls.ts';
import type { Happening, MoveRequest } from '../strategy.ts';

function askAll(s: Session, requests: readonly MoveRequest[]): void {
  for (const request of requests) ask(s, request);
}

/** Tells the strategy what has happened; moves that it asks for now and that end at once are not told again. */
function tell(s: Session, kind: Happening['kind'], guest: number): void {
  const { strategy, params } = inCharge(s);
  if (strategy.react === undefined) return;
  askAll(s, strategy.react(viewNow(s), { kind, guest }, params, s.memory));
}

function tick(s: Session): void {
  s.ticks++;
  const { strategy, params } = inCharge(s);
  if (strategy.policy !== undefined) askAll(s, strategy.policy(viewNow(s), params, s.memory));
}

function moveByHand(s: Session, which: number): void {
  ask(s, { ...s.handMoves[which], reason: 'by hand', whenBusy: 'wait' });
}

function happen(s: Session, { kind, guest, which }: Planned): void {
  if (kind === 'phase') beginPhase(s, guest, which);
  else if (kind === 'move') moveByHand(s, which);
  else if (kind === 'arrive') {
    arrive(s, guest);
    if (s.status[guest] === GUEST_STATUS.running) tell(s, 'arrived', guest);
  } else {
    const ran = s.status[guest] === GUEST_STATUS.running;
    depart(s, guest);
    if (ran) tell(s, 'left', guest);
  }
}

function onward(s: Session, move: Move): void {
  settleAccounts(s);
  stepMove(s.state, move, s.rule);
  if (move.ended) endMove(s, move);
  grantWaiting(s, move.guest);
  if (move.ended) tell(s, 'move-ended', move.guest);
}

/** The move whose next event comes first, and when; ties go to the lower guest. */
function firstMove(s: Session): Move | undefined {
  let best: Move | undefined;
  let least = Infinity;
  for (const move of s.moves) {
    const dt = untilNext(s.state, move);
    if (dt < least || (dt === least && best !== undefined && move.guest < best.guest)) [best, least] = [move, dt];
  }
  return best;
}

/** A move whose next event is due at this very instant, the lowest guest's. */
function dueMove(s: Session): Move | undefined {
  let best: Move | undefined;
  for (const move of s.moves) if (isDue(move) && (best === undefined || move.guest < best.guest)) best = move;
  return best;
}

function plannedAt(s: Session): number {
  return s.cursor < s.planned.length ? s.planned[s.cursor].at : Infinity;
}

/** What comes at this very instant needs no rates: they are solved only when time goes on. */
function instant(s: Session): boolean {
  const due = s.since === s.now ? dueMove(s) : undefined;
  if (due !== undefined) onward(s, due);
  else if (plannedAt(s) <= s.now) happen(s, s.planned[s.cursor++]);
  else return false;
  return true;
}

/**
 * The next event, at its exact time, unless that lies beyond `limit`: then false. At one instant ends of copies and pauses
 * come first, then departures, phases, arrivals, moves by hand, ticks; among equals the lower guest. Then a branch, if one is
 * due: like a pause, it leaves no trace but who is asked from there on.
 */
export function step(s: Session, limit: number): boolean {
  // Solving in the midst of an instant would leave a trace in the bits.
  if (s.now > limit) return false;
  if (instant(s)) return true;
  solveRates(s.state);
  const move = firstMove(s);
  const moveAt = move === undefined ? Infinity : s.since + untilNext(s.state, move);
  const planned = plannedAt(s);
  const tickAt = nextTick(s);
  const at = Math.min(moveAt, planned, tickAt);
  const branchAt = nextBranch(s);
  if (at > branchAt && branchAt <= limit) {
    takeOver(s);
    return true;
  }
  if (at > limit) return false;
  s.now = Math.max(s.now, at);
  if (move !== undefined && moveAt <= at) onward(s, move);
  else if (planned <= at) happen(s, s.planned[s.cursor++]);
  else tick(s);
  return true;
}

/** The run's end: accounts are settled, what moves or waits is left as it is. */
export function finish(s: Session): void {
  if (s.finished) return;
  solveRates(s.state);
  s.now = Math.max(s.now, s.until);
  settleAccounts(s);
  keepFrame(s);
  for (const move of s.moves) noteUnfinished(s.ledger, move.id, move.sentMiB);
  while (s.waiting.length > 0) refuseWaiting(s, s.waiting[0].guest, 'the run ended before it began');
  s.finished = true;
}
