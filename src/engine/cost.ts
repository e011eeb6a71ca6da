import type { MechanismId, PrecopyRule, Scenario } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import { EngineError } from './host-model.ts';
import { beginMove, flow, stepMove, untilNext, type Move } from './moves.ts';
import { progressOf, remoteRatioOf, solveRates, speedOf } from './rates.ts';
import type { CostReport, MechanismCost, RefusedMechanism } from './reports.ts';
import { settleAll } from './settle-all.ts';
import { cloneState, type State } from './state.ts';

export interface CostQuery {
  readonly guest: string;
  /** Node ids: one for all parts, or one for each. */
  readonly to: readonly number[];
  readonly mechanisms?: readonly MechanismId[];
  readonly horizon?: Seconds;
}

const ALL: readonly MechanismId[] = ['live', 'suspend', 'hot-first', 'address-order', 'vcpu-only', 'process'];
const SAME = 1e-9;

function hostProgress(state: State): number {
  let sum = 0;
  for (let n = 0; n < state.activeCount; n++) sum += progressOf(state, state.active[n]);
  return sum;
}

/** When ∫ (value − before) is ≥ 0 again after having been below; null = not in time or no difference, 0 = never below. */
function breakEven(steps: readonly (readonly [number, number])[], before: number, horizon: number): number | null {
  let gain = 0;
  let below = false;
  for (let n = 0; n < steps.length && steps[n][0] < horizon; n++) {
    const end = Math.min(horizon, steps[n + 1]?.[0] ?? horizon);
    const slope = steps[n][1] - before;
    const next = gain + slope * (end - steps[n][0]);
    if (below && next >= 0) return steps[n][0] - gain / slope;
    below ||= next < 0;
    gain = next;
  }
  if (below) return null;
  return steps.every((step) => Math.abs(step[1] - before) < SAME) ? null : 0;
}

function others(before: State, after: State, guest: number, names: readonly string[]): MechanismCost['others'] {
  return Array.from(before.active.subarray(0, before.activeCount))
    .filter((g) => g !== guest)
    .map((g) => ({ name: names[g], speedBefore: speedOf(before, g), speedAfter: speedOf(after, g) }));
}

function playOut(
  state: State,
  move: Move,
  rule: PrecopyRule,
): { seconds: number; pause: number; own: [number, number][]; host: [number, number][] } {
  const own: [number, number][] = [];
  const host: [number, number][] = [];
  let t = 0;
  let pause = 0;
  for (;;) {
    solveRates(state);
    const speed = speedOf(state, move.guest);
    if (own.at(-1)?.[1] !== speed) own.push([t, speed]);
    host.push([t, hostProgress(state)]);
    const dt = move.ended ? Infinity : untilNext(state, move);
    if (dt === Infinity) return { seconds: t, pause, own, host };
    if (state.paused[move.guest] === 1) pause += dt;
    flow(state, move, dt);
    stepMove(state, move, rule);
    t += dt;
  }
}

function costOfOne(
  base: State,
  guest: number,
  to: readonly number[],
  id: MechanismId,
  scenario: Scenario,
  horizon: number,
): MechanismCost | RefusedMechanism {
  const state = cloneState(base);
  const move = beginMove(state, 0, guest, to, id, scenario.run?.reservedMiBPerNode ?? 0);
  if (typeof move === 'string') return { id, refused: move };
  const extraMiB =
    id === 'live' || id === 'suspend' ? move.movedMiB : Math.max(0, ...move.items.map((item) => item.mib));
  const { seconds, pause, own, host } = playOut(state, move, scenario.run?.precopy ?? 'xen-4.6');
  const speedBefore = speedOf(base, guest);
  return {
    id,
    copiedMiB: move.sentMiB,
    seconds,
    pauseSeconds: pause,
    extraMiB,
    speedBefore,
    speedAfter: speedOf(state, guest),
    remoteBefore: remoteRatioOf(base, guest),
    remoteAfter: remoteRatioOf(state, guest),
    breakEvenSeconds: breakEven(own, speedBefore, horizon),
    breakEvenHostSeconds: breakEven(host, hostProgress(base), horizon),
    curve: own,
    others: others(
      base,
      state,
      guest,
      scenario.guests.map((g) => g.name),
    ),
  };
}

/** Cost of a move of a guest in the file (MODEL §6); all guests of the file count at once. Throws EngineError for a name or node that is not there. */
export function costOf(scenario: Scenario, query: CostQuery): CostReport {
  const { state } = settleAll(scenario);
  const guest = scenario.guests.findIndex((g) => g.name === query.guest);
  if (guest < 0) throw new EngineError(`There is no guest "${query.guest}".`, 'guests');
  const to = query.to.map((id) => state.host.indexOf.get(id) ?? -1);
  if (to.includes(-1)) throw new EngineError(`There is no such node: ${query.to.join(', ')}.`, 'host.nodes');
  return {
    mechanisms: (query.mechanisms ?? ALL).map((id) => costOfOne(state, guest, to, id, scenario, query.horizon ?? 60)),
  };
}
