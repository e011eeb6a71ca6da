import type { MechanismId, Scenario } from '../../../model/scenario.ts';
import type { CostReport, MechanismCost, RefusedMechanism } from '../../reports.ts';
import type { CostQuery } from '../../cost.ts';
import { begin, newClock, step, untilNext } from './clock.ts';
import { fileWorld } from './rates.ts';
import { progressOf, remoteOf, solve, speedOf, type Rates, type World } from './world.ts';

const ALL: readonly MechanismId[] = ['live', 'suspend', 'hot-first', 'address-order', 'vcpu-only', 'process'];

/** MODEL §6, the cost of a move against staying. */
export function oracleCost(scenario: Scenario, query: CostQuery): CostReport {
  return { mechanisms: (query.mechanisms ?? ALL).map((id) => costOf(scenario, query, id)) };
}

function costOf(scenario: Scenario, query: CostQuery, id: MechanismId): MechanismCost | RefusedMechanism {
  const horizon = query.horizon ?? 60;
  const world = fileWorld(scenario);
  const guest = world.guests.find(({ spec }) => spec.name === query.guest)!;
  const staying = solve(world);
  const speeds: Point[] = [];
  const progress: Point[] = [];
  const clock = newClock(world, {
    ended: () => {},
    passed: (_, rates) => {
      speeds.push([clock.now, speedOf(rates, guest)]);
      progress.push([clock.now, hostProgress(world, rates)]);
    },
  });
  const to = query.to.map((node) => world.host.ids.indexOf(node));
  const move = begin(clock, { guest, to, mechanism: id, precopy: scenario.run?.precopy ?? 'xen-4.6' });
  if (typeof move === 'string') return { id, refused: move };
  while (untilNext(clock) < Infinity) step(clock);
  speeds.push([clock.now, speedOf(clock.rates, guest)]);
  progress.push([clock.now, hostProgress(world, clock.rates)]);
  return {
    id,
    copiedMiB: move.copiedMiB,
    seconds: clock.now,
    pauseSeconds: move.pauseSeconds,
    extraMiB: move.extraMiB,
    speedBefore: speedOf(staying, guest),
    speedAfter: speedOf(clock.rates, guest),
    remoteBefore: remoteOf(staying, guest),
    remoteAfter: remoteOf(clock.rates, guest),
    breakEvenSeconds: breakEven(speeds, speedOf(staying, guest), horizon),
    breakEvenHostSeconds: breakEven(progress, hostProgress(world, staying), horizon),
    curve: speeds,
    others: world.guests
      .filter((other) => other !== guest)
      .map((other) => ({
        name: other.spec.name,
        speedBefore: speedOf(staying, other),
        speedAfter: speedOf(clock.rates, other),
      })),
  };
}

type Point = readonly [number, number];

function hostProgress(world: World, rates: Rates): number {
  return world.guests.reduce((sum, guest) => sum + progressOf(rates, guest), 0);
}

/** First time at which what was lost has been made up for. */
function breakEven(curve: readonly Point[], before: number, horizon: number): number | null {
  let gained = 0;
  let lost = false;
  for (const [k, [at, value]] of curve.entries()) {
    if (at > horizon) break;
    const end = Math.min(curve[k + 1]?.[0] ?? horizon, horizon);
    const after = gained + (value - before) * (end - at);
    if (lost && after >= 0) return at - gained / (value - before);
    lost ||= after < 0;
    gained = after;
  }
  if (lost) return null;
  const differs = curve.some(([at, value]) => at <= horizon && Math.abs(value - before) >= 1e-9);
  return differs ? 0 : null;
}
