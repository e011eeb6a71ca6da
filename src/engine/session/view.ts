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

/**
 * What is known of a guest. A class, with what few strategies ask for read only when they do: one look makes one for every
 * guest, and most are never asked for more than where they run and what they want.
 */
class SeenGuest implements GuestView {
  readonly index: number;
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly vnumaAware: boolean;
  readonly unpinned: boolean;
  readonly moving: boolean;
  readonly homes: readonly number[];
  readonly demand: readonly number[];
  readonly since: number;
  private readonly state: State;
  private readonly rows: readonly number[];

  constructor({ state, specs, isMoving }: ViewSources, guest: number) {
    const { index, name, vcpus, memoryMiB, vnumaAware, arrive } = specs[guest];
    this.index = index;
    this.name = name;
    this.vcpus = vcpus;
    this.memoryMiB = memoryMiB;
    this.vnumaAware = vnumaAware;
    this.unpinned = state.unpinned[guest] === 1;
    this.moving = isMoving(guest);
    this.since = arrive;
    this.state = state;
    this.rows = rowsOf(state, guest);
    this.homes = this.ofRows(state.home);
    this.demand = this.ofRows(state.demand);
  }

  get tasks(): readonly number[] {
    return this.ofRows(this.state.partTasks);
  }

  get partVcpus(): readonly number[] {
    return this.ofRows(this.state.vcpus);
  }

  memoryOn(part: number, node: number): number {
    return memoryOn(this.state, this.rows[part], node);
  }

  accessTo(part: number, node: number): number {
    solveRates(this.state);
    return this.state.access[this.rows[part] * this.state.host.nodeCount + node];
  }

  cpuUsed(): number {
    solveRates(this.state);
    return this.rows.reduce((sum, row) => sum + this.state.cpuShare[row], 0);
  }

  private ofRows(column: Float64Array | Int32Array): number[] {
    const values: number[] = [];
    for (const row of this.rows) values.push(column[row]);
    return values;
  }
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
      (guests ??= Array.from(state.active.subarray(0, state.activeCount), (guest) => new SeenGuest(sources, guest))),
    random,
    forecast,
  };
}
