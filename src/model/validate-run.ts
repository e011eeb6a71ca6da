import { dictionary, field, list, object, passes, shape, type Check } from './check.ts';
import { MOVE_FIELDS, NODE_ID_FIELD, RUN_FIELDS, STRATEGY_FIELDS } from './fields.ts';
import { shownValue, type Findings } from './findings.ts';
import type { Guest, ManualMove, RunSettings, Scenario } from './scenario.ts';
import { MAX_NODES } from './validate-host.ts';

const MAX_MOVES = 1_000_000;
const MAX_STRATEGIES = 100;
const MAX_BRANCHES = 100;

const BRANCH_FIELDS = {
  at: { ...MOVE_FIELDS.at, help: 'From when on the strategy is in charge.' },
  ...STRATEGY_FIELDS,
};

const scalar: Check = (value, path, out) => {
  const fine = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (!fine) out.error(path, 'not-a-scalar', `${shownValue(value)} is neither a number nor a text nor true or false`);
};

const runShape = object(
  shape(RUN_FIELDS, {
    moves: list(
      object(shape(MOVE_FIELDS, { to: list(field(NODE_ID_FIELD), MAX_NODES) }, { to: 'a list of node ids' })),
      MAX_MOVES,
    ),
    strategies: list(
      object(
        shape(STRATEGY_FIELDS, {
          params: dictionary(scalar),
          branches: list(object(shape(BRANCH_FIELDS, { params: dictionary(scalar) })), MAX_BRANCHES),
        }),
      ),
      MAX_STRATEGIES,
    ),
  }),
);

export function isRun(value: unknown, path: string, out: Findings): value is RunSettings {
  return passes(runShape, value, path, out);
}

function checkTargets(move: ManualMove, guest: Guest | undefined, path: string, out: Findings): void {
  const parts = guest?.placement?.parts.length;
  const count = move.to.length;
  if (count === 0) out.error(`${path}.to`, 'no-target', 'names no node');
  else if (count > 1 && parts !== undefined && count !== parts)
    out.error(
      `${path}.to`,
      'target-count',
      `names ${count} nodes for ${parts} parts, expected one, or one for each part`,
    );
}

/** Branches of a strategy follow one another. */
export function checkBranches({ run }: Scenario, out: Findings): void {
  run?.strategies?.forEach(({ branches = [] }, n) => {
    let last = -Infinity;
    branches.forEach(({ at }, i) => {
      if (at <= last)
        out.error(
          `run.strategies[${n}].branches[${i}].at`,
          'branch-order',
          `${at} is not after the branch before it, at ${last}`,
        );
      last = at;
    });
  });
}

/** Moves by hand name guests and nodes that are there; generated guests have no names before the run. */
export function checkMoves(scenario: Scenario, out: Findings): void {
  const guests = new Map(scenario.guests.map((guest) => [guest.name, guest]));
  const ids = new Set(scenario.host.nodes.map((node) => node.id));
  scenario.run?.moves?.forEach((move, n) => {
    const path = `run.moves[${n}]`;
    const guest = guests.get(move.guest);
    if (guest === undefined && scenario.arrivals === undefined)
      out.error(`${path}.guest`, 'no-such-guest', `there is no guest ${shownValue(move.guest)}`);
    const stray = move.to.findIndex((id) => !ids.has(id));
    if (stray >= 0) out.error(`${path}.to[${stray}]`, 'no-such-node', `there is no node ${move.to[stray]}`);
    checkTargets(move, guest, path, out);
  });
}
