import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { validateScenario } from '../model/validate.ts';
import { EngineError } from './scenario/host-model.ts';
import { ratesOf } from './rates-report.ts';
import type { RatesReport } from './reports.ts';
import { oracleRates } from './testing/oracle/rates.ts';
import { mutated } from './testing/mutate.ts';
import { Dice, forAllDice, NO_LIMIT } from './testing/random-dice.ts';
import { asFile, randomSqueeze, randomStill } from './testing/random-scenario.ts';

/** Greatest difference of each kind between two reports of the same file. */
function differences(a: RatesReport, b: RatesReport) {
  const worst = { speed: 0, progress: 0, remote: 0, access: 0, utilisation: 0, cpu: 0 };
  const see = (kind: keyof typeof worst, x: number, y: number) => {
    const apart = Math.abs(x - y);
    if (!(apart <= worst[kind])) worst[kind] = Number.isNaN(apart) ? Infinity : apart;
  };
  a.guests.forEach((guest, g) => {
    const other = b.guests[g];
    expect(other.name).toBe(guest.name);
    expect(other.parts.map((part) => part.node)).toEqual(guest.parts.map((part) => part.node));
    see('speed', guest.speed, other.speed);
    see('remote', guest.remoteAccessRatio, other.remoteAccessRatio);
    guest.parts.forEach((part, p) => {
      see('progress', part.progress, other.parts[p].progress);
      see('cpu', part.cpuShare, other.parts[p].cpuShare);
      part.access.forEach((share, j) => see('access', share, other.parts[p].access[j]));
    });
  });
  a.nodes.forEach((node, n) => {
    expect(b.nodes[n].id).toBe(node.id);
    see('cpu', node.cpuDemand, b.nodes[n].cpuDemand);
    see('cpu', node.cpuUsed, b.nodes[n].cpuUsed);
    see('utilisation', node.utilisation, b.nodes[n].utilisation);
  });
  a.links.forEach((link, l) => {
    expect([b.links[l].from, b.links[l].to]).toEqual([link.from, link.to]);
    see('utilisation', link.utilisation, b.links[l].utilisation);
  });
  return worst;
}

const LIMITS = { speed: 1e-8, progress: 1e-7, remote: 1e-8, access: 1e-10, utilisation: 1e-9, cpu: 1e-9 };

function agree(scenario: Scenario, tally: Record<string, number>): void {
  const truth = oracleRates(scenario);
  const full = [...truth.nodes, ...truth.links].filter((station) => station.utilisation > 1 - 1e-9).length;
  tally.saturated = (tally.saturated ?? 0) + Math.min(full, 1);
  tally.severalSaturated = (tally.severalSaturated ?? 0) + (full > 1 ? 1 : 0);
  expect(truth.violation, asFile(scenario)).toBeLessThan(1e-11);
  const worst = differences(ratesOf(scenario), truth);
  for (const [kind, apart] of Object.entries(worst)) {
    tally[kind] = Math.max(tally[kind] ?? 0, apart);
    expect(apart, `${kind}: ${asFile(scenario)}`).toBeLessThanOrEqual(LIMITS[kind as keyof typeof LIMITS]);
  }
}

test(
  'rates agree with the slow implementation of MODEL §1–§5',
  () => {
    const tally: Record<string, number> = {};
    forAllDice(300, (row) => agree(randomStill(row), tally));
    if (process.env.NEARFAR_RUNS) console.log('rates', tally);
  },
  NO_LIMIT,
);

test(
  'rates agree where many stations are full',
  () => {
    const tally: Record<string, number> = {};
    forAllDice(80, (row) => agree(randomSqueeze(row), tally));
    if (process.env.NEARFAR_RUNS) console.log('rates under pressure', tally);
  },
  NO_LIMIT,
);

test(
  'rates agree where some stations have no capacity',
  () => {
    const tally: Record<string, number> = {};
    forAllDice(100, (row) => agree(randomStill(row, { withoutCapacity: true }), tally));
    if (process.env.NEARFAR_RUNS) console.log('rates without capacity', tally);
  },
  NO_LIMIT,
);

test(
  'rates agree on files that were changed at random, where both accept them',
  () => {
    const tally: Record<string, number> = {};
    forAllDice(150, (row) => {
      const scenario = validateScenario(
        mutated(JSON.parse(asFile(randomStill(row))), new Dice(row.toReversed())),
      ).value;
      if (scenario !== undefined && isAccepted(scenario)) agree(scenario, tally);
    });
    if (process.env.NEARFAR_RUNS) console.log('rates of changed files', tally);
  },
  NO_LIMIT,
);

function isAccepted(scenario: Scenario): boolean {
  try {
    ratesOf(scenario);
    return true;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}
