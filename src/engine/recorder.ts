import { COPY_PHASE, GUEST_STATUS, type Frames } from './frames.ts';
import { copyRate, type Move } from './moves.ts';
import { progressOf, remoteRatioOf, speedOf } from './rates.ts';
import { EXTENTS, type State } from './state.ts';

const MECHANISMS = ['live', 'suspend', 'hot-first', 'address-order', 'vcpu-only', 'process'];

/** Frames under construction; plain lists, packed when they are taken. */
export interface Recorder {
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

export function createRecorder(): Recorder {
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

function recordRuns(r: Recorder, state: State, row: number): void {
  const n = state.host.nodeCount;
  for (let j = 0; j < n; j++) {
    let from = 0;
    for (let k = 1; k <= EXTENTS; k++) {
      const share = state.extents[(row * EXTENTS + from) * n + j];
      if (k < EXTENTS && state.extents[(row * EXTENTS + k) * n + j] === share) continue;
      if (share > 0) r.runs.push(from, k, j, share);
      from = k;
    }
  }
  r.runStart.push(r.runs.length / 4);
}

function recordPart(r: Recorder, state: State, guest: number, row: number): void {
  r.parts.push(
    guest,
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

function recordCopy(r: Recorder, state: State, move: Move): void {
  const item = move.items[Math.max(0, move.at)];
  const phase = move.pauseLeft < 0 ? COPY_PHASE.copying : move.pauseAfter > 1 ? COPY_PHASE.hotplug : COPY_PHASE.paused;
  const total = Math.max(
    move.sentMiB,
    move.items.reduce((sum, next) => sum + next.mib, 0),
  );
  const target = move.to.find((node) => node >= 0) ?? -1;
  r.copies.push(move.guest, item?.part ?? 0, item?.from ?? -1, item?.to ?? target, item?.extent ?? 0);
  r.copies.push(
    item === undefined ? 0 : item.mib - move.leftMiB,
    item?.mib ?? 0,
    move.sentMiB,
    total,
    copyRate(state, move),
  );
  r.copies.push(move.mechanism === 'live' ? move.round : -1, MECHANISMS.indexOf(move.mechanism), phase, move.id);
}

/** Appends the frame of this instant. Rates must be solved. */
export function recordFrame(r: Recorder, state: State, time: number, status: Uint8Array, moves: readonly Move[]): void {
  r.times.push(time);
  for (let n = 0; n < state.host.nodeCount; n++) {
    r.nodes.push(
      state.cpuDemand[n],
      state.cpuUsed[n],
      state.load[n],
      state.utilisation[n],
      state.wait[n],
      state.usedMiB[n],
      state.reservedMiB[n],
    );
  }
  for (let e = state.host.nodeCount; e < state.host.stationCount; e++)
    r.links.push(state.load[e], state.utilisation[e], state.wait[e]);
  for (let g = 0; g < status.length; g++) recordGuest(r, state, g, status[g]);
  for (const move of moves) recordCopy(r, state, move);
  r.partStart.push(r.parts.length / 10);
  r.copyStart.push(r.copies.length / 14);
}

/** Packs what was recorded into columns. */
export function packFrames(r: Recorder): Frames {
  return {
    count: r.times.length,
    times: Float64Array.from(r.times),
    nodes: Float32Array.from(r.nodes),
    links: Float32Array.from(r.links),
    guests: Float32Array.from(r.guests),
    partStart: Uint32Array.from(r.partStart),
    parts: Float32Array.from(r.parts),
    traffic: Float32Array.from(r.traffic),
    runStart: Uint32Array.from(r.runStart),
    runs: Float32Array.from(r.runs),
    copyStart: Uint32Array.from(r.copyStart),
    copies: Float32Array.from(r.copies),
  };
}
