import { equilibrium, speedBound, type Customer, type Station } from './equilibrium.ts';
import { accessOf, heldBy, type OracleGuest, type OraclePart } from './guests.ts';
import type { OracleHost } from './host.ts';

/** A copy that runs: node positions, and the most GB/s it may take. */
export interface Copy {
  readonly from: number;
  readonly to: number;
  readonly rate: number;
}

export interface World {
  readonly host: OracleHost;
  guests: OracleGuest[];
  copies: Copy[];
  /** What each move that runs holds back on every node, MiB. */
  promises: number[][];
  /** Stays free on every node, MiB. */
  readonly reserve: number;
}

export interface PartState {
  readonly guest: OracleGuest;
  readonly part: OraclePart;
  /** Where it runs now; `part` itself moves on. */
  readonly home: number;
  readonly access: readonly number[];
  readonly demand: number;
  readonly x: number;
  readonly progress: number;
}

export interface Rates {
  readonly parts: readonly PartState[];
  /** GB/s of each copy in `world.copies`. */
  readonly copyGBs: readonly number[];
  /** Controllers by node, then links. */
  readonly load: readonly number[];
  readonly wait: readonly number[];
  readonly capacity: readonly number[];
  readonly violation: number;
}

export function newWorld(host: OracleHost, reserve = 0): World {
  return { host, guests: [], copies: [], promises: [], reserve };
}

/** Memory of guests on every node; what moves have been promised is neither used nor free. */
export function usedMiB(world: World): number[] {
  const used = world.host.ids.map(() => 0);
  for (const guest of world.guests) heldBy(guest, used.length).forEach((mib, n) => (used[n] += mib));
  return used;
}

export function freeMiB(world: World): number[] {
  const promised = (n: number) => world.promises.reduce((sum, promise) => sum + (promise[n] ?? 0), 0);
  return usedMiB(world).map((mib, n) => world.host.memory[n] - world.reserve - mib - promised(n));
}

/** vCPUs of a part that run. */
export function running(guest: OracleGuest, part: OraclePart): number {
  if (guest.unpinned) return (Math.min(guest.workload.tasks, guest.spec.vcpus) * part.vcpus) / guest.spec.vcpus;
  return Math.min(part.tasks, part.vcpus);
}

/** x̂ of every part. */
export function demands(guest: OracleGuest): number[] {
  const r = guest.parts.map((part) => running(guest, part));
  const sum = r.reduce((a, b) => a + b, 0);
  const cap = guest.spec.capPercent ?? 0;
  return guest.parts.map((part, g) => {
    if (sum === 0) return 0;
    const wanted = r[g] * guest.workload.duty;
    const capped = cap === 0 ? wanted : Math.min(wanted, ((cap / 100) * r[g]) / sum);
    return Math.min(capped, part.pinned);
  });
}

interface Claim {
  readonly demand: number;
  readonly weight: number;
}

/** Weighted max-min shares of what a node delivers (MODEL §4), by freezing whoever is satisfied first. */
export function shareOut(cores: number, threads: number, claims: readonly Claim[]): number[] {
  const total = claims.reduce((sum, claim) => sum + claim.demand, 0);
  const inner = Math.min(total, cores);
  let left = inner + 0.25 * (Math.min(total, threads) - inner);
  const x = claims.map(() => 0);
  const order = claims
    .map((claim, k) => ({ ...claim, k, level: claim.demand === 0 ? 0 : claim.demand / claim.weight }))
    .toSorted((a, b) => a.level - b.level);
  let weight = order.reduce((sum, claim) => (claim.demand > 0 ? sum + claim.weight : sum), 0);
  for (const claim of order) {
    if (claim.demand === 0) continue;
    x[claim.k] = Math.min(claim.demand, (left * claim.weight) / weight);
    left -= x[claim.k];
    weight -= claim.weight;
  }
  return x;
}

