import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
// The strategies are part of what is checked; nothing of the engine depends on them.
import { strategyById } from '../strategies/index.ts';
import { fillParams } from './params.ts';
import { placeAll } from './place.ts';
import type { Metrics, MoveRecord } from './reports.ts';
import { runScenario } from './run.ts';
import { oraclePlace } from './testing/oracle/place.ts';
import { oracleRun, type OracleMove } from './testing/oracle/run.ts';
import {
  dynamicBalance,
  firstFit,
  guestNuma,
  interleave,
  pinVcpuOnly,
  type OracleStrategy,
} from './testing/oracle/strategies.ts';
import { Dice, forAllDice, NO_LIMIT } from './testing/random-dice.ts';
import { randomRun } from './testing/random-run.ts';
import { asFile } from './testing/random-scenario.ts';

function near(what: string, actual: number, expected: number, relative: number): void {
  const allowed = relative * Math.max(1, Math.abs(expected));
  if (!(Math.abs(actual - expected) <= allowed)) throw new Error(`${what}: engine ${actual}, oracle ${expected}`);
}

function compareMetrics(engine: Metrics, oracle: Metrics): void {
  for (const [name, value] of Object.entries(oracle)) {
    // A percentile may jump where two stretches meet at it to the last bit.
    if (name !== 'p95Slowdown') near(name, engine[name as keyof Metrics], value as number, 1e-6);
  }
  near('p95Slowdown', engine.p95Slowdown, oracle.p95Slowdown, 1e-5);
}

const inOrder = <T extends OracleMove | MoveRecord>(moves: readonly T[]) =>
  moves.toSorted((a, b) => a.at - b.at || (a.guest < b.guest ? -1 : 1) || (a.mechanism < b.mechanism ? -1 : 1));

const words = (move: OracleMove | MoveRecord) =>
  `${move.at.toFixed(6)} ${move.guest} ${move.from.join()}→${move.to.join()} ${move.mechanism} ${move.outcome}${move.inVain ? ' in vain' : ''}`;

function compareMoves(engine: readonly MoveRecord[], oracle: readonly OracleMove[]): void {
  const [mine, other] = [inOrder(engine).map(words), inOrder(oracle).map(words)];
  if (mine.join() !== other.join()) throw new Error(`engine ${JSON.stringify(mine)}\noracle ${JSON.stringify(other)}`);
  inOrder(oracle).forEach((move, k) => {
    const other = inOrder(engine)[k];
    near('copiedMiB', other.copiedMiB, move.copiedMiB, 1e-6);
    near('doneAt', other.doneAt ?? -1, move.doneAt ?? -1, 1e-7);
  });
}

const seen = { runs: 0, moves: 0, refusedMoves: 0, brokenOff: 0, inVain: 0, refusedGuests: 0 };

function count(moves: readonly OracleMove[], metrics: Metrics): void {
  seen.runs++;
  seen.moves += metrics.moves;
  seen.refusedMoves += moves.filter((move) => move.outcome === 'refused').length;
  seen.brokenOff += moves.filter((move) => move.outcome === 'broken-off').length;
  seen.inVain += metrics.movesInVain;
  seen.refusedGuests += metrics.refusedGuests;
}

function agree(scenario: Scenario, strategy: OracleStrategy): void {
  const engineStrategy = strategyById(strategy.id)!;
  const params = fillParams(engineStrategy, strategy.params);
  const oracle = oracleRun(scenario, strategy);
  count(oracle.moves, oracle.metrics);
  const engine = runScenario(scenario, engineStrategy, { params });
  try {
    expect(engine.refused.join()).toBe(oracle.refused.join());
    compareMoves(engine.moves, oracle.moves);
    compareMetrics(engine.metrics, oracle.metrics);
  } catch (error) {
    throw new Error(`${strategy.id} ${JSON.stringify(strategy.params)}: ${String(error)}\n${asFile(scenario)}`, {
      cause: error,
    });
  }
}

const BALANCES = [
  { period: 10, threshold: 0.25, patience: 2 },
  { period: 3, threshold: 0.05, patience: 1 },
  { period: 7, threshold: 1, patience: 3 },
];

const STRATEGIES: Readonly<Record<string, (dice: Dice) => OracleStrategy>> = {
  'first-fit': () => firstFit,
  interleave: () => interleave,
  'guest-numa': (dice) => guestNuma(dice.pick([2, 1, 3, 8])),
  'dynamic-balance': (dice) => dynamicBalance(dice.pick(['hot-first', 'live']), dice.pick(BALANCES)),
  'pin-vcpu-only': (dice) => pinVcpuOnly(dice.pick(BALANCES)),
};

for (const [id, make] of Object.entries(STRATEGIES)) {
  test(
    `runs under ${id} agree with the slow implementation of MODEL §6–§8`,
    () => {
      forAllDice(25, (row) => agree(randomRun(row.slice(1)), make(new Dice(row.slice(-4)))));
      if (process.env.NEARFAR_RUNS) console.log(id, seen);
    },
    NO_LIMIT,
  );
}

test('strategies put guests where the slow implementation of MODEL §7 does', () => {
  forAllDice(200, (row) => {
    const scenario = randomRun(row, { most: 12, kept: 15 });
    const dice = new Dice(row.slice(-4));
    const strategy = STRATEGIES[dice.pick(Object.keys(STRATEGIES))](dice);
    const engineStrategy = strategyById(strategy.id)!;
    const { placements } = placeAll(scenario, engineStrategy, fillParams(engineStrategy, strategy.params));
    const nodes = placements.map((one) => (one.refused === undefined ? one.nodes : undefined));
    expect(nodes, asFile(scenario)).toEqual(oraclePlace(scenario, strategy));
  });
});
