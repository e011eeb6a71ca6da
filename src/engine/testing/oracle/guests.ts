import { withDefaults, type FullWorkload } from '../../../model/fields.ts';
import type { Guest, Placement, PlacementPart, Workload } from '../../../model/scenario.ts';
import { pinBound, type OracleHost } from './host.ts';

export const EXTENTS = 32;

/** A part, or one sub-part of an unpinned guest (then vCPUs and tasks are fractions). Nodes by position. */
export interface OraclePart {
  node: number;
  readonly vcpus: number;
  readonly sizeMiB: number;
  tasks: number;
  /** Most cores that its pins allow. */
  pinned: number;
  /** MiB of each extent on each node. */
  extents: number[][];
  /** Its vCPUs have left its memory and the OS was not told. */
  stale: boolean;
  /** A task that came and whose data has not: where its data lies. */
  newcomer: { fromPart: OraclePart } | undefined;
}

export interface OracleGuest {
  readonly spec: Guest;
  readonly order: number;
  workload: FullWorkload;
  parts: OraclePart[];
  readonly unpinned: boolean;
  paused: boolean;
  /** MiB dirtied since it was last set to 0. */
  dirtied: number;
}

export function placedGuest(host: OracleHost, spec: Guest, placement: Placement, order: number): OracleGuest {
  const workload = withDefaults(spec.workload, spec);
  const parts = placement.parts.map((part) => placedPart(host, part));
  dealTasks(parts, workload.tasks);
  return { spec, order, workload, parts, unpinned: false, paused: false, dirtied: 0 };
}

function placedPart(host: OracleHost, part: PlacementPart): OraclePart {
  const node = host.ids.indexOf(part.node);
  const memory = part.memoryOn ?? [{ node: part.node, memoryMiB: part.memoryMiB }];
  return {
    node,
    vcpus: part.vcpus,
    sizeMiB: part.memoryMiB,
    tasks: 0,
    pinned: pinBound(host, part.cpus),
    extents: layOut(host, part.memoryMiB, memory),
    stale: false,
    newcomer: undefined,
  };
}

/** Hottest pages first, over the extents in order. */
function layOut(host: OracleHost, sizeMiB: number, memory: readonly { node: number; memoryMiB: number }[]): number[][] {
  const size = sizeMiB / EXTENTS;
  const ends = memory.map((_, k) => memory.slice(0, k + 1).reduce((sum, piece) => sum + piece.memoryMiB, 0));
  return Array.from({ length: EXTENTS }, (_, extent) => {
    const on = host.ids.map(() => 0);
    memory.forEach((piece, k) => {
      const overlap = Math.min(ends[k], (extent + 1) * size) - Math.max(ends[k] - piece.memoryMiB, extent * size);
      if (overlap > 0) on[host.ids.indexOf(piece.node)] += overlap;
    });
    return on;
  });
}

/** One task each in turn to parts that have a vCPU left, then the rest over all in turn. */
export function dealTasks(parts: readonly OraclePart[], tasks: number): void {
  for (const part of parts) part.tasks = 0;
  let left = tasks;
  while (left > 0) {
    const open = parts.filter((part) => part.tasks < part.vcpus);
    if (open.length === 0) break;
    for (const part of open.slice(0, left)) part.tasks++;
    left -= Math.min(left, open.length);
  }
  for (let k = 0; k < left; k++) parts[k % parts.length].tasks++;
}

/** Sub-parts of an unpinned guest, or nothing where there is no room in all. */
export function unpinnedGuest(
  host: OracleHost,
  spec: Guest,
  free: readonly number[],
  order: number,
): OracleGuest | undefined {
  const share = waterfill(spec.memoryMiB, free);
  if (!share) return undefined;
  const workload = withDefaults(spec.workload, spec);
  const cores = host.cores.reduce((sum, k) => sum + k, 0);
  if (cores === 0) return undefined;
  const parts = host.cores.flatMap((k, node) => {
    if (k === 0) return [];
    const fraction = k / cores;
    const extents = Array.from({ length: EXTENTS }, () => share.map((mib) => (mib * fraction) / EXTENTS));
    const part: OraclePart = {
      node,
      vcpus: spec.vcpus * fraction,
      sizeMiB: spec.memoryMiB * fraction,
      tasks: workload.tasks * fraction,
      pinned: Infinity,
      extents,
      stale: false,
      newcomer: undefined,
    };
    return [part];
  });
  return { spec, order, workload, parts, unpinned: true, paused: false, dirtied: 0 };
}

