import { deliverable } from '../rates/cpu.ts';
import { GUEST_STATUS } from '../frames.ts';
import type { Move } from '../moves/moves.ts';
import type { Session } from '../session/session.ts';
import { EXTENTS, extentAt, type State } from '../state/state.ts';

/** Rounding of sums of MiB and of shares. */
const SLACK = 1e-6;

function fail(what: string): never {
  throw new Error(`broken invariant: ${what}`);
}

function checkNumbers(state: State): void {
  const columns = { ...state } as unknown as Record<string, unknown>;
  for (const name of ['cpuShare', 'speed', 'progress', 'demand', 'access'] as const) {
    for (let n = 0; n < state.activeCount; n++) {
      for (let row = state.guestFirst[state.active[n]]; row >= 0; row = state.next[row]) {
        const column = columns[name] as Float64Array;
        const width = name === 'access' ? state.host.nodeCount : 1;
        for (const value of column.subarray(row * width, row * width + width))
          if (!(value >= 0 && value < Infinity)) fail(`${name} of guest ${state.active[n]} is ${value}`);
      }
    }
  }
  for (const name of ['load', 'utilisation', 'wait', 'cpuUsed', 'cpuDemand', 'reservedMiB', 'usedMiB'] as const)
    for (const value of state[name]) if (!(value >= 0 && value < Infinity)) fail(`${name} is ${value}`);
}

function checkCapacities(state: State): void {
  const { host } = state;
  for (let e = 0; e < host.stationCount; e++)
    if (state.load[e] > host.capacity[e] * (1 + 1e-9)) fail(`station ${e} carries ${state.load[e]} GB/s`);
  for (let n = 0; n < host.nodeCount; n++) {
    const most = deliverable(state.cpuDemand[n], host.cores[n], host.threads[n]);
    if (state.cpuUsed[n] > most + SLACK) fail(`node ${host.ids[n]} gives ${state.cpuUsed[n]} of ${most} cores`);
    const held = state.usedMiB[n] + state.reservedMiB[n];
    if (held > host.memoryMiB[n] + SLACK) fail(`node ${host.ids[n]} holds ${held} of ${host.memoryMiB[n]} MiB`);
  }
}

/** The memory of one part by node, added to `used`; its extents must be whole. */
function addPart(state: State, row: number, used: number[]): void {
  const nodes = state.host.nodeCount;
  for (let k = 0; k < EXTENTS; k++) {
    let whole = 0;
    for (let j = 0; j < nodes; j++) {
      const share = state.extents[extentAt(state, row, k) + j];
      if (!(share >= 0)) fail(`extent ${k} has ${share} on a node`);
      whole += share;
      used[j] += (share * state.size[row]) / EXTENTS;
    }
    // A part without memory (one page in two parts) has extents of nothing.
    if (Math.abs(whole - 1) > 1e-9 && state.size[row] > 0)
      fail(`extent ${k} of guest ${state.guest[row]} adds up to ${whole}`);
  }
}

function checkMemory(state: State): void {
  const used = Array.from({ length: state.host.nodeCount }, () => 0);
  for (let n = 0; n < state.activeCount; n++) {
    const guest = state.active[n];
    let [mib, vcpus, tasks] = [0, 0, 0];
    for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
      addPart(state, row, used);
      mib += state.size[row];
      vcpus += state.vcpus[row];
      tasks += state.partTasks[row];
    }
    if (Math.abs(mib - state.guestMemory[guest]) > SLACK) fail(`guest ${guest} has ${mib} MiB`);
    if (Math.abs(vcpus - state.guestVcpus[guest]) > SLACK) fail(`guest ${guest} has ${vcpus} vCPUs`);
    if (Math.abs(tasks - state.tasks[guest]) > SLACK) fail(`guest ${guest} has ${tasks} tasks`);
  }
  used.forEach((mib, n) => {
    if (Math.abs(mib - state.usedMiB[n]) > SLACK) fail(`node ${n}: parts hold ${mib}, booked ${state.usedMiB[n]}`);
  });
}

function checkMove(s: Session, move: Move): void {
  if (move.ended) fail('a move that has ended is under way');
  if (s.status[move.guest] !== GUEST_STATUS.running) fail(`guest ${move.guest} moves and does not run`);
  if (!(move.leftMiB >= 0 && move.sentMiB >= 0)) fail(`a move has ${move.leftMiB} left and ${move.sentMiB} sent`);
}

/** Every reservation, copy and pause belongs to exactly one move under way. */
function checkMoves(s: Session): void {
  const { state } = s;
  const reserved = Array.from({ length: state.host.nodeCount }, () => 0);
  const paused = new Set<number>();
  const slots = new Set<number>();
  for (const move of s.moves) {
    checkMove(s, move);
    move.reserved.forEach((mib, n) => (reserved[n] += mib));
    if (move.pauseLeft >= 0 || move.lastRound) paused.add(move.guest);
    if (move.slot >= 0) slots.add(move.slot);
  }
  if (new Set(s.moves.map((move) => move.guest)).size < s.moves.length) fail('a guest has two moves at once');
  reserved.forEach((mib, n) => {
    if (Math.abs(mib - state.reservedMiB[n]) > SLACK)
      fail(`node ${n}: ${state.reservedMiB[n]} reserved, moves hold ${mib}`);
  });
  for (let slot = 0; slot < state.copyRows; slot++)
    if ((state.copyLive[slot] === 1) !== slots.has(slot)) fail(`copy ${slot} belongs to no move or is lost`);
  for (let n = 0; n < state.activeCount; n++)
    if ((state.paused[state.active[n]] === 1) !== paused.has(state.active[n]))
      fail(`guest ${state.active[n]} stands still`);
}

/** Every arrival so far is running, refused or gone, and nobody else is. */
function checkLives(s: Session): void {
  const running = new Set(state(s));
  const arrived = new Set(
    s.planned
      .slice(0, s.cursor)
      .filter((event) => event.kind === 'arrive')
      .map((event) => event.guest),
  );
  s.status.forEach((status, guest) => {
    if ((status !== GUEST_STATUS.absent) !== arrived.has(guest)) fail(`guest ${guest} has status ${status}`);
    if ((status === GUEST_STATUS.running) !== running.has(guest)) fail(`guest ${guest} runs and is not there`);
    if ((status === GUEST_STATUS.refused) !== s.refused.has(guest)) fail(`guest ${guest} is missed wrongly`);
  });
}

function state({ state }: Session): Int32Array {
  return state.active.subarray(0, state.activeCount);
}

/** MODEL §9's invariants. Rates must be solved. Throws with what is broken. */
export function checkInvariants(s: Session): void {
  checkNumbers(s.state);
  checkCapacities(s.state);
  checkMemory(s.state);
  checkMoves(s);
  checkLives(s);
}
