import { MECHANISM_IDS } from '../../model/fields.ts';
import { BYTES_PER_MIB } from '../../model/units.ts';
import { COPY_FIELDS, COPY_PHASE, GUEST_STATUS, PART_FIELDS, RUN_FIELDS, type Frames } from '../frames.ts';
import { bytesOf, joinFrames } from './frame-chunks.ts';
import { SWITCH_PAUSE } from '../moves/move-draft.ts';
import { copyRate, type Move } from '../moves/moves.ts';
import { progressOf, remoteRatioOf, speedOf } from '../rates/rates.ts';
import { EXTENTS, extentAt, type State } from '../state/state.ts';

/** Frames under construction; plain lists, packed when they are taken. */
interface Lists {
  times: number[];
  nodes: number[];
  links: number[];
  guests: number[];
  partStart: number[];
  parts: number[];
  traffic: number[];
  runStart: number[];
  runs: number[];
  copyStart: number[];
  copies: number[];
}

/** Records frames until they take more than `budgetBytes` in all, those that were taken counted too. */
export interface Recorder extends Lists {
  readonly budgetBytes: number;
  /** Packed already, since the last call of `takeFrames`. */
  readonly chunks: Frames[];
  takenBytes: number;
  /** Guests that have columns, by index in the run, and the place of each among them; undefined = all. */
  readonly roster: Roster | undefined;
  /** Time of the first frame that was left out, Infinity = none. */
  fullAt: number;
}

/** Some of a run's guests, in ascending order: frames of a long run leave out those who are not there in their time. */
export interface Roster {
  readonly guests: Int32Array<ArrayBuffer>;
  /** By index in the run; −1 = has no columns. */
  readonly place: Int32Array<ArrayBuffer>;
}

/** More than two minutes of a busy host need, and little beside what a page holds anyway. */
const DEFAULT_BUDGET = 32 * BYTES_PER_MIB;
/** Lists take several times the room of columns: they are packed when they have so much. */
const CHUNK = 2 * BYTES_PER_MIB;

function emptyLists(): Lists {
  return {
    times: [],
    nodes: [],
    links: [],
    guests: [],
    partStart: [0],
    parts: [],
    traffic: [],
    runStart: [0],
    runs: [],
    copyStart: [0],
    copies: [],
  };
}

export function createRecorder(budgetBytes = DEFAULT_BUDGET, roster?: Roster): Recorder {
  return { ...emptyLists(), budgetBytes, roster, chunks: [], takenBytes: 0, fullAt: Infinity };
}

/** The guests that `isIn` names. */
export function rosterOf(count: number, isIn: (guest: number) => boolean): Roster {
  const place = new Int32Array(count).fill(-1);
  const guests: number[] = [];
  for (let guest = 0; guest < count; guest++) if (isIn(guest)) place[guest] = guests.push(guest) - 1;
  return { guests: Int32Array.from(guests), place };
}

function placeOf(r: Recorder, guest: number): number {
  return r.roster === undefined ? guest : r.roster.place[guest];
}

/** Bytes of a frame's lists once they are packed. */
function listBytes(r: Lists): number {
  const words = r.nodes.length + r.links.length + r.guests.length + r.parts.length + r.traffic.length + r.runs.length;
  return (
    8 * r.times.length + 4 * (words + r.copies.length + r.partStart.length + r.runStart.length + r.copyStart.length)
  );
}

function recordRuns(r: Recorder, state: State, row: number): void {
  const n = state.host.nodeCount;
  for (let j = 0; j < n; j++) {
    let from = 0;
    for (let k = 1; k <= EXTENTS; k++) {
      const share = state.extents[extentAt(state, row, from) + j];
      if (k < EXTENTS && state.extents[extentAt(state, row, k) + j] === share) continue;
      if (share > 0) r.runs.push(from, k, j, share);
      from = k;
    }
  }
  r.runStart.push(r.runs.length / RUN_FIELDS);
}

function recordPart(r: Recorder, state: State, guest: number, row: number): void {
  r.parts.push(
    placeOf(r, guest),
    state.index[row],
    state.home[row],
    state.vcpus[row],
    state.demand[row],
    state.cpuShare[row],
    state.progress[row],
  );
  r.parts.push(state.size[row], state.stale[row], state.unpinned[guest]);
  const n = state.host.nodeCount;
  for (let j = 0; j < n; j++) r.traffic.push(state.beta[guest] * state.progress[row] * state.access[row * n + j]);
  recordRuns(r, state, row);
}

