import { parseCpulist } from '../model/cpulist.ts';
import type { GuestSpec } from './compile.ts';
import { EngineError, type HostModel } from './host-model.ts';
import { addGuest, addPart, dealTasks, EXTENTS, freeMiB, type State } from './state.ts';
import type { PlaceDecision } from './strategy.ts';

/** A part to settle: node index, and where its memory lies, hottest first. */
interface Seat {
  readonly node: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly memoryOn: readonly { readonly node: number; readonly memoryMiB: number }[];
  readonly pins: number;
}

/** Number of pCPUs that a part is pinned to; 0 = not pinned, or the node's pCPUs have no numbers. */
function pinCount(host: HostModel, node: number, list: string | undefined): number {
  const cpus = host.numbered[node] ? parseCpulist(list ?? '') : [];
  return typeof cpus === 'string' ? 0 : cpus.length;
}

function extentShares(host: HostModel, seat: Seat): Float64Array {
  const shares = new Float64Array(EXTENTS * host.nodeCount);
  const size = seat.memoryMiB / EXTENTS;
  let start = 0;
  for (const piece of seat.memoryOn) {
    const end = start + piece.memoryMiB;
    for (let k = 0; k < EXTENTS && size > 0; k++) {
      const held = Math.min(end, (k + 1) * size) - Math.max(start, k * size);
      if (held > 0) shares[k * host.nodeCount + piece.node] += held / size;
    }
    start = end;
  }
  return shares;
}

/** Seats of a placement in the file. Throws EngineError where it names a node that is not there. */
export function fileSeats(host: HostModel, spec: GuestSpec): Seat[] {
  const at = (id: number): number => {
    const index = host.indexOf.get(id);
    if (index === undefined) throw new EngineError(`There is no node ${id}.`, `guests[${spec.index}].placement`);
    return index;
  };
  return (spec.placement?.parts ?? []).map((part) => ({
    node: at(part.node),
    vcpus: part.vcpus,
    memoryMiB: part.memoryMiB,
    memoryOn: (part.memoryOn ?? [{ node: part.node, memoryMiB: part.memoryMiB }]).map((on) => ({
      node: at(on.node),
      memoryMiB: on.memoryMiB,
    })),
    pins: pinCount(host, at(part.node), part.cpus),
  }));
}

function roomFault(state: State, seats: readonly Seat[], floorMiB: number): string | undefined {
  const needed = new Float64Array(state.host.nodeCount);
  for (const seat of seats) for (const on of seat.memoryOn) needed[on.node] += on.memoryMiB;
  const short = needed.findIndex((mib, n) => mib > freeMiB(state, n) - floorMiB + 1e-6);
  return short < 0
    ? undefined
    : `needs ${needed[short]} MiB on node ${state.host.ids[short]}, ${Math.max(0, freeMiB(state, short) - floorMiB)} MiB free`;
}

function addSeats(state: State, spec: GuestSpec, seats: readonly Seat[]): void {
  addGuest(state, spec.index, spec, spec.workload, false);
  const tasks = dealTasks(
    spec.workload.tasks,
    seats.map((seat) => seat.vcpus),
  );
  seats.forEach((seat, p) => {
    addPart(state, spec.index, {
      home: seat.node,
      vcpus: seat.vcpus,
      tasks: tasks[p],
      sizeMiB: seat.memoryMiB,
      pins: seat.pins,
      shares: extentShares(state.host, seat),
    });
  });
}

/** Equal memory on all nodes with memory; what does not fit on one goes to the others. */
function equalShares(state: State, mib: number, floorMiB: number): Float64Array | undefined {
  const n = state.host.nodeCount;
  const taken = new Float64Array(n);
  const room = Float64Array.from({ length: n }, (_, j) =>
    state.host.memoryMiB[j] > 0 ? Math.max(0, freeMiB(state, j) - floorMiB) : 0,
  );
  let left = mib;
  while (left > 1e-9) {
    const open = room.reduce((count, free, j) => count + (free - taken[j] > 1e-9 ? 1 : 0), 0);
    if (open === 0) return undefined;
    const each = left / open;
    for (let j = 0; j < n; j++) {
      if (!(room[j] - taken[j] > 1e-9)) continue;
      const more = Math.min(each, room[j] - taken[j]);
      taken[j] += more;
      left -= more;
    }
  }
  return taken.map((amount) => amount / mib);
}

function settleUnpinned(state: State, spec: GuestSpec, floorMiB: number): string | undefined {
  const { host } = state;
  const memory = equalShares(state, spec.memoryMiB, floorMiB);
  if (memory === undefined) return `needs ${spec.memoryMiB} MiB, the nodes have not so much free together`;
  const shares = new Float64Array(EXTENTS * host.nodeCount);
  for (let k = 0; k < EXTENTS; k++) shares.set(memory, k * host.nodeCount);
  const cores = host.cores.reduce((sum, count) => sum + count, 0);
  addGuest(state, spec.index, spec, spec.workload, true);
  for (let node = 0; node < host.nodeCount; node++) {
    if (!(host.cores[node] > 0)) continue;
    const part = host.cores[node] / cores;
    addPart(state, spec.index, {
      home: node,
      vcpus: spec.vcpus * part,
      tasks: spec.workload.tasks * part,
      sizeMiB: spec.memoryMiB * part,
      pins: 0,
      shares,
    });
  }
  return undefined;
}

/** Puts a guest where the file or a strategy wants it; gives the reason if it cannot be. */
export function settle(
  state: State,
  spec: GuestSpec,
  decision: PlaceDecision | undefined,
  floorMiB: number,
): string | undefined {
  if (decision?.kind === 'refused') return decision.reason;
  if (decision?.kind === 'unpinned') return settleUnpinned(state, spec, floorMiB);
  const seats =
    decision === undefined
      ? fileSeats(state.host, spec)
      : decision.parts.map((part) => ({
          ...part,
          memoryOn: [{ node: part.node, memoryMiB: part.memoryMiB }],
          pins: 0,
        }));
  const fault = roomFault(state, seats, decision === undefined ? 0 : floorMiB);
  if (fault === undefined) addSeats(state, spec, seats);
  return fault;
}
