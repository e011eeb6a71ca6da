import type { State } from './columns.ts';
import { admitCopy, dismissCopy } from './customers.ts';
import { growCopies } from './growth.ts';

/** A copy joins the network at `rateGBs` at most; gives its slot, whose actual rate after a solve is `copyGBs`. */
export function startCopy(state: State, from: number, to: number, rateGBs: number): number {
  let slot = 0;
  while (slot < state.copyRows && state.copyLive[slot] === 1) slot++;
  growCopies(state, slot + 1);
  state.copyRows = Math.max(state.copyRows, slot + 1);
  state.copyLive[slot] = 1;
  state.copyFrom[slot] = from;
  state.copyTo[slot] = to;
  state.copyRate[slot] = rateGBs;
  state.copySpeed[slot] = 0;
  admitCopy(state, slot);
  state.dirty = true;
  return slot;
}

/** The copy leaves the network; its slot is free. */
export function endCopy(state: State, slot: number): void {
  state.copyLive[slot] = 0;
  dismissCopy(state, slot);
  state.dirty = true;
}

/** What a copy moves now, GB/s, after `solveRates`. */
export function copyGBs(state: State, slot: number): number {
  return state.copySpeed[slot];
}