/** Equal shares of the memory on all nodes, what does not fit on one going to the others. */
export function waterfill(memory: number, free: readonly number[]): number[] | undefined {
  const room = free.map((mib) => Math.max(0, mib));
  if (room.reduce((sum, mib) => sum + mib, 0) < memory) return undefined;
  const share = room.map(() => 0);
  let open = room.flatMap((mib, n) => (mib > 0 ? [n] : []));
  let left = memory;
  for (;;) {
    const level = left / open.length;
    const full = open.filter((n) => room[n] <= level);
    if (full.length === 0 || open.length === full.length) {
      for (const n of open) share[n] = Math.min(room[n], level);
      return share;
    }
    for (const n of full) {
      share[n] = room[n];
      left -= room[n];
    }
    open = open.filter((n) => room[n] > level);
  }
}

/** F of MODEL §2. */
export function heatUpTo(x: number, workload: FullWorkload): number {
  const { hotFraction, hotShare } = workload;
  if (x <= hotFraction) return (x / hotFraction) * hotShare;
  return hotShare + ((x - hotFraction) / (1 - hotFraction)) * (1 - hotShare);
}

export function extentHeat(extent: number, workload: FullWorkload): number {
  return heatUpTo((extent + 1) / EXTENTS, workload) - heatUpTo(extent / EXTENTS, workload);
}

/** Memory of a guest on every node, MiB. */
export function heldBy(guest: OracleGuest, nodes: number): number[] {
  const held = Array.from({ length: nodes }, () => 0);
  for (const part of guest.parts) for (const extent of part.extents) extent.forEach((mib, n) => (held[n] += mib));
  return held;
}

/** Memory of a part on a node, MiB. */
export function heldOn(part: OraclePart, node: number): number {
  return part.extents.reduce((sum, extent) => sum + extent[node], 0);
}

/** m_gj: heat-weighted share of a part's memory on each node. */
function heatByNode(part: OraclePart, workload: FullWorkload, nodes: number): number[] {
  const heat = Array.from({ length: nodes }, () => 0);
  if (part.sizeMiB === 0) {
    heat[part.node] = 1;
    return heat;
  }
  part.extents.forEach((extent, k) => {
    const share = extentHeat(k, workload) / (part.sizeMiB / EXTENTS);
    extent.forEach((mib, n) => (heat[n] += share * mib));
  });
  return heat;
}

/** a_gj of MODEL §3 for every part of a guest. */
export function accessOf(guest: OracleGuest, nodes: number): number[][] {
  const { workload, parts } = guest;
  const memory = parts.reduce((sum, part) => sum + part.sizeMiB, 0);
  const size = parts.map((part) => part.sizeMiB / memory);
  const m = parts.map((part) => heatByNode(part, workload, nodes));
  const blend = (weights: readonly number[], rows: readonly (readonly number[])[]) =>
    Array.from({ length: nodes }, (_, j) => rows.reduce((sum, row, g) => sum + weights[g] * row[j], 0));
  const mix = blend(size, m);
  if (guest.unpinned || guest.spec.vnumaAware !== true || parts.length < 2) return parts.map(() => mix);
  const own = parts.map((part, g) => ownShare(guest, part, g, size, m));
  return parts.map((part, g) => {
    const epsilon = part.stale ? 0 : workload.osLocality;
    const near = (1 - workload.shared) * epsilon;
    return mix.map((share, j) => near * withNewcomer(part, own[g], m, parts)[j] + (1 - near) * share);
  });
}

/** own_g, with the part of the tasks' data that does not fit into the part's memory on the others. */
function ownShare(guest: OracleGuest, part: OraclePart, g: number, size: number[], m: number[][]): number[] {
  const total = guest.workload.tasks;
  const fits = part.tasks === 0 ? 1 : (size[g] * total) / part.tasks;
  if (fits >= 1) return m[g];
  const rest = size.reduce((sum, share, h) => (h === g ? sum : sum + share), 0);
  return m[g].map((share, j) => {
    const others = size.reduce((sum, part2, h) => (h === g ? sum : sum + part2 * m[h][j]), 0) / rest;
    return fits * share + (1 - fits) * others;
  });
}

function withNewcomer(part: OraclePart, own: number[], m: number[][], parts: readonly OraclePart[]): number[] {
  if (!part.newcomer) return own;
  const old = m[parts.indexOf(part.newcomer.fromPart)];
  return own.map((share, j) => ((part.tasks - 1) * share + old[j]) / part.tasks);
}

/** Fresh figures of a new phase; tasks are dealt anew. */
export function changeWorkload(guest: OracleGuest, workload: Workload): void {
  guest.workload = withDefaults(workload, guest.spec);
  if (!guest.unpinned) dealTasks(guest.parts, guest.workload.tasks);
  else for (const part of guest.parts) part.tasks = (guest.workload.tasks * part.vcpus) / guest.spec.vcpus;
}
