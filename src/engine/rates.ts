import { BYTES_PER_LINE } from '../model/units.ts';
import { refreshAccess } from './access.ts';
import { refreshDemand, shareNode } from './cpu.ts';
import { reserveCustomers, type Customers } from './customers.ts';
import { solveWaits } from './equilibrium.ts';
import type { HostModel } from './host-model.ts';
import type { State } from './state.ts';

let dense = new Float64Array(64);

/** b of MODEL §5: the share of a core's full speed at which its cache lines in flight run out, per unit of Λ. */
export function lineBound(betaGBs: number, l0: number, lines: number): number {
  const inFlight = (betaGBs * l0) / BYTES_PER_LINE;
  return Math.max(inFlight / lines, Math.min(0.25, inFlight));
}

function addRoute(host: HostModel, from: number, to: number, share: number): void {
  const pair = from * host.nodeCount + to;
  for (let r = host.routeStart[pair]; r < host.routeStart[pair + 1]; r++)
    dense[host.nodeCount + host.routeLinks[r]] += share;
}

/** Takes the gathered coefficients into the next customer's row. */
function addCustomer(
  c: Customers,
  host: HostModel,
  idle: number,
  cores: number,
  stall: number,
  beta: number,
  bound: number,
): number {
  const row = c.count++;
  reserveCustomers(c, row + 1, c.start[row] + host.stationCount);
  let entry = c.start[row];
  for (let e = 0; e < host.stationCount; e++) {
    if (dense[e] === 0) continue;
    c.station[entry] = e;
    c.coefficient[entry++] = dense[e];
  }
  c.start[row + 1] = entry;
  c.idle[row] = idle;
  c.cores[row] = cores;
  c.stall[row] = stall;
  c.beta[row] = beta;
  c.bound[row] = bound;
  return row;
}

function addPartCustomer(state: State, guest: number, row: number): void {
  const { host } = state;
  const home = state.home[row];
  dense.fill(0, 0, host.stationCount);
  let idle = 0;
  for (let j = 0; j < host.nodeCount; j++) {
    const a = state.access[row * host.nodeCount + j];
    if (a === 0) continue;
    idle += a * host.latency[home * host.nodeCount + j];
    dense[j] += a;
    addRoute(host, j, home, a);
  }
  const beta = state.beta[guest];
  const bound = lineBound(beta, host.l0, host.linesPerCore);
  state.customer[row] = addCustomer(
    state.solver.customers,
    host,
    idle / host.l0,
    state.cpuShare[row],
    state.stall[guest],
    beta,
    bound,
  );
}

function addCopyCustomer(state: State, slot: number): void {
  const { host } = state;
  dense.fill(0, 0, host.stationCount);
  dense[state.copyFrom[slot]] += 1;
  dense[state.copyTo[slot]] += 1;
  addRoute(host, state.copyFrom[slot], state.copyTo[slot], 1);
  let beta = state.copyRate[slot];
  for (let e = 0; e < host.stationCount; e++) if (dense[e] > 0) beta = Math.min(beta, host.capacity[e] / dense[e]);
  const bound = lineBound(beta, host.l0, host.linesPerCore);
  addCustomer(state.solver.customers, host, 1, 1, 0, beta, bound);
}

function refreshStale(state: State): void {
  for (let n = 0; n < state.activeCount; n++) {
    const guest = state.active[n];
    if (state.staleAccess[guest] === 0) continue;
    refreshAccess(state, guest);
    refreshDemand(state, guest);
    state.staleAccess[guest] = 0;
    for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) state.staleCpu[state.home[row]] = 1;
  }
  for (let node = 0; node < state.host.nodeCount; node++) {
    if (state.staleCpu[node] === 1) shareNode(state, node);
    state.staleCpu[node] = 0;
  }
}

function takeResults(state: State): void {
  const { customers, load } = state.solver;
  for (let n = 0; n < state.activeCount; n++) {
    for (let row = state.guestFirst[state.active[n]]; row >= 0; row = state.next[row]) {
      state.speed[row] = customers.speed[state.customer[row]];
      state.progress[row] = state.cpuShare[row] * state.speed[row];
    }
  }
  let customer = customers.count;
  for (let slot = state.copyRows - 1; slot >= 0; slot--) {
    if (state.copyLive[slot] === 0) continue;
    customer--;
    state.copySpeed[slot] = customers.beta[customer] * customers.speed[customer];
  }
  for (let e = 0; e < state.host.stationCount; e++) {
    const capacity = state.host.capacity[e];
    state.load[e] = Math.min(load[e], capacity);
    state.utilisation[e] = capacity > 0 ? state.load[e] / capacity : 0;
  }
}

/** Brings all rates up to date with what was changed since the last call (MODEL §3-5); does nothing if nothing was. */
export function solveRates(state: State): void {
  if (!state.dirty) return;
  const { customers } = state.solver;
  if (dense.length < state.host.stationCount) dense = new Float64Array(state.host.stationCount);
  refreshStale(state);
  customers.count = 0;
  for (let n = 0; n < state.activeCount; n++) {
    const guest = state.active[n];
    for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) addPartCustomer(state, guest, row);
  }
  for (let slot = 0; slot < state.copyRows; slot++) if (state.copyLive[slot] === 1) addCopyCustomer(state, slot);
  solveWaits(state.solver, state.wait);
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