function recordGuest(r: Recorder, state: State, guest: number, status: number): void {
  if (status !== GUEST_STATUS.running) {
    r.guests.push(status, 0, 0, 0, 0, 0);
    return;
  }
  r.guests.push(
    status,
    state.paused[guest],
    speedOf(state, guest),
    remoteRatioOf(state, guest),
    state.wanted[guest],
    progressOf(state, guest),
  );
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) recordPart(r, state, guest, row);
}

function phaseOf(move: Move): number {
  if (move.pauseLeft < 0) return COPY_PHASE.copying;
  return move.pauseAfter > SWITCH_PAUSE ? COPY_PHASE.hotplug : COPY_PHASE.paused;
}

function recordCopy(r: Recorder, state: State, move: Move): void {
  const { plan, at } = move;
  const step = at >= 0 && at < plan.count ? at : -1;
  const mib = step < 0 ? 0 : plan.mib[step] * move.scale;
  const target = move.to.find((node) => node >= 0) ?? -1;
  r.copies.push(placeOf(r, move.guest), step < 0 ? 0 : plan.part[step], step < 0 ? -1 : plan.from[step]);
  r.copies.push(step < 0 ? target : plan.to[step], step < 0 ? 0 : plan.extent[step]);
  r.copies.push(mib - move.leftMiB, mib, move.sentMiB, move.earlierMiB + plan.totalMiB * move.scale);
  r.copies.push(copyRate(state, move), move.mechanism === 'live' ? move.round : -1);
  r.copies.push(MECHANISM_IDS.indexOf(move.mechanism), phaseOf(move), move.id);
}

/** Bytes of the frames that have not been taken yet. */
export function heldBytes(r: Recorder): number {
  return listBytes(r) + r.chunks.reduce((sum, chunk) => sum + bytesOf(chunk), 0);
}

/** Appends the frame of this instant, while there is room for frames. Rates must be solved. */
export function recordFrame(r: Recorder, state: State, time: number, status: Uint8Array, moves: readonly Move[]): void {
  if (r.fullAt < Infinity) return;
  if (r.takenBytes + listBytes(r) > r.budgetBytes) {
    r.fullAt = time;
    return;
  }
  r.times.push(time);
  recordStations(r, state);
  const count = r.roster === undefined ? status.length : r.roster.guests.length;
  for (let g = 0; g < count; g++) {
    const guest = r.roster === undefined ? g : r.roster.guests[g];
    recordGuest(r, state, guest, status[guest]);
  }
  for (const move of moves) recordCopy(r, state, move);
  r.partStart.push(r.parts.length / PART_FIELDS);
  r.copyStart.push(r.copies.length / COPY_FIELDS);
  if (listBytes(r) > CHUNK) packChunk(r);
}

function recordStations(r: Lists, state: State): void {
  for (let n = 0; n < state.host.nodeCount; n++) {
    r.nodes.push(state.cpuDemand[n], state.cpuUsed[n], state.load[n], state.utilisation[n], state.wait[n]);
    r.nodes.push(state.usedMiB[n], state.reservedMiB[n]);
  }
  for (let e = state.host.nodeCount; e < state.host.stationCount; e++)
    r.links.push(state.load[e], state.utilisation[e], state.wait[e]);
}

/** Columns of the lists. */
function packed(r: Lists): Frames {
  return {
    count: r.times.length,
    times: new Float64Array(r.times),
    nodes: new Float32Array(r.nodes),
    links: new Float32Array(r.links),
    guests: new Float32Array(r.guests),
    partStart: new Uint32Array(r.partStart),
    parts: new Float32Array(r.parts),
    traffic: new Float32Array(r.traffic),
    runStart: new Uint32Array(r.runStart),
    runs: new Float32Array(r.runs),
    copyStart: new Uint32Array(r.copyStart),
    copies: new Float32Array(r.copies),
  };
}

function packChunk(r: Recorder): void {
  r.chunks.push(packed(r));
  r.takenBytes += listBytes(r);
  Object.assign(r, emptyLists());
}

/** Packs what was recorded since the last call and begins a new chunk. */
export function takeFrames(r: Recorder): Frames {
  packChunk(r);
  return joinFrames(r.chunks.splice(0, Infinity));
}
