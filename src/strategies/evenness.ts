import type { GuestView, HostView } from '../engine/strategy.ts';
import { nodesWithCpus } from './nodes.ts';

/** Loads of the nodes with CPUs, by node, lowest id first. */
export type Loads = ReadonlyMap<number, number>;

/** Differences below this are rounding: the loads that a strategy sees have a grain of 2^-30, and a move of several parts adds some up. */
const SAME = 1e-8;

/** How uneven loads are: first the difference of the highest and the lowest, then the sum of squares. */
interface Unevenness {
  readonly spread: number;
  readonly squares: number;
}

export function loadsOf(view: HostView): Loads {
  return new Map(nodesWithCpus(view).map((n) => [n, view.load(n)]));
}

/** Highest minus lowest load. */
export function spreadOf(loads: Loads): number {
  let [least, most] = [Infinity, -Infinity];
  for (const load of loads.values()) {
    if (load < least) least = load;
    if (load > most) most = load;
  }
  return loads.size === 0 ? 0 : most - least;
}

/** True if no two loads differ by more than `threshold`. */
export function isEven(loads: Loads, threshold: number): boolean {
  return spreadOf(loads) <= threshold + SAME;
}

function unevenness(loads: Loads): Unevenness {
  let squares = 0;
  for (const load of loads.values()) squares += load * load;
  return { spread: spreadOf(loads), squares };
}

/** Loads once `cores` of demand have gone from one node to another. */
export function withChange(view: HostView, now: Loads, from: number, to: number, cores: number): Loads {
  const next = new Map(now);
  next.set(from, (next.get(from) ?? 0) - cores / view.cores(from));
  next.set(to, (next.get(to) ?? 0) + cores / view.cores(to));
  return next;
}

/** Loads once all parts of the guest run on `target`. */
export function loadsAfter(view: HostView, now: Loads, guest: GuestView, target: number): Loads {
  return guest.homes.reduce((loads, home, p) => withChange(view, loads, home, target, guest.demand[p]), now);
}

/**
 * True if `a` is more even than `b`. Where the highest and the lowest stay as far apart as before (one of several crowded
 * nodes gives a guest to one of several idle ones), the sum of squares decides, so that balancing does not stop there.
 */
export function isMoreEven(a: Loads, b: Loads): boolean {
  const [one, other] = [unevenness(a), unevenness(b)];
  if (Math.abs(one.spread - other.spread) > SAME) return one.spread < other.spread;
  return one.squares < other.squares - SAME * (1 + other.squares);
}
