import type { GuestView, HostView } from '../engine/strategy.ts';
import { nodesWithCpus } from './nodes.ts';

/** Loads of the nodes with CPUs: `nodes` lowest id first, `values` by node index. */
export interface Loads {
  readonly nodes: readonly number[];
  readonly values: Float64Array;
}

/** Differences below this are rounding: the loads that a strategy sees have a grain of 2^-30, and a move of several parts adds some up. */
const SAME = 1e-8;

/** How uneven loads are: first the difference of the highest and the lowest, then the sum of squares. */
interface Unevenness {
  spread: number;
  squares: number;
}

export function loadsOf(view: HostView): Loads {
  const nodes = nodesWithCpus(view);
  const values = new Float64Array(view.nodeCount);
  for (const n of nodes) values[n] = view.load(n);
  return { nodes, values };
}

/** Into `found`, which may be used again: many moves are tried at one look. */
function measure({ nodes, values }: Loads, found: Unevenness): Unevenness {
  let low = Infinity;
  let high = -Infinity;
  let squares = 0;
  for (const n of nodes) {
    const load = values[n];
    if (load < low) low = load;
    if (load > high) high = load;
    squares += load * load;
  }
  found.spread = nodes.length === 0 ? 0 : high - low;
  found.squares = squares;
  return found;
}

function unevenness(loads: Loads): Unevenness {
  return measure(loads, { spread: 0, squares: 0 });
}

/** Highest minus lowest load. */
export function spreadOf(loads: Loads): number {
  return unevenness(loads).spread;
}

/** True if no two loads differ by more than `threshold`. */
export function isEven(loads: Loads, threshold: number): boolean {
  return spreadOf(loads) <= threshold + SAME;
}

/** `cores` of demand go from one node to another. */
function shift(view: HostView, values: Float64Array, from: number, to: number, cores: number): void {
  values[from] -= cores / view.cores(from);
  values[to] += cores / view.cores(to);
}

function shiftGuest(view: HostView, values: Float64Array, guest: GuestView, target: number): void {
  for (let p = 0; p < guest.homes.length; p++) shift(view, values, guest.homes[p], target, guest.demand[p]);
}

/** Loads once `cores` of demand have gone from one node to another. */
export function withChange(view: HostView, now: Loads, from: number, to: number, cores: number): Loads {
  const values = now.values.slice();
  shift(view, values, from, to, cores);
  return { nodes: now.nodes, values };
}

/** Loads once all parts of the guest run on `target`. */
export function loadsAfter(view: HostView, now: Loads, guest: GuestView, target: number): Loads {
  const values = now.values.slice();
  shiftGuest(view, values, guest, target);
  return { nodes: now.nodes, values };
}

function isLess(a: Unevenness, b: Unevenness): boolean {
  if (Math.abs(a.spread - b.spread) > SAME) return a.spread < b.spread;
  return a.squares < b.squares - SAME * (1 + b.squares);
}

/**
 * True if `a` is more even than `b`. Where the highest and the lowest stay as far apart as before (one of several crowded
 * nodes gives a guest to one of several idle ones), the sum of squares decides, so that balancing does not stop there.
 */
export function isMoreEven(a: Loads, b: Loads): boolean {
  return isLess(unevenness(a), unevenness(b));
}

export interface Candidate {
  readonly guest: GuestView;
  readonly node: number;
}

function runsOn(guest: GuestView, node: number): boolean {
  for (const home of guest.homes) if (home !== node) return false;
  return true;
}

/**
 * The single move of a whole guest that evens the load best, the first of equal ones; undefined where none makes it more
 * even. `mayGo` is asked only of moves that would be better than what was found.
 */
export function mostEvening(
  view: HostView,
  guests: readonly GuestView[],
  mayGo: (guest: GuestView, node: number) => boolean,
): Candidate | undefined {
  const now = loadsOf(view);
  const trial = { nodes: now.nodes, values: now.values.slice() };
  let best: Candidate | undefined;
  let least = unevenness(now);
  let left = { ...least };
  for (const guest of guests) {
    for (const node of now.nodes) {
      if (runsOn(guest, node)) continue;
      trial.values.set(now.values);
      shiftGuest(view, trial.values, guest, node);
      measure(trial, left);
      if (!isLess(left, least) || !mayGo(guest, node)) continue;
      best = { guest, node };
      [least, left] = [left, least];
    }
  }
  return best;
}
