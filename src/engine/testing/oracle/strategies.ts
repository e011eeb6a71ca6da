import type { Guest, MechanismId } from '../../../model/scenario.ts';
import type { OracleGuest } from './guests.ts';
import { demands, freeMiB, usedMiB, type World } from './world.ts';

export interface PartPlan {
  readonly node: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
}

/** A move that a strategy asks for. */
export interface Wish {
  readonly guest: OracleGuest;
  readonly to: number;
  readonly mechanism: MechanismId;
}

/** MODEL §7, straight on the world: nodes by position. `busy` = guests with a move under way. */
export interface OracleStrategy {
  readonly id: string;
  readonly params: Readonly<Record<string, number | string | boolean>>;
  readonly period: number;
  readonly place: (world: World, spec: Guest) => PartPlan[] | 'unpinned' | undefined;
  readonly tick: (world: World, busy: ReadonlySet<OracleGuest>, memory: { late: number }) => Wish | undefined;
}

/** CPU demand over cores; nothing where there are no cores. */
export function nodeLoads(world: World): (number | undefined)[] {
  const demand = world.host.ids.map(() => 0);
  for (const guest of world.guests) demands(guest).forEach((want, g) => (demand[guest.parts[g].node] += want));
  return demand.map((want, n) => (world.host.cores[n] > 0 ? want / world.host.cores[n] : undefined));
}

/** Nodes from the lowest id on, whatever their order in the file. */
const byId = (world: World) =>
  world.host.ids.map((_, n) => n).toSorted((a, b) => world.host.ids[a] - world.host.ids[b]);

const fits = (world: World, node: number, mib: number) =>
  world.host.cores[node] > 0 && freeMiB(world)[node] >= mib - 1e-6;

const differing = (a: number, b: number) => (Math.abs(a - b) < 1e-9 ? 0 : a - b);

/** Nodes with CPUs and the memory, least loaded first; ties to less used memory, then to the lower id. */
function leastLoaded(world: World, mib: number): number[] {
  const load = nodeLoads(world);
  const used = usedMiB(world);
  const nodes = world.host.ids.map((_, n) => n).filter((n) => fits(world, n, mib));
  return nodes.toSorted(
    (a, b) => differing(load[a]!, load[b]!) || differing(used[a], used[b]) || world.host.ids[a] - world.host.ids[b],
  );
}

function placeWhole(world: World, spec: Guest): PartPlan[] | undefined {
  const node = leastLoaded(world, spec.memoryMiB)[0];
  return node === undefined ? undefined : [{ node, vcpus: spec.vcpus, memoryMiB: spec.memoryMiB }];
}

const never = () => undefined;

export const firstFit: OracleStrategy = {
  id: 'first-fit',
  params: {},
  period: Infinity,
  place: (world, spec) => {
    const nodes = byId(world).filter((n) => fits(world, n, spec.memoryMiB));
    return nodes.length === 0 ? undefined : [{ node: nodes[0], vcpus: spec.vcpus, memoryMiB: spec.memoryMiB }];
  },
  tick: never,
};

/** Every guest unpinned (MODEL §2). */
export const interleave: OracleStrategy = {
  id: 'interleave',
  params: {},
  period: Infinity,
  place: () => 'unpinned',
  tick: never,
};

export function guestNuma(vnodes: number): OracleStrategy {
  return {
    id: 'guest-numa',
    params: { vnodes, moveTasks: false },
    period: Infinity,
    place: (w, g) => placeSpread(w, g, vnodes),
    tick: never,
  };
}

/** As many nodes as asked, then more, then fewer; a guest that does not read a topology whole if it fits. */
function placeSpread(world: World, spec: Guest, vnodes: number): PartPlan[] | undefined {
  const wanted = Math.min(vnodes, spec.vcpus);
  const tries = spec.vnumaAware === true ? [] : [1];
  tries.push(wanted);
  for (let k = wanted + 1; k <= spec.vcpus; k++) tries.push(k);
  for (let k = wanted - 1; k >= 1; k--) tries.push(k);
  for (const k of tries) {
    const nodes = leastLoaded(world, spec.memoryMiB / k).slice(0, k);
    if (nodes.length === k) return nodes.map((node, n) => equalPart(spec, node, n, k));
  }
  return undefined;
}

