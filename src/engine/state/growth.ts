import {
  COPY_COLUMNS,
  EXTENTS,
  GUEST_COLUMNS,
  GUEST_INTEGERS,
  PART_COLUMNS,
  PART_INTEGERS,
  PART_NODE_COLUMNS,
  type Column,
  type Integers,
  type State,
} from './columns.ts';

function grown(old: Column, length: number): Column {
  const next = new Float64Array(length);
  next.set(old);
  return next;
}

function grownIntegers(old: Integers, length: number): Integers {
  const next = new Int32Array(length);
  next.set(old);
  return next;
}

/** Makes room for guest rows up to `rows`. */
export function growGuests(state: State, rows: number): void {
  if (rows <= state.weight.length) return;
  const length = Math.max(rows, 16, state.weight.length * 2);
  for (const name of GUEST_COLUMNS) state[name] = grown(state[name], length);
  for (const name of GUEST_INTEGERS) state[name] = grownIntegers(state[name], length);
  state.active = grownIntegers(state.active, length);
  const flags = new Uint8Array(length);
  flags.set(state.staleAccess);
  state.staleAccess = flags;
}

/** Makes room for part rows up to `rows`. */
export function growParts(state: State, rows: number): void {
  if (rows <= state.size.length) return;
  const length = Math.max(rows, 16, state.size.length * 2);
  for (const name of PART_INTEGERS) state[name] = grownIntegers(state[name], length);
  for (const name of PART_COLUMNS) state[name] = grown(state[name], length);
  for (const name of PART_NODE_COLUMNS) state[name] = grown(state[name], length * state.host.nodeCount);
}

/** Makes room for rows of extents up to `rows`. */
export function growExtents(state: State, rows: number): void {
  if (rows <= state.extentUsers.length) return;
  const length = Math.max(rows, 16, state.extentUsers.length * 2);
  state.extentUsers = grownIntegers(state.extentUsers, length);
  state.extents = grown(state.extents, length * EXTENTS * state.host.nodeCount);
  state.heat = grown(state.heat, length * state.host.nodeCount);
}

/** Makes room for copy slots up to `rows`. */
export function growCopies(state: State, rows: number): void {
  if (rows <= state.copyLive.length) return;
  const length = Math.max(rows, 8, state.copyLive.length * 2);
  for (const name of COPY_COLUMNS) state[name] = grown(state[name], length);
}
