import type { GuestSpec } from '../scenario/compile.ts';
import { refreshDemand } from '../rates/cpu.ts';
import type { HostModel } from '../scenario/host-model.ts';
import { roomFault } from '../moves/move-checks.ts';
import {
  addGuest,
  addParts,
  dealTasks,
  EXTENTS,
  freeMiB,
  type FullWorkload,
  type PartShape,
  type State,
} from '../state/state.ts';
import type { PartDecision, PlaceDecision } from '../strategy.ts';

/** Sums may differ by rounding, MiB. */
const SLACK = 1e-6;
/** Less memory than this is rounding, MiB. */
const NOTHING = 1e-9;

/** A part to settle: node index, and where its memory lies, hottest first. */
interface Seat {
  readonly node: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly memoryOn: readonly { readonly node: number; readonly memoryMiB: number }[];
  readonly pins: number;
}

function extentShares(host: HostModel, seat: Seat): Float64Array {
  const shares = new Float64Array(EXTENTS * host.nodeCount);
  const size = seat.memoryMiB / EXTENTS;
  if (!(size > 0)) return shares;
  let start = 0;
  for (const piece of seat.memoryOn) {
    const end = start + piece.memoryMiB;
    for (let k = 0; k < EXTENTS; k++) {
      const held = Math.min(end, (k + 1) * size) - Math.max(start, k * size);
      if (held > 0) shares[k * host.nodeCount + piece.node] += held / size;
    }
    start = end;
  }
  return shares;
}

/** Seats of a placement in the file, which `checkPlacement` has passed. */
function fileSeats(host: HostModel, spec: GuestSpec): Seat[] {
  const at = (id: number): number => host.indexOf.get(id)!;
  return (spec.placement?.parts ?? []).map((part, p) => ({
    node: at(part.node),
    vcpus: part.vcpus,
    memoryMiB: part.memoryMiB,
    memoryOn: (part.memoryOn ?? [part]).map((on) => ({ node: at(on.node), memoryMiB: on.memoryMiB })),
    pins: spec.pins[p],
  }));
}

/** Seats of a strategy's decision: each part's memory with its vCPUs unless it says otherwise. */
function chosenSeats(parts: readonly PartDecision[]): Seat[] {
  return parts.map((part) => ({
    ...part,
    memoryOn: part.memoryOn ?? [{ node: part.node, memoryMiB: part.memoryMiB }],
    pins: 0,
  }));
}

/** What a strategy must not do: the engine answers for the sums, not for its wisdom. */
function seatFault(host: HostModel, spec: GuestSpec, seats: readonly Seat[]): string | undefined {
  const places = seats.flatMap((seat) => [seat.node, ...seat.memoryOn.map((on) => on.node)]);
  const stray = places.find((node) => !(Number.isInteger(node) && node >= 0 && node < host.nodeCount));
  if (stray !== undefined) return `was placed on a node that is not there (${stray})`;
  const bare = seats.find((seat) => seat.vcpus > 0 && !(host.threads[seat.node] > 0));
  if (bare !== undefined) return `node ${host.ids[bare.node]} has no CPUs`;
  const vcpus = seats.reduce((sum, seat) => sum + seat.vcpus, 0);
  const mib = seats.flatMap((seat) => seat.memoryOn).reduce((sum, on) => sum + on.memoryMiB, 0);
  if (vcpus === spec.vcpus && Math.abs(mib - spec.memoryMiB) < SLACK) return undefined;
  return `was placed with ${vcpus} vCPUs and ${mib} MiB instead of ${spec.vcpus} and ${spec.memoryMiB}`;
}

function memoryFault(state: State, seats: readonly Seat[], floorMiB: number): string | undefined {
  const needed = new Float64Array(state.host.nodeCount);
  for (const seat of seats) for (const on of seat.memoryOn) needed[on.node] += on.memoryMiB;
  return roomFault(state, needed, floorMiB);
}

function addSeats(state: State, spec: GuestSpec, workload: FullWorkload, seats: readonly Seat[]): void {
  addGuest(state, spec.index, spec, workload, false);
  const tasks = dealTasks(
    workload.tasks,
    seats.map((seat) => seat.vcpus),
  );
  const shapes = seats.map((seat, p) => ({
    home: seat.node,
    vcpus: seat.vcpus,
    tasks: tasks[p],
    sizeMiB: seat.memoryMiB,
    pins: seat.pins,
    shares: extentShares(state.host, seat),
  }));
  addParts(state, spec.index, shapes);
  refreshDemand(state, spec.index);
}

