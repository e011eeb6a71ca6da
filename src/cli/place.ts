import { placeAll } from '../engine/place.ts';
import { shown } from '../model/findings.ts';
import { UsageError } from './arguments.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { loadScenario } from './input.ts';
import { DONE, REFUSED } from './io.ts';
import { parseChoice, strategyHelp } from './strategies.ts';
import { table } from './table.ts';
import { printJson } from './json.ts';

export const place: Command = {
  name: 'place',
  files: 'SCENARIO',
  least: 1,
  most: 1,
  summary: 'Where a strategy would put the guests if they came one by one and stayed.',
  options: [
    { name: 'strategy', value: 'ID[:key=value,…]', help: 'the strategy, with parameters where they differ' },
    JSON_OPTION,
  ],
  details: strategyHelp,
  run(given, io) {
    const text = given.one('strategy');
    if (text === undefined) throw new UsageError('--strategy ID is missing');
    const { strategy, params, branches } = parseChoice(text);
    if (branches.length > 0) throw new UsageError(`--strategy ${shown(text)}: place knows no time, so no branch`);
    const scenario = loadScenario(io, given.files[0] ?? '');
    if (scenario === undefined) return REFUSED;
    const report = placeAll(scenario, strategy, params);
    const rows = report.placements.map(({ name, nodes, refused }) => [name, nodes.join(',') || '–', refused ?? '']);
    if (given.has('json')) printJson(io, report);
    else io.out(table(['guest', 'nodes', 'refused'], rows));
    return DONE;
  },
};
