import type { GuestSpec } from '../scenario/compile.ts';
import { solveRates } from '../rates/rates.ts';
import { freeMiB, memoryOn, type State } from '../state/state.ts';
import { nodeLoads } from '../state/loads.ts';
import type { GuestView, HostView } from '../strategy.ts';

/** What a view needs to know beyond the state. */
export interface ViewSources {
  readonly state: State;
  readonly specs: readonly GuestSpec[];
  readonly now: number;
  readonly floorMiB: number;
  readonly isMoving: (guest: number) => boolean;
  readonly random: HostView['random'];
  readonly forecast: HostView['forecast'];
}

function rowsOf(state: State, guest: number): number[] {
  const rows: number[] = [];
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) rows.push(row);
  return rows;
}

function guestView({ state, specs, isMoving }: ViewSources, guest: number): GuestView {
  const { index, name, vcpus, memoryMiB, vnumaAware, arrive } = specs[guest];
  const rows = rowsOf(state, guest);
  return {
    index,
    name,
    vcpus,
    memoryMiB,
    vnumaAware,
    unpinned: state.unpinned[guest] === 1,
    moving: isMoving(guest),
    homes: rows.map((row) => state.home[row]),
    demand: rows.map((row) => state.demand[row]),
    tasks: rows.map((row) => state.partTasks[row]),
    partVcpus: rows.map((row) => state.vcpus[row]),
    since: arrive,
    memoryOn: (part, node) => memoryOn(state, rows[part], node),
    accessTo: (part, node) => {
      solveRates(state);
      return state.access[rows[part] * state.host.nodeCount + node];
    },
    cpuUsed: () => {
      solveRates(state);
      return rows.reduce((sum, row) => sum + state.cpuShare[row], 0);
    },
  };
}

/** What a strategy may see now; it holds until the state changes. Nothing is solved unless the strategy asks for it. */
export function viewOf(sources: ViewSources): HostView {
  const { state, now, floorMiB, random, forecast } = sources;
  const { host } = state;
  let loads: Float64Array | undefined;
  let guests: readonly GuestView[] | undefined;
  return {
    now,
    nodeCount: host.nodeCount,
    nodeId: (n) => host.ids[n],
    cores: (n) => host.cores[n],
    threads: (n) => host.threads[n],
    memoryMiB: (n) => host.memoryMiB[n],
    latencyNs: (from, to) => host.latency[from * host.nodeCount + to],
    load: (n) => (loads ??= nodeLoads(state, new Float64Array(host.nodeCount)))[n],
    usedMiB: (n) => state.usedMiB[n],
    freeMiB: (n) => Math.max(0, freeMiB(state, n) - floorMiB),
    guests: () =>
      (guests ??= Array.from(state.active.subarray(0, state.activeCount), (guest) => guestView(sources, guest))),
    random,
    forecast,
  };
}
