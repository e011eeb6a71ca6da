import { list, object, passes, shape } from './check.ts';
import { SCENARIO_FIELDS } from './fields.ts';
import { Findings, shown } from './findings.ts';
import type { Reading } from './problem.ts';
import type { Guest, Scenario } from './scenario.ts';
import { upgraded } from './upgrade.ts';
import { isArrivals } from './validate-arrivals.ts';
import { isGuest } from './validate-guest.ts';
import { isHost } from './validate-host.ts';
import { checkPlacement, checkRoom } from './validate-placement.ts';
import { checkBranches, checkMoves, isRun } from './validate-run.ts';

const MAX_GUESTS = 1_000_000;

const scenarioShape = object(
  shape(
    SCENARIO_FIELDS,
    {
      nearfar: () => {},
      host: isHost,
      guests: list(isGuest, MAX_GUESTS),
      arrivals: isArrivals,
      run: isRun,
    },
    { host: 'an object', guests: 'a list of guests (it may be empty)' },
  ),
);

function hasShape(value: unknown, path: string, out: Findings): value is Scenario {
  return passes(scenarioShape, value, path, out);
}

function checkNames(guests: readonly Guest[], out: Findings): void {
  const seen = new Map<string, number>();
  guests.forEach(({ name }, n) => {
    const first = seen.get(name);
    if (first === undefined) seen.set(name, n);
    else out.error(`guests[${n}].name`, 'double-name', `"${shown(name)}" is also the name of guests[${first}]`);
  });
}

function checkTogether(scenario: Scenario, out: Findings): void {
  checkNames(scenario.guests, out);
  const nodes = new Map(scenario.host.nodes.map((node) => [node.id, node]));
  for (let n = 0; n < scenario.guests.length && !out.full; n++)
    checkPlacement(nodes, scenario.guests[n]!, `guests[${n}]`, out);
  if (out.errors === 0) checkRoom(scenario.host, scenario.guests, out);
  checkMoves(scenario, out);
  checkBranches(scenario, out);
}

/**
 * A scenario document as any source gives it (a file, a link, storage) → an immutable Scenario of the newest schema.
 * Unknown keys are kept and warned of by name; wrong ones are errors with the path of the field, the first twenty at once.
 */
export function validateScenario(value: unknown): Reading<Scenario> {
  const out = new Findings();
  const document = upgraded(value, out);
  if (document === undefined || !hasShape(document, '', out)) return { value: undefined, problems: out.all() };
  checkTogether(document, out);
  return { value: out.errors === 0 ? document : undefined, problems: out.all() };
}
