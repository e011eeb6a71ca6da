import { dequeue, enqueue, refreshSpeed, type Network } from './network.ts';
import { fullSlope, waitAt, waitSlope } from './wait-curve.ts';

/*
 * Relaxation: one station after the other takes Newton steps in its own wait until its own condition holds; whoever that
 * disturbs is queued. Where stations pull at each other only a little - the usual case - a change dies out a few stations
 * on, whatever the size of the host. Where they pull hard it would take many rounds, and the caller takes another method.
 */

/** Breach of a station's condition that counts as none, in units of utilisation. */
export const TOLERANCE = 1e-13;
const STEPS = 4;
/** A full station's wait grows no more than this many times in one step. */
const REACH = 16;

/** Load that station `s` carries beyond (or short of) what its wait says, GB/s; 0 where its condition holds. */
export function breach(n: Network, s: number): number {
  const t = n.place[s];
  const excess = n.load[s] - n.capacity[s] * (t < 1 ? t : 1);
  if (n.base[s] > 0 || t > 1) return excess;
  return Math.max(0, n.load[s] - n.capacity[s]);
}

export function isBroken(n: Network, s: number): boolean {
  return Math.abs(breach(n, s)) > TOLERANCE * n.capacity[s];
}

/** Adds up the load of station `s` anew; gives what the load loses per ns of wait. */
function measure(n: Network, s: number): number {
  let load = 0;
  let slope = 0;
  for (let e = n.head[s]; e >= 0; e = n.after[e]) {
    const c = n.owner[e];
    const traffic = n.coefficient[e] * n.weight[c];
    load += traffic * n.speed[c];
    slope += traffic * n.coefficient[e] * n.loss[c];
  }
  n.load[s] = load;
  return slope;
}

/** Where Newton's method puts station `s` next; never across t = 1 in one step, where the slope changes. −1 = the load does not fall. */
function nextPlace(n: Network, s: number, slope: number): number {
  const t = n.place[s];
  const excess = breach(n, s);
  const isFull = t > 1 || (t === 1 && excess > 0);
  const rise = isFull ? slope * fullSlope(n.base[s], n.l0) : n.capacity[s] + slope * n.base[s] * waitSlope(t);
  // A full station that all the traffic has left.
  if (!(rise > 0)) return excess < 0 ? 1 : -1;
  const next = t + excess / rise;
  if (isFull) return Math.min(Math.max(1, next), REACH * t);
  return Math.min(1, Math.max(0, next));
}

/** The station's wait has changed: so have its customers' speeds, and the loads of all their other stations. Gives the new slope. */
function spread(n: Network, s: number): number {
  let load = 0;
  let slope = 0;
  for (let e = n.head[s]; e >= 0; e = n.after[e]) {
    const c = n.owner[e];
    const before = n.speed[c];
    refreshSpeed(n, c);
    const traffic = n.coefficient[e] * n.weight[c];
    load += traffic * n.speed[c];
    slope += traffic * n.coefficient[e] * n.loss[c];
    if (n.length[c] > 1) tell(n, c, s, n.weight[c] * (n.speed[c] - before));
  }
  n.load[s] = load;
  return slope;
}

function tell(n: Network, c: number, s: number, change: number): void {
  for (let e = n.first[c], end = e + n.length[c]; e < end; e++) {
    const other = n.station[e];
    if (other === s) continue;
    n.load[other] += n.coefficient[e] * change;
    if (n.inQueue[other] === 0 && isBroken(n, other)) enqueue(n, other);
  }
}

/** A link without latency of its own below saturation: its wait is 0, its place is its utilisation. */
function isIdle(n: Network, s: number): boolean {
  if (n.base[s] > 0 || n.place[s] > 1 || n.load[s] > n.capacity[s]) return false;
  n.place[s] = n.load[s] / n.capacity[s];
  return true;
}

/** Brings station `s` to its own condition, as far as a few steps do; gives the number of customers looked at, −1 = it cannot. */
function visit(n: Network, s: number): number {
  let slope = measure(n, s);
  if (isIdle(n, s)) return 0;
  let work = 1;
  for (let step = 0; step < STEPS && isBroken(n, s); step++) {
    if (n.base[s] === 0 && n.place[s] < 1) n.place[s] = 1;
    const next = nextPlace(n, s, slope);
    if (next < 0) return -1;
    n.place[s] = next;
    n.wait[s] = waitAt(next, n.base[s], n.l0);
    slope = spread(n, s);
    work++;
  }
  if (!isIdle(n, s) && isBroken(n, s)) enqueue(n, s);
  return work;
}

/** Visits queued stations until none is left or `budget` visits are used up. True = all conditions hold. */
export function relax(n: Network, budget: number): boolean {
  let left = budget;
  while (n.queued > 0 && left > 0) {
    const s = dequeue(n);
    if (!(n.capacity[s] > 0)) continue;
    const work = visit(n, s);
    if (work < 0) {
      enqueue(n, s);
      return false;
    }
    left -= work;
  }
  return n.queued === 0;
}
