import { costOf } from '../engine/cost.ts';
import type { CostReport, MechanismCost, RefusedMechanism } from '../engine/reports.ts';
import { MECHANISM_IDS } from '../model/fields.ts';
import { shown } from '../model/findings.ts';
import type { MechanismId, Scenario } from '../model/scenario.ts';
import { numberOption, UsageError, type Arguments } from './arguments.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { loadScenario } from './input.ts';
import { DONE, REFUSED } from './io.ts';
import { fixed, percent, table } from './table.ts';
import { printJson } from './json.ts';

const DEFAULT_HORIZON = 60;

function mechanismsOf(given: Arguments): readonly MechanismId[] | undefined {
  const name = given.one('mechanism');
  if (name === undefined) return undefined;
  const id = MECHANISM_IDS.find((one) => one === name);
  if (id === undefined)
    throw new UsageError(`--mechanism ${shown(name)}: one of ${MECHANISM_IDS.join(', ')} is expected`);
  return [id];
}

function targetsOf(given: Arguments, scenario: Scenario): number[] {
  const text = given.one('to');
  if (text === undefined) throw new UsageError('--to NODE[,NODE…] is missing');
  const to = text.split(',').map((id) => numberOption('to', id, 0, 65_535, true));
  const ids = new Set(scenario.host.nodes.map((node) => node.id));
  const stray = to.find((id) => !ids.has(id));
  if (stray !== undefined) throw new UsageError(`--to ${stray}: there is no such node, only ${[...ids].join(', ')}`);
  return to;
}

function guestOf(given: Arguments, scenario: Scenario): string {
  const name = given.one('guest');
  if (name === undefined) throw new UsageError('--guest NAME is missing');
  if (scenario.guests.every((guest) => guest.name !== name))
    throw new UsageError(`--guest ${shown(name)}: there is no such guest`);
  return name;
}

function isRefused(one: MechanismCost | RefusedMechanism): one is RefusedMechanism {
  return 'refused' in one && one.refused !== undefined;
}

function secondsOrNever(value: number | null): string {
  return value === null ? 'never' : fixed(value, 2);
}

function tables({ mechanisms }: CostReport): string {
  const granted = mechanisms.filter((one): one is MechanismCost => !isRefused(one));
  const rows = granted.map((one) => [
    one.id,
    fixed(one.copiedMiB, 0),
    fixed(one.seconds, 2),
    fixed(one.pauseSeconds, 3),
    fixed(one.extraMiB, 0),
    `${fixed(one.speedBefore, 3)} to ${fixed(one.speedAfter, 3)}`,
    `${percent(one.remoteBefore)} to ${percent(one.remoteAfter)}`,
    secondsOrNever(one.breakEvenSeconds),
    secondsOrNever(one.breakEvenHostSeconds),
  ]);
  const refused = mechanisms.filter(isRefused).map((one) => `${one.id} is refused: ${one.refused}\n`);
  const head = [
    'mechanism',
    'MiB',
    'seconds',
    'pause s',
    'extra MiB',
    'speed',
    'far accesses',
    'pays back s',
    'host s',
  ];
  return (rows.length === 0 ? '' : table(head, rows)) + refused.join('');
}

export const cost: Command = {
  name: 'cost',
  files: 'SCENARIO',
  least: 1,
  most: 1,
  summary: 'What moving a guest would cost, against leaving it where it is, for each mechanism.',
  options: [
    { name: 'guest', value: 'NAME', help: 'the guest that would move' },
    { name: 'to', value: 'NODE[,NODE…]', help: 'one node for all its parts, or one for each' },
    { name: 'mechanism', value: 'ID', help: `one of ${MECHANISM_IDS.join(', ')}; all without it` },
    { name: 'horizon', value: 'S', help: `seconds in which the move has to pay back (${DEFAULT_HORIZON})` },
    JSON_OPTION,
  ],
  run(given, io) {
    const mechanisms = mechanismsOf(given);
    const horizon = numberOption('horizon', given.one('horizon') ?? `${DEFAULT_HORIZON}`, 0, 1e9);
    const scenario = loadScenario(io, given.files[0] ?? '');
    if (scenario === undefined) return REFUSED;
    const query = { guest: guestOf(given, scenario), to: targetsOf(given, scenario), horizon };
    const report = costOf(scenario, mechanisms === undefined ? query : { ...query, mechanisms });
    if (given.has('json')) printJson(io, report);
    else io.out(tables(report));
    return DONE;
  },
};
