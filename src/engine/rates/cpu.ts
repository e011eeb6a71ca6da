import type { State } from '../state/state.ts';

/** What the second hardware thread of a core adds (MODEL §4's γ). */
const THREAD_GAIN = 0.25;

/** Most that a node with `cores` and `threads` delivers to a demand: A(D) of MODEL §4, cores. */
export function deliverable(demand: number, cores: number, threads: number): number {
  const whole = Math.min(demand, cores);
  return whole + THREAD_GAIN * (Math.min(demand, threads) - whole);
}

function total(values: Float64Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[k];
  return sum;
}

/** λ for those whose share is still open: what is left over their weights. */
function openLevel(weight: Float64Array, count: number, left: number, shares: Float64Array): number {
  let open = 0;
  for (let k = 0; k < count; k++) if (shares[k] < 0) open += weight[k];
  return open > 0 ? Math.max(0, left) / open : 0;
}

/**
 * Weighted max-min shares: share = min(demand, λ·weight) with λ so that they add up to `available`; where all demands can be
 * met each share is its demand to the bit. `shares` is filled; `count` rows are read. Independent of the order of the rows up to rounding.
 */
export function maxMin(
  demand: Float64Array,
  weight: Float64Array,
  count: number,
  available: number,
  shares: Float64Array,
): void {
  let left = total(demand, count) <= available ? Infinity : available;
  let level = 0;
  shares.fill(-1, 0, count);
  for (let settled = true; settled;) {
    settled = false;
    level = left === Infinity ? Infinity : openLevel(weight, count, left, shares);
    for (let k = 0; k < count; k++) {
      // Whoever wants no more than the level gives has all of it; what that leaves raises the level for the others.
      if (shares[k] >= 0 || (level < Infinity && demand[k] > level * weight[k])) continue;
      shares[k] = demand[k];
      left -= demand[k];
      settled = true;
    }
  }
  for (let k = 0; k < count; k++) if (shares[k] < 0) shares[k] = level * weight[k];
}

/** Running vCPUs of a part: r_g = min(t_g, V_g). */
export function runningVcpus(state: State, row: number): number {
  return Math.min(state.partTasks[row], state.vcpus[row]);
}

/** What a guest's parts want (x̂, MODEL §4), cap and pins applied; a paused guest's parts want nothing on their node. */
export function refreshDemand(state: State, guest: number): void {
  let running = 0;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) running += runningVcpus(state, row);
  state.running[guest] = running;
  state.staleHomed = true;
  state.wanted[guest] = 0;
  const cap = state.capPercent[guest] / 100;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    const r = runningVcpus(state, row);
    let want = r * state.duty[guest];
    if (cap > 0 && running > 0) want = Math.min(want, (cap * r) / running);
    if (state.pins[row] > 0) want = Math.min(want, state.pins[row]);
    state.demand[row] = want;
    state.wanted[guest] += want;
  }
}

/** The parts on the node that was shared last: the first `count` rows, and what the sharing is about. */
interface Shared {
  count: number;
  rows: Int32Array<ArrayBuffer>;
  demand: Float64Array<ArrayBuffer>;
  weight: Float64Array<ArrayBuffer>;
  shares: Float64Array<ArrayBuffer>;
}

const shared: Shared = {
  count: 0,
  rows: new Int32Array(16),
  demand: new Float64Array(16),
  weight: new Float64Array(16),
  shares: new Float64Array(16),
};

function makeRoom(length: number): void {
  if (length <= shared.rows.length) return;
  shared.rows = new Int32Array(length * 2);
  shared.demand = new Float64Array(length * 2);
  shared.weight = new Float64Array(length * 2);
  shared.shares = new Float64Array(length * 2);
}

/** Collects the parts on a node; gives Σ x̂ of those that are not paused. */
function collect(state: State, node: number): number {
  const { rows, demand, weight } = shared;
  let count = 0;
  let wanted = 0;
  for (let n = 0; n < state.activeCount; n++) {
    const guest = state.active[n];
    for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
      if (state.home[row] !== node) continue;
      rows[count] = row;
      demand[count] = state.paused[guest] === 1 ? 0 : state.demand[row];
      weight[count] = state.weight[guest] * runningVcpus(state, row);
      wanted += demand[count++];
    }
  }
  shared.count = count;
  return wanted;
}

/** CPU shares of the parts on one node; gives their rows, valid until the next node is shared. */
export function shareNode(state: State, node: number): { readonly count: number; readonly rows: Int32Array } {
  makeRoom(state.partRows);
  const wanted = collect(state, node);
  const { count, rows, demand, weight, shares } = shared;
  maxMin(demand, weight, count, deliverable(wanted, state.host.cores[node], state.host.threads[node]), shares);
  state.cpuDemand[node] = wanted;
  state.cpuUsed[node] = 0;
  for (let k = 0; k < count; k++) {
    state.cpuShare[rows[k]] = shares[k];
    state.cpuUsed[node] += shares[k];
  }
  return shared;
}
