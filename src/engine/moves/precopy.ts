import type { PrecopyRule } from '../../model/scenario.ts';
import { PAGES_PER_MIB } from '../../model/units.ts';
import { progressOf } from '../rates/rates.ts';
import type { State } from '../state/state.ts';

/** Xen stops when fewer than 50 pages are left (MODEL §6; xc_domain_save.c until 4.5, xc_sr_save.c since 4.6). */
const FEW_MIB = 50 / PAGES_PER_MIB;
const ROUNDS = { 'xen-4.6': 5, 'xen-4.5': 29 } as const;
/** `xen-4.5` also stops when this many times the memory has been sent. */
const MOST_TIMES = 3;

/** What the rounds need to know of a move. */
interface Precopy {
  readonly guest: number;
  readonly movedMiB: number;
  readonly round: number;
  readonly sentMiB: number;
  readonly dirtiedMiB: number;
}

/** Share of the guest's memory that moves: `r` and `ws` go in proportion. */
function proportion(state: State, move: Precopy): number {
  return move.movedMiB / state.guestMemory[move.guest];
}

/** MiB dirtied within `dt` seconds: r·Σy/Σr_g, nothing while no vCPU runs. Rates must be solved. */
export function dirtied(state: State, move: Precopy, dt: number): number {
  const running = state.running[move.guest];
  if (!(running > 0)) return 0;
  return (state.dirtyRate[move.guest] * proportion(state, move) * progressOf(state, move.guest) * dt) / running;
}

/** What the next round has to send, MiB: never more than the writable working set. */
export function leftAfterRound(state: State, move: Precopy): number {
  return Math.min(state.writableSet[move.guest] * proportion(state, move), move.dirtiedMiB);
}

/** Whether what is `left` is sent in the pause (the round just ended is counted in `move.round`). */
export function isLastRound(move: Precopy, left: number, rule: PrecopyRule): boolean {
  if (left < FEW_MIB || move.round >= ROUNDS[rule]) return true;
  return rule === 'xen-4.5' && move.sentMiB >= MOST_TIMES * move.movedMiB;
}
