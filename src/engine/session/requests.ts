import { orderOf, paybackOf } from './forecast.ts';
import { GUEST_STATUS } from '../frames.ts';
import { noteBrokenOff, noteEnded, noteRefused, noteStarted } from './ledger.ts';
import { draftMove } from '../moves/move-draft.ts';
import { breakOff, holdReserve, startMove, type Move } from '../moves/moves.ts';
import { moveOf, say, settleAccounts, type Session } from './session.ts';
import type { MoveRequest } from '../strategy.ts';

function homesOf(s: Session, guest: number): number[] {
  const homes: number[] = [];
  if (s.status[guest] !== GUEST_STATUS.running) return homes;
  for (let row = s.state.guestFirst[guest]; row >= 0; row = s.state.next[row]) homes.push(s.state.home[row]);
  return homes;
}

function factsOf(s: Session, { guest, to, mechanism }: MoveRequest): Parameters<typeof noteRefused>[1] {
  const from = homesOf(s, guest);
  return { at: s.now, guest, from, to: to.length === 1 && from.length > 1 ? from.map(() => to[0]) : to, mechanism };
}

function refuse(s: Session, request: MoveRequest, why: string): void {
  noteRefused(s.ledger, factsOf(s, request), why);
}

/** Begins a move. Its break-even is what the cost card says at this moment, over the same horizon. */
function begin(s: Session, request: MoveRequest): void {
  const facts = factsOf(s, request);
  const order = orderOf(request);
  const draft = draftMove(s.state, order, s.floorMiB);
  if (typeof draft === 'string') return refuse(s, request, draft);
  const payback = paybackOf(s, order, draft);
  const breakEvenAt = payback === null ? null : s.now + payback;
  const id = noteStarted(s.ledger, { ...facts, reason: request.reason, breakEvenAt });
  const move = startMove(s.state, id, order, draft);
  s.moves.push(move);
  say(s, 'move-start', request.guest, id);
  if (move.ended) endMove(s, move);
}

function dropMove(s: Session, move: Move): void {
  s.moves.splice(s.moves.indexOf(move), 1);
  say(s, 'move-end', move.guest, move.id);
}

/** A move has reached its end. */
export function endMove(s: Session, move: Move): void {
  noteEnded(s.ledger, move.id, s.now, move.sentMiB);
  dropMove(s, move);
}

/** A move is broken off; what has landed stays. */
export function breakMoveOff(s: Session, move: Move, why: string): void {
  breakOff(s.state, move);
  noteBrokenOff(s.ledger, move.id, move.sentMiB, why);
  dropMove(s, move);
}

/** Takes the place of the move under way, unless it would be refused even without it. */
function replace(s: Session, request: MoveRequest, move: Move): void {
  holdReserve(s.state, move, false);
  const fault = draftMove(s.state, orderOf(request), s.floorMiB);
  holdReserve(s.state, move, true);
  if (typeof fault === 'string') return refuse(s, request, fault);
  breakMoveOff(s, move, 'another move took its place');
  begin(s, request);
}

function takeWaiting(s: Session, guest: number): MoveRequest | undefined {
  const at = s.waiting.findIndex((request) => request.guest === guest);
  return at < 0 ? undefined : s.waiting.splice(at, 1)[0];
}

function wait(s: Session, request: MoveRequest): void {
  const older = takeWaiting(s, request.guest);
  if (older !== undefined) refuse(s, older, 'a later request took its place before it began');
  s.waiting.push(request);
}

/** Whether the guest's vCPUs stand still for its move: then it cannot be replaced, or the pause would be saved. */
function stands(s: Session, move: Move): boolean {
  return s.state.paused[move.guest] === 1;
}

/** A request: it begins, waits for the move under way, takes its place, or is refused (MODEL §6). */
export function ask(s: Session, request: MoveRequest): void {
  settleAccounts(s);
  if (s.status[request.guest] !== GUEST_STATUS.running) return refuse(s, request, 'the guest does not run');
  const move = moveOf(s, request.guest);
  if (move === undefined) return begin(s, request);
  if (request.whenBusy === 'refuse') return refuse(s, request, 'another move of this guest is under way');
  if (request.whenBusy === 'replace' && !stands(s, move)) return replace(s, request, move);
  wait(s, request);
}

/** Lets a waiting request begin if what it waits for is over: the guest's move, or for one that replaces it, its pause. */
export function grantWaiting(s: Session, guest: number): void {
  const request = s.waiting.find((one) => one.guest === guest);
  if (request === undefined) return;
  const move = moveOf(s, guest);
  if (move !== undefined && (request.whenBusy !== 'replace' || stands(s, move))) return;
  takeWaiting(s, guest);
  ask(s, request);
}

/** The guest leaves, or the run ends: what waits for it will never begin. */
export function refuseWaiting(s: Session, guest: number, why: string): void {
  const request = takeWaiting(s, guest);
  if (request !== undefined) refuse(s, request, why);
}
