import { flow, type Component } from './component.ts';
import type { Network } from './network.ts';
import { newton } from './newton.ts';

/*
 * The equilibrium of a large component from anywhere: from so little traffic that nothing is full, with ever more of it, each
 * time from the solution before. Where stations are many, `descend` with its full matrix would take minutes.
 */
/** Of the capacity of the station that is asked most of: what traffic to begin with. */
const BEGIN = 0.5;
/** Traffic grows by this at once, and by less where that was too much, down to the last. */
const GROWTH = 2;
const LEAST_GROWTH = 1.01;

let waits = new Float64Array(0);
let places = new Float64Array(0);

function keep({ size, stations }: Component, n: Network): void {
  if (waits.length < size) {
    waits = new Float64Array(size * 2);
    places = new Float64Array(size * 2);
  }
  for (let i = 0; i < size; i++) {
    waits[i] = n.wait[stations[i]];
    places[i] = n.place[stations[i]];
  }
}

function goBack({ size, stations }: Component, n: Network): void {
  for (let i = 0; i < size; i++) {
    n.wait[stations[i]] = waits[i];
    n.place[stations[i]] = places[i];
  }
}

/** Nobody waits; gives how many times as much as it can carry the most wanted station would be asked for then. */
function clear(k: Component, n: Network): number {
  for (let i = 0; i < k.size; i++) n.wait[k.stations[i]] = n.place[k.stations[i]] = 0;
  k.share = 1;
  flow(k, n);
  let most = 0;
  for (let i = 0; i < k.size; i++) most = Math.max(most, n.load[k.stations[i]] * n.perGBs[k.stations[i]]);
  return most;
}

/** Gives the number of Newton steps, −1 where it got nowhere; then waits are anything. */
export function ramp(k: Component, n: Network): number {
  let reached = Math.min(1, BEGIN / clear(k, n));
  let growth = GROWTH;
  let steps = 0;
  keep(k, n);
  for (let share = reached; ;) {
    k.share = share;
    flow(k, n);
    const more = newton(k, n);
    steps += Math.max(0, more);
    if (more >= 0) {
      if (share === 1) return steps;
      keep(k, n);
      reached = share;
    } else {
      goBack(k, n);
      growth = Math.sqrt(growth);
    }
    if (growth < LEAST_GROWTH || (more < 0 && share === reached)) break;
    share = Math.min(1, reached * growth);
  }
  k.share = 1;
  return -1;
}
