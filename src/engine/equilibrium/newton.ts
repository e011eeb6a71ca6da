import { flow, type Component } from './component.ts';
import type { Network } from './network.ts';
import { arrange, factorise, solve, yielding } from './newton-system.ts';
import { fullSlope, loadedWait, waitAt, waitSlope } from './wait-curve.ts';

/*
 * The fast way, from a good start: Newton steps for all stations of a component at once, each station by its place t on its
 * own curve (below 1 the utilisation, beyond it a wait), which has no kink to invert and hardly bends. No line search:
 * where the conditions do not get better soon, `descend` takes over.
 */
/** Breach of a condition that counts as none, in units of utilisation. */
const TOLERANCE = 2.5e-13;
const MAX_STEPS = 25;
/** A step in t for which a curve is as good as straight. */
const SMALL = 0.01;
/** A breach must get this much smaller in one step, or a few steps later we give up. */
const PROGRESS = 0.5;
const PATIENCE = 4;
/** A full station's wait grows no more than this many times in one step. */
const REACH = 16;
/** Steps with the factors of the step before, while they make a breach this much smaller. */
const CHORD = 0.03;
/** Farther from the answer than this the factors change too much from step to step. */
const NEAR = 1e-4;
/** A stretch of a step by old factors beyond this is no correction. */
const MOST = 2;
/** A link without latency of its own that is not full does not wait, whatever the others do. */
const INERT = 1e200;

/** Numbers that functions leave for each other: handed over as arguments or results they would be boxed, and later collected. */
const noted = new Float64Array(2);
/** The largest breach; how many times as long as by its factors the last step was. */
const WORST = 0;
const STRETCH = 1;
let step = new Float64Array(0);
/** The step before, while its factors are used again. */
let previous = new Float64Array(0);
/** By place: traffic beyond what the wait says, GB/s; 1 = full, its wait is free; how t goes with the wait; Ψ'' of its curve. */
let excess = new Float64Array(0);
let full = new Uint8Array(0);
let perWait = new Float64Array(0);
let curvature = new Float64Array(0);

function makeRoom(size: number): void {
  if (step.length >= size) return;
  const length = Math.max(16, size * 2);
  step = new Float64Array(length);
  previous = new Float64Array(length);
  excess = new Float64Array(length);
  perWait = new Float64Array(length);
  curvature = new Float64Array(length);
  full = new Uint8Array(length);
}

/** Notes the largest breach of a condition at the network's waits and loads, in units of utilisation. */
function evaluate({ size, stations }: Component, n: Network): void {
  const { place, capacity, perGBs, load, base } = n;
  let worst = 0;
  for (let i = 0; i < size; i++) {
    const s = stations[i];
    const t = place[s];
    const carried = load[s];
    let more = carried - capacity[s] * (t < 1 ? t : 1);
    if (base[s] === 0 && t <= 1) {
      // A link without latency of its own has no wait below saturation: its place is its utilisation.
      place[s] = Math.min(1, carried * perGBs[s]);
      more = Math.max(0, carried - capacity[s]);
    }
    excess[i] = more;
    const miss = Math.abs(more) * perGBs[s];
    if (miss > worst) worst = miss;
  }
  noted[WORST] = worst;
}

/** How each station's own curve goes at its place; its part of Ψ'', with the wait in yardsticks. */
function slopes({ size, stations }: Component, { place, base, capacity, l0 }: Network): void {
  for (let i = 0; i < size; i++) {
    const s = stations[i];
    const t = place[s];
    full[i] = t > 1 || (t === 1 && excess[i] > 0) ? 1 : 0;
    const rise = full[i] === 1 ? fullSlope(base[s], l0) : base[s] * waitSlope(t);
    perWait[i] = rise > 0 ? l0 / rise : 0;
    if (full[i] === 1) curvature[i] = 0;
    else if (rise > 0) curvature[i] = capacity[s] * perWait[i];
    else curvature[i] = INERT;
  }
}

/**
 * Takes a station to where a step along the tangent of its curve ends on the curve itself, if what its customers bring falls
 * as 1/(1 + wait): the change in what it carries and in what they give way is kept, and not either of them alone.
 */