/** Every rate of the present instant. Paused guests neither want nor take anything. */
export function solve(world: World): Rates {
  const { host } = world;
  const entries = world.guests.flatMap((guest) => {
    const access = accessOf(guest, host.ids.length);
    const demand = demands(guest);
    return guest.parts.map((part, g) => ({ guest, part, home: part.node, access: access[g], demand: demand[g], x: 0 }));
  });
  host.ids.forEach((_, n) => {
    const here = entries.filter((entry) => entry.part.node === n && !entry.guest.paused);
    const claims = here.map(({ guest, part, demand }) => ({
      demand,
      weight: (guest.spec.weight ?? 256) * running(guest, part),
    }));
    shareOut(host.cores[n], host.threads[n], claims).forEach((x, k) => (here[k].x = x));
  });
  const stations = stationsOf(host);
  const customers = [
    ...entries.map((entry) => partCustomer(host, entry.guest, entry.part, entry.access, entry.x)),
    ...world.copies.map((copy) => copyCustomer(host, stations, copy)),
  ];
  const answer = equilibrium(stations, customers, host.yardstick);
  return {
    parts: entries.map((entry, k) => ({ ...entry, progress: entry.x * answer.speed[k] })),
    copyGBs: world.copies.map((_, k) => customers[entries.length + k].beta * answer.speed[entries.length + k]),
    load: answer.load,
    wait: answer.wait,
    capacity: stations.map((station) => station.capacity),
    violation: answer.violation,
  };
}

export function stationsOf(host: OracleHost): Station[] {
  return [
    ...host.bandwidth.map((capacity, n) => ({ capacity, base: host.latency[n][n] })),
    ...host.links.map((link) => ({ capacity: link.capacity, base: link.latency })),
  ];
}

function partCustomer(
  host: OracleHost,
  guest: OracleGuest,
  part: OraclePart,
  access: readonly number[],
  x: number,
): Customer {
  const c = stationsOf(host).map(() => 0);
  let constant = 0;
  access.forEach((share, j) => {
    if (share < 1e-12) return;
    constant += (share * host.latency[part.node][j]) / host.yardstick;
    c[j] += share;
    for (const link of host.route[j][part.node]) c[host.ids.length + link] += share;
  });
  const { memoryStall, bandwidthPerCoreGBs } = guest.workload;
  return {
    x,
    sigma: memoryStall,
    beta: bandwidthPerCoreGBs,
    bound: speedBound(bandwidthPerCoreGBs, host.yardstick, host.lines),
    constant,
    c,
  };
}

function copyCustomer(host: OracleHost, stations: readonly Station[], copy: Copy): Customer {
  const c = stations.map(() => 0);
  c[copy.from] += 1;
  c[copy.to] += 1;
  for (const link of host.route[copy.from][copy.to]) c[host.ids.length + link] += 1;
  const narrowest = Math.min(...stations.flatMap((station, s) => (c[s] > 0 ? [station.capacity / c[s]] : [])));
  const beta = Math.min(copy.rate, narrowest);
  return { x: 1, sigma: 0, beta, bound: speedBound(beta, host.yardstick, host.lines), constant: 1, c };
}

export function partsOf(rates: Rates, guest: OracleGuest): PartState[] {
  return rates.parts.filter((state) => state.guest === guest);
}

const total = (states: readonly PartState[], of: (state: PartState) => number) =>
  states.reduce((sum, state) => sum + of(state), 0);

export function progressOf(rates: Rates, guest: OracleGuest): number {
  return total(partsOf(rates, guest), (state) => state.progress);
}

const far = (state: PartState) => 1 - state.access[state.home];

/** Normalised speed; 1 for a guest that wants nothing. */
export function speedOf(rates: Rates, guest: OracleGuest): number {
  const states = partsOf(rates, guest);
  const wanted = total(states, (state) => state.demand);
  return wanted === 0 ? 1 : total(states, (state) => state.progress) / wanted;
}

export function remoteOf(rates: Rates, guest: OracleGuest): number {
  const states = partsOf(rates, guest);
  const weights = [
    (state: PartState) => state.progress,
    (state: PartState) => state.demand,
    (state: PartState) => state.part.sizeMiB,
  ];
  const weigh = weights.find((weight) => total(states, weight) > 0);
  return weigh ? total(states, (state) => weigh(state) * far(state)) / total(states, weigh) : 0;
}
