import { EXTENTS, type State } from './columns.ts';
import { growExtents } from './growth.ts';

/*
 * Where extents lie, in rows of their own: the parts of an unpinned guest are all alike there and never move, so they share
 * one; on a host of a thousand nodes each would take 256 KiB.
 */

/** Where the shares of a part's extent `k` begin in `extents`: one for each node. */
export function extentAt(state: State, row: number, k: number): number {
  return (state.extentRow[row] * EXTENTS + k) * state.host.nodeCount;
}

function takeRow(state: State): number {
  const row = state.freeExtents;
  if (row >= 0) {
    state.freeExtents = state.extentUsers[row];
    return row;
  }
  growExtents(state, state.extentRows + 1);
  return state.extentRows++;
}

/** Puts `shares` into a row and gives it; one part uses it. */
export function keepExtents(state: State, shares: Float64Array): number {
  const row = takeRow(state);
  state.extentUsers[row] = 1;
  state.extents.set(shares, row * EXTENTS * state.host.nodeCount);
  return row;
}

/** The row of another part, which one more uses from now on. */
export function shareExtents(state: State, part: number): number {
  const row = state.extentRow[part];
  state.extentUsers[row]++;
  return row;
}

/** A part no longer uses its row. */
export function leaveExtents(state: State, part: number): void {
  const row = state.extentRow[part];
  if (--state.extentUsers[row] > 0) return;
  state.extentUsers[row] = state.freeExtents;
  state.freeExtents = row;
}
