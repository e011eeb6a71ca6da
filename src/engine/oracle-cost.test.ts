import { expect, test } from 'vitest';
import type { Guest, MechanismId, Scenario } from '../model/scenario.ts';
import { costOf, type CostQuery } from './cost.ts';
import type { MechanismCost, RefusedMechanism } from './reports.ts';
import { oracleCost } from './testing/oracle/cost.ts';
import { Dice, forAllDice, NO_LIMIT } from './testing/random-dice.ts';
import { asFile, randomSqueeze, randomStill } from './testing/random-scenario.ts';

const MECHANISMS: readonly MechanismId[] = ['live', 'hot-first', 'vcpu-only', 'suspend', 'address-order', 'process'];

/** A guest of the file and somewhere to go: mostly one that can, to where it can. */
function randomQuery(row: readonly number[], scenario: Scenario, mechanism: MechanismId): CostQuery {
  const dice = new Dice(row.slice(-12));
  const likely = scenario.guests.filter((guest) => canMove(guest, mechanism));
  const guest = dice.pick(likely.length > 0 && dice.chance(95) ? likely : scenario.guests);
  const parts = guest.placement?.parts ?? [];
  const targets = mechanism === 'process' ? parts.map((part) => part.node) : roomyNodes(scenario);
  const somewhere = () => dice.pick(targets.length > 0 && dice.chance(90) ? targets : allNodes(scenario));
  const to = parts.length > 1 && mechanism !== 'process' && dice.chance(35) ? parts.map(somewhere) : [somewhere()];
  return { guest: guest.name, to, horizon: dice.pick([60, 5, 600]) };
}

function canMove(guest: Guest, mechanism: MechanismId): boolean {
  const parts = guest.placement?.parts.length ?? 0;
  return mechanism === 'process' ? parts > 1 && guest.vnumaAware === true : parts > 0;
}

/** Guests with vnodes have vCPUs to spare, so that a task can move; the first of their nodes has most to do. */
function withIdleVcpus(scenario: Scenario, dice: Dice): Scenario {
  const guests = scenario.guests.map((guest) => {
    if (!canMove(guest, 'process')) return guest;
    return { ...guest, workload: { ...guest.workload, tasks: dice.between(1, guest.vcpus) } };
  });
  return { ...scenario, guests };
}

const allNodes = ({ host }: Scenario) => host.nodes.map((node) => node.id);
const roomyNodes = ({ host }: Scenario) =>
  host.nodes.filter((node) => node.cores > 0 && node.memoryMiB > 0).map((node) => node.id);

const isRefused = (cost: MechanismCost | RefusedMechanism): cost is RefusedMechanism => 'refused' in cost;

function near(what: string, actual: number, expected: number, relative: number): void {
  const allowed = relative * Math.max(1, Math.abs(expected));
  if (!(Math.abs(actual - expected) <= allowed)) throw new Error(`${what}: engine ${actual}, oracle ${expected}`);
}

const value = (curve: MechanismCost['curve'], t: number) => curve.findLast(([at]) => at <= t)![1];

/** Greatest difference between two step functions, weighted by time: ∫ |a − b| dt over the horizon. */
function apart(a: MechanismCost['curve'], b: MechanismCost['curve'], horizon: number): number {
  const times = [...a, ...b].map(([at]) => at).filter((at) => at < horizon);
  times.push(horizon);
  times.sort((x, y) => x - y);
  let area = 0;
  for (let k = 0; k + 1 < times.length; k++) {
    const middle = (times[k] + times[k + 1]) / 2;
    area += (times[k + 1] - times[k]) * Math.abs(value(a, middle) - value(b, middle));
  }
  return area;
}

/** Where the answer hangs on the last bits, two right answers may differ. */
function nearBreakEven(what: string, actual: number | null, expected: number | null): void {
  if (actual === null || expected === null) {
    if (actual !== expected) throw new Error(`${what}: engine ${actual}, oracle ${expected}`);
  } else near(what, actual, expected, 1e-5);
}

function compare(engine: MechanismCost, oracle: MechanismCost, horizon: number): void {
  near('copiedMiB', engine.copiedMiB, oracle.copiedMiB, 1e-7);
  near('seconds', engine.seconds, oracle.seconds, 1e-7);
  near('pause', engine.pauseSeconds, oracle.pauseSeconds, 1e-7);
  near('extra', engine.extraMiB, oracle.extraMiB, 1e-9);
  for (const key of ['speedBefore', 'speedAfter', 'remoteBefore', 'remoteAfter'] as const)
    near(key, engine[key], oracle[key], 1e-7);
  near('curve', apart(engine.curve, oracle.curve, horizon), 0, 1e-6 * horizon);
  oracle.others.forEach((other, k) => {
    expect(engine.others[k].name).toBe(other.name);
    near(`${other.name} before`, engine.others[k].speedBefore, other.speedBefore, 1e-7);
    near(`${other.name} after`, engine.others[k].speedAfter, other.speedAfter, 1e-7);
  });
  nearBreakEven('break-even', engine.breakEvenSeconds, oracle.breakEvenSeconds);
  nearBreakEven('host break-even', engine.breakEvenHostSeconds, oracle.breakEvenHostSeconds);
}

/** Counts of what was compared, so that a test of refusals alone is noticed. */
const seen: Record<string, number> = {};

function agree(row: readonly number[], mechanism: MechanismId): void {
  const drawn = row.length % 3 === 0 ? randomSqueeze(row) : randomStill(row);
  const scenario = mechanism === 'process' ? withIdleVcpus(drawn, new Dice(row.slice(-20))) : drawn;
  const query = { ...randomQuery(row, scenario, mechanism), mechanisms: [mechanism] };
  const oracle = oracleCost(scenario, query).mechanisms[0];
  const engine = costOf(scenario, query).mechanisms[0];
  const verdict = (cost: MechanismCost | RefusedMechanism) => (isRefused(cost) ? 'refused' : 'granted');
  const where = `${JSON.stringify(query)}\n${asFile(scenario)}`;
  if (verdict(engine) !== verdict(oracle))
    throw new Error(
      `engine ${JSON.stringify(engine).slice(0, 300)} oracle ${JSON.stringify(oracle).slice(0, 300)}\n${where}`,
    );
  seen[`${mechanism} ${verdict(oracle)}`] = (seen[`${mechanism} ${verdict(oracle)}`] ?? 0) + 1;
  if (isRefused(engine) || isRefused(oracle)) return;
  try {
    compare(engine, oracle, query.horizon ?? 60);
  } catch (error) {
    throw new Error(`${String(error)}\n${where}`, { cause: error });
  }
}

for (const mechanism of MECHANISMS) {
  test(
    `the cost of ${mechanism} agrees with the slow implementation of MODEL §6`,
    () => {
      forAllDice(40, (row) => agree(row, mechanism));
      if (process.env.NEARFAR_RUNS) console.log(seen);
    },
    NO_LIMIT,
  );
}