function followCurve(n: Network, s: number, i: number): void {
  const t = n.place[s];
  const capacity = n.capacity[s];
  const base = n.base[s] / n.l0;
  const gives = yielding[i];
  const perLoad = n.load[s] > 0 ? gives / n.load[s] : 0;
  const dt = step[i] * perWait[i];
  const goal = dt * capacity + gives * step[i];
  const wait = loadedWait(t);
  let next = Math.min(1, Math.max(0, t + dt));
  for (let round = 0; round < 3; round++) {
    const more = base * (loadedWait(next) - wait);
    const share = 1 / (1 + perLoad * more);
    const miss = capacity * (next - t) + gives * more * share - goal;
    next = Math.min(1, Math.max(0, next - miss / (capacity + gives * share * share * base * waitSlope(next))));
  }
  n.place[s] = next;
}

/** Takes the step, no station across t = 1 at once: its curve has a kink there. */
function advance({ size, stations }: Component, n: Network): void {
  const { place, wait, base, l0 } = n;
  for (let i = 0; i < size; i++) {
    if (perWait[i] === 0) continue;
    const s = stations[i];
    const dt = step[i] * perWait[i];
    const t = place[s] + dt;
    if (full[i] === 1) place[s] = Math.min(Math.max(1, t), REACH * place[s]);
    else if (Math.abs(dt) < SMALL) place[s] = Math.min(1, Math.max(0, t));
    else followCurve(n, s, i);
    wait[s] = waitAt(place[s], base[s], l0);
  }
}

/**
 * By old factors a step falls short, or goes too far, in much the same proportion again and again: what the step before,
 * taken some times as long, has left over says in which (for one station this is the secant method).
 */
function correct(size: number): void {
  let square = 0;
  let product = 0;
  for (let i = 0; i < size; i++) {
    square += previous[i] * previous[i];
    product += previous[i] * step[i];
  }
  const next = 1 / (1 / noted[STRETCH] - product / square);
  const isApt = next > 1 / MOST && next < MOST;
  noted[STRETCH] = isApt ? next : 1;
  if (isApt) for (let i = 0; i < size; i++) step[i] *= next;
}

/** Nothing that has changed breaks a condition: as where a customer's place was taken by another like it. */
export function isSettled(n: Network): boolean {
  const { queue, place, capacity, perGBs, load, base } = n;
  for (let i = 0; i < n.queued; i++) {
    const s = queue[i];
    const isIdle = base[s] === 0 && place[s] <= 1;
    const more = isIdle ? Math.max(0, load[s] - capacity[s]) : load[s] - capacity[s] * Math.min(1, place[s]);
    if (Math.abs(more) * perGBs[s] > TOLERANCE) return false;
  }
  return true;
}

/** New factors, at the waits as they are; false where a step would have no length. */
function renew(k: Component, n: Network): boolean {
  slopes(k, n);
  return factorise(k, n, curvature);
}

function takeStep(k: Component, n: Network, isFresh: boolean): void {
  [step, previous] = [previous, step];
  solve(k, n, excess, step);
  if (isFresh) correct(k.size);
  else noted[STRETCH] = 1;
  advance(k, n);
}

/** Solves for the waits of a component from those that it has; gives the number of steps, −1 where it got nowhere. */
export function newton(k: Component, n: Network): number {
  makeRoom(k.size);
  arrange(k, n);
  // Loads and speeds are those of the last solve, changed by what has come and gone since: good enough to begin with.
  evaluate(k, n);
  let patience = PATIENCE;
  let isFresh = false;
  for (let steps = 1; steps <= MAX_STEPS; steps++) {
    if (isFresh || renew(k, n)) takeStep(k, n, isFresh);
    else return -1;
    const before = noted[WORST];
    flow(k, n);
    evaluate(k, n);
    const worst = noted[WORST];
    if (worst <= TOLERANCE) return steps;
    isFresh = worst < CHORD * before && worst < NEAR;
    if (!(worst < PROGRESS * before) && --patience < 0) return -1;
  }
  return -1;
}
