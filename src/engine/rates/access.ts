import { EXTENTS, extentAt, type State } from '../state/state.ts';

/** F(x): share of accesses that go to the hottest share `x` of the pages (MODEL §2). */
export function heatUpTo(x: number, hotFraction: number, hotShare: number): number {
  if (x >= 1) return 1;
  if (x <= hotFraction) return (x * hotShare) / hotFraction;
  return hotShare + ((x - hotFraction) * (1 - hotShare)) / (1 - hotFraction);
}

const NEGLIGIBLE = 1e-12;
let mix = new Float64Array(64);

/** Where the heat-weighted shares m of a part begin in `heat`: one for each node. */
function heatAt(state: State, row: number): number {
  return state.extentRow[row] * state.host.nodeCount;
}

function refreshHeat(state: State, guest: number, row: number): void {
  const n = state.host.nodeCount;
  const own = heatAt(state, row);
  state.heat.fill(0, own, own + n);
  let before = 0;
  for (let k = 0; k < EXTENTS; k++) {
    const upTo = heatUpTo((k + 1) / EXTENTS, state.hotFraction[guest], state.hotShare[guest]);
    const at = extentAt(state, row, k);
    for (let j = 0; j < n; j++) state.heat[own + j] += (upTo - before) * state.extents[at + j];
    before = upTo;
  }
}

function refreshMix(state: State, guest: number): number {
  const n = state.host.nodeCount;
  if (mix.length < n) mix = new Float64Array(n);
  mix.fill(0);
  let total = 0;
  let done = -1;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    // Parts that share their extents share their heat.
    if (state.extentRow[row] !== done) refreshHeat(state, guest, row);
    done = state.extentRow[row];
    total += state.size[row];
    const at = heatAt(state, row);
    for (let j = 0; j < n; j++) mix[j] += state.size[row] * state.heat[at + j];
  }
  if (total > 0) for (let j = 0; j < n; j++) mix[j] /= total;
  return total;
}

function fit(state: State, guest: number, row: number, total: number): number {
  const tasks = state.partTasks[row];
  if (tasks <= 0 || total <= 0) return 1;
  return Math.min(1, ((state.size[row] / total) * state.tasks[guest]) / tasks);
}

function ownAt(state: State, guest: number, row: number, total: number, j: number): number {
  const m = state.heat[heatAt(state, row) + j];
  const f = fit(state, guest, row, total);
  const rest = total - state.size[row];
  const own = f < 1 && rest > 0 ? f * m + ((1 - f) * (mix[j] * total - state.size[row] * m)) / rest : m;
  const tasks = state.partTasks[row];
  if (state.ownFrom[row] < 0 || tasks < 1) return own;
  return ((tasks - 1) * own + state.heat[heatAt(state, state.ownFrom[row]) + j]) / tasks;
}

function memoryIsBack(state: State, row: number): boolean {
  let sum = 0;
  for (let k = 0; k < EXTENTS; k++) sum += state.extents[extentAt(state, row, k) + state.home[row]];
  return sum > EXTENTS / 2;
}

/** Access shares a of all parts of a guest (MODEL §3); a stale topology heals here when its memory is back. */
export function refreshAccess(state: State, guest: number): void {
  const n = state.host.nodeCount;
  const total = refreshMix(state, guest);
  const split = state.aware[guest] === 1 && state.unpinned[guest] === 0 && state.guestParts[guest] > 1;
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) {
    if (state.stale[row] === 1 && memoryIsBack(state, row)) state.stale[row] = 0;
    const near = split && state.stale[row] === 0 ? (1 - state.shared[guest]) * state.osLocality[guest] : 0;
    for (let j = 0; j < n; j++) {
      const a = (near > 0 ? near * ownAt(state, guest, row, total, j) : 0) + (1 - near) * mix[j];
      state.access[row * n + j] = a < NEGLIGIBLE ? 0 : a;
    }
  }
}
