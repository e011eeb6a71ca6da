import { refreshAccess } from './access.ts';
import { STALE_ALL } from '../state/columns.ts';
import { refreshDemand, shareNode } from './cpu.ts';
import { admitPart, refreshTraffic } from '../state/customers.ts';
import { solveWaits } from '../equilibrium/equilibrium.ts';
import type { State } from '../state/state.ts';

function refreshWants(state: State, guest: number): void {
  refreshDemand(state, guest);
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) state.staleCpu[state.home[row]] = 1;
}

function refreshGuests(state: State): void {
  for (let n = 0; n < state.activeCount; n++) {
    const guest = state.active[n];
    if (state.staleAccess[guest] === 0) continue;
    refreshAccess(state, guest);
    if (state.staleAccess[guest] === STALE_ALL) refreshWants(state, guest);
    state.staleAccess[guest] = 0;
    for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
      admitPart(state, guest, row);
      // Where the CPUs are not shared anew the part goes on as it was.
      if (state.staleCpu[state.home[row]] === 0) refreshTraffic(state, row);
    }
  }
}

function refreshNodes(state: State): void {
  for (let node = 0; node < state.host.nodeCount; node++) {
    if (state.staleCpu[node] === 0) continue;
    state.staleCpu[node] = 0;
    const shared = shareNode(state, node);
    for (let k = 0; k < shared.count; k++) refreshTraffic(state, shared.rows[k]);
  }
}

function takeResults(state: State): void {
  const { network, active, activeCount, guestFirst, next, customer, cpuShare, speed, progress } = state;
  const solved = network.speed;
  for (let n = 0; n < activeCount; n++) {
    for (let row = guestFirst[active[n]]; row >= 0; row = next[row]) {
      const v = solved[customer[row]];
      speed[row] = v;
      progress[row] = cpuShare[row] * v;
    }
  }
  for (let slot = 0; slot < state.copyRows; slot++) {
    if (state.copyLive[slot] === 1)
      state.copySpeed[slot] = state.copyTraffic[slot] * network.speed[state.copyCustomer[slot]];
  }
  for (let e = 0; e < state.host.stationCount; e++) {
    const capacity = state.host.capacity[e];
    // Rounding may leave a trace beyond what a station has, or of traffic that has gone.
    state.load[e] = Math.max(0, Math.min(network.load[e], capacity));
    state.utilisation[e] = capacity > 0 ? state.load[e] / capacity : 0;
  }
}

/** Brings all rates up to date with what was changed since the last call (MODEL §3-5); does nothing if nothing was. */
export function solveRates(state: State): void {
  if (!state.dirty) return;
  refreshGuests(state);
  refreshNodes(state);
  solveWaits(state.network);
  takeResults(state);
  state.dirty = false;
}

/** Normalised speed of a guest (MODEL §5): Σ y / Σ x̂, 1 if it wants nothing, 0 while paused. */
export function speedOf(state: State, guest: number): number {
  return state.wanted[guest] > 0 ? progressOf(state, guest) / state.wanted[guest] : 1;
}

/** Σ y of a guest, cores. */
export function progressOf(state: State, guest: number): number {
  let sum = 0;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) sum += state.progress[row];
  return sum;
}

/** Remote access ratio of a guest (MODEL §5), weighted by progress, else demand, else size. */
export function remoteRatioOf(state: State, guest: number): number {
  const n = state.host.nodeCount;
  for (const weights of [state.progress, state.demand, state.size]) {
    let sum = 0;
    let remote = 0;
    for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
      sum += weights[row];
      remote += weights[row] * (1 - state.access[row * n + state.home[row]]);
    }
    if (sum > 0) return Math.min(1, Math.max(0, remote / sum));
  }
  return 0;
}
