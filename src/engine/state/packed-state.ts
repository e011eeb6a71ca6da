import { GUEST_COLUMNS, GUEST_INTEGERS } from './columns.ts';
import type { HostModel } from '../scenario/host-model.ts';
import { cloneState, type State } from './state.ts';

type Column = Float64Array<ArrayBuffer>;

/** A column of which most is 0: where something else stands, and what. */
interface Sparse {
  readonly length: number;
  readonly at: Uint32Array<ArrayBuffer>;
  readonly values: Column;
}

/**
 * A state as plain data that can be kept, sent and stored, small even after ten thousand guests have come and gone: only
 * guests that are there have columns, and extents are kept where they lie.
 */
export interface PackedState {
  /** All but the host; its guest columns and extents are empty, `active` and `staleAccess` name active guests only. */
  readonly rest: Omit<State, 'host'>;
  readonly extents: Sparse;
  readonly guestCapacity: number;
  /** Active guests × GUEST_COLUMNS, then GUEST_INTEGERS. */
  readonly guests: Column;
}

const NONE: Column = new Float64Array(0);
const NO_INTEGERS = new Int32Array(0);
const BY_GUEST = [...GUEST_COLUMNS, ...GUEST_INTEGERS] as const;

function sparse(column: Column): Sparse {
  let count = 0;
  for (const value of column) if (value !== 0) count++;
  const at = new Uint32Array(count);
  let next = 0;
  for (let index = 0; index < column.length; index++) if (column[index] !== 0) at[next++] = index;
  return { length: column.length, at, values: Float64Array.from(at, (index) => column[index]) };
}

function dense({ length, at, values }: Sparse): Column {
  const column = new Float64Array(length);
  for (let n = 0; n < at.length; n++) column[at[n]] = values[n];
  return column;
}

export function packState(state: State): PackedState {
  const { host: _host, ...rest } = cloneState(state);
  const width = BY_GUEST.length;
  const guests = new Float64Array(state.activeCount * width);
  BY_GUEST.forEach((name, c) => {
    for (let n = 0; n < state.activeCount; n++) guests[n * width + c] = state[name][state.active[n]];
  });
  for (const name of GUEST_COLUMNS) rest[name] = NONE;
  for (const name of GUEST_INTEGERS) rest[name] = NO_INTEGERS;
  const extents = sparse(rest.extents);
  rest.extents = NONE;
  rest.active = rest.active.slice(0, state.activeCount);
  rest.staleAccess = Uint8Array.from(rest.active, (guest) => state.staleAccess[guest]);
  return { rest, extents, guestCapacity: state.weight.length, guests };
}

/** An independent state that goes on to the same bits. */
export function unpackState({ rest, extents, guestCapacity, guests }: PackedState, host: HostModel): State {
  // Cloning first keeps the pack as it is: it may be unpacked again.
  const state = cloneState({ ...rest, host });
  const width = BY_GUEST.length;
  for (const name of GUEST_COLUMNS) state[name] = new Float64Array(guestCapacity);
  for (const name of GUEST_INTEGERS) state[name] = new Int32Array(guestCapacity);
  BY_GUEST.forEach((name, c) => {
    for (let n = 0; n < state.activeCount; n++) state[name][state.active[n]] = guests[n * width + c];
  });
  state.extents = dense(extents);
  state.active = new Int32Array(guestCapacity);
  state.active.set(rest.active);
  state.staleAccess = new Uint8Array(guestCapacity);
  rest.active.forEach((guest, n) => (state.staleAccess[guest] = rest.staleAccess[n]));
  return state;
}