function equalPart(spec: Guest, node: number, n: number, k: number): PartPlan {
  const odd = (total: number) => Math.floor(total / k) + (n < total % k ? 1 : 0);
  return { node, vcpus: odd(spec.vcpus), memoryMiB: odd(spec.memoryMiB * 256) / 256 };
}

interface Balance {
  readonly period: number;
  readonly threshold: number;
  readonly patience: number;
}

export function dynamicBalance(mechanism: 'hot-first' | 'live', balance: Balance): OracleStrategy {
  return {
    id: 'dynamic-balance',
    params: { ...balance, mechanism },
    period: balance.period,
    place: placeWhole,
    tick: (world, busy, memory) => {
      const room = (guest: OracleGuest, node: number) => {
        const there = guest.parts.reduce((sum, part) => sum + part.extents.reduce((mib, on) => mib + on[node], 0), 0);
        return fits(world, node, mechanism === 'live' ? guest.spec.memoryMiB : guest.spec.memoryMiB - there);
      };
      return evenOut(world, busy, memory, balance, mechanism, room);
    },
  };
}

export function pinVcpuOnly(balance: Balance): OracleStrategy {
  return {
    id: 'pin-vcpu-only',
    params: { ...balance },
    period: balance.period,
    place: placeWhole,
    tick: (world, busy, memory) =>
      evenOut(world, busy, memory, balance, 'vcpu-only', () => true) ?? goHome(world, busy, balance.threshold),
  };
}

const spread = (loads: readonly (number | undefined)[]) => {
  const known = loads.filter((load) => load !== undefined);
  return Math.max(...known) - Math.min(...known);
};

const squares = (loads: readonly (number | undefined)[]) =>
  loads.reduce<number>((sum, load) => sum + (load ?? 0) ** 2, 0);

/** Whether one set of loads is more even than another: less from top to bottom, then less in squares. */
function evener(a: readonly (number | undefined)[], b: readonly (number | undefined)[]): boolean {
  const apart = spread(a) - spread(b);
  return Math.abs(apart) > 1e-9 ? apart < 0 : squares(a) < squares(b) - 1e-9;
}

function loadsWith(world: World, guest: OracleGuest, node: number): (number | undefined)[] {
  const loads = nodeLoads(world);
  demands(guest).forEach((want, g) => {
    const home = guest.parts[g].node;
    // A part without vCPUs may be at home where there are no cores: it takes nothing along.
    if (world.host.cores[home] === 0) return;
    loads[home] = loads[home]! - want / world.host.cores[home];
    loads[node] = loads[node]! + want / world.host.cores[node];
  });
  return loads;
}

function evenOut(
  world: World,
  busy: ReadonlySet<OracleGuest>,
  memory: { late: number },
  balance: Balance,
  mechanism: MechanismId,
  room: (guest: OracleGuest, node: number) => boolean,
): Wish | undefined {
  const now = nodeLoads(world);
  memory.late = spread(now) > balance.threshold + 1e-9 ? memory.late + 1 : 0;
  if (memory.late < balance.patience) return undefined;
  let best: Wish | undefined;
  let least = now;
  for (const guest of world.guests) {
    if (busy.has(guest) || guest.unpinned) continue;
    for (const to of byId(world)) {
      if (world.host.cores[to] === 0 || guest.parts.every((part) => part.node === to) || !room(guest, to)) continue;
      const then = loadsWith(world, guest, to);
      if (evener(then, least)) [best, least] = [{ guest, to, mechanism }, then];
    }
  }
  if (best) memory.late = 0;
  return best;
}

function goHome(world: World, busy: ReadonlySet<OracleGuest>, threshold: number): Wish | undefined {
  const now = nodeLoads(world);
  for (const guest of world.guests) {
    if (busy.has(guest) || guest.unpinned) continue;
    const held = world.host.ids.map((_, n) =>
      guest.parts.reduce((sum, part) => sum + part.extents.reduce((mib, on) => mib + on[n], 0), 0),
    );
    const home = byId(world).find((n) => held[n] === Math.max(...held))!;
    if (world.host.cores[home] === 0 || guest.parts.every((part) => part.node === home)) continue;
    const then = loadsWith(world, guest, home);
    if (spread(then) <= threshold + 1e-9 || !evener(now, then)) return { guest, to: home, mechanism: 'vcpu-only' };
  }
  return undefined;
}