/** Deals up to `mib` in equal shares over nodes with room left, what does not fit on one going to the others; gives what is left over. */
function dealEqually(room: Float64Array, taken: Float64Array, isIn: (node: number) => boolean, mib: number): number {
  let left = mib;
  while (left > NOTHING) {
    let open = 0;
    for (let j = 0; j < room.length; j++) if (isIn(j) && room[j] - taken[j] > NOTHING) open++;
    if (open === 0) return left;
    const each = left / open;
    for (let j = 0; j < room.length; j++) {
      if (!isIn(j) || !(room[j] - taken[j] > NOTHING)) continue;
      const more = Math.min(each, room[j] - taken[j]);
      taken[j] += more;
      left -= more;
    }
  }
  return 0;
}

/** Share of the memory on each node: equal over the set, then over the others; undefined = no room in all. */
function evenShares(
  state: State,
  mib: number,
  isIn: (node: number) => boolean,
  floorMiB: number,
): Float64Array | undefined {
  const { memoryMiB } = state.host;
  const room = memoryMiB.map((size, j) => (size > 0 ? Math.max(0, freeMiB(state, j) - floorMiB) : 0));
  const taken = new Float64Array(memoryMiB.length);
  const rest = dealEqually(room, taken, isIn, mib);
  const left = dealEqually(room, taken, (node) => !isIn(node), rest);
  return left > NOTHING ? undefined : taken.map((amount) => amount / mib);
}

/** Parts × nodes that a machine can hold (a column of 256 MiB); unpinned guests on hosts of a thousand nodes reach it first. */
const MOST_PLACES = 2 ** 25;

/** One sub-part on every node of the set that has CPUs, in proportion to its cores, flat (MODEL §2). */
function settleUnpinned(
  state: State,
  spec: GuestSpec,
  workload: FullWorkload,
  nodes: readonly number[] | undefined,
  floorMiB: number,
): string | undefined {
  const { host } = state;
  const chosen = nodes && new Set(nodes);
  const isIn = (node: number): boolean => chosen === undefined || chosen.has(node);
  const memory = evenShares(state, spec.memoryMiB, isIn, floorMiB);
  if (memory === undefined) return `needs ${spec.memoryMiB} MiB, the nodes have not so much free together`;
  const cores = host.cores.reduce((sum, count, node) => sum + (isIn(node) ? count : 0), 0);
  if (!(cores > 0)) return 'there is no node with CPUs to run on';
  if ((state.partRows + host.nodeCount) * host.nodeCount > MOST_PLACES)
    return `would be spread over ${host.nodeCount} nodes, more than can be computed beside the guests before it; give it a placement`;
  const shares = new Float64Array(EXTENTS * host.nodeCount);
  for (let k = 0; k < EXTENTS; k++) shares.set(memory, k * host.nodeCount);
  addGuest(state, spec.index, spec, workload, true);
  const shapes: PartShape[] = [];
  for (let node = 0; node < host.nodeCount; node++) {
    if (!isIn(node) || !(host.cores[node] > 0)) continue;
    const part = host.cores[node] / cores;
    shapes.push({
      home: node,
      vcpus: spec.vcpus * part,
      tasks: workload.tasks * part,
      sizeMiB: spec.memoryMiB * part,
      pins: 0,
      shares,
    });
  }
  addParts(state, spec.index, shapes);
  refreshDemand(state, spec.index);
  return undefined;
}

/** Puts a guest where the file (`decision` undefined) or a strategy wants it; gives the reason if it cannot be. */
export function settle(
  state: State,
  spec: GuestSpec,
  workload: FullWorkload,
  decision: PlaceDecision | undefined,
  floorMiB: number,
): string | undefined {
  if (decision?.kind === 'refused') return decision.reason;
  if (decision?.kind === 'unpinned') return settleUnpinned(state, spec, workload, decision.nodes, floorMiB);
  const seats = decision === undefined ? fileSeats(state.host, spec) : chosenSeats(decision.parts);
  const fault = seatFault(state.host, spec, seats) ?? memoryFault(state, seats, decision === undefined ? 0 : floorMiB);
  if (fault === undefined) addSeats(state, spec, workload, seats);
  return fault;
}
