import { ratesOf } from '../engine/rates-report.ts';
import type { RatesReport } from '../engine/reports.ts';
import { JSON_OPTION, type Command } from './command.ts';
import { loadScenario } from './input.ts';
import { DONE, REFUSED } from './io.ts';
import { fixed, percent, table } from './table.ts';
import { printJson } from './json.ts';

function stationCells(one: { bandwidthGBs: number; utilisation: number; waitNs: number }): string[] {
  return [fixed(one.bandwidthGBs, 2), percent(one.utilisation), fixed(one.waitNs, 1)];
}

function tables({ guests, nodes, links }: RatesReport): string {
  const guestRows = guests.map((guest) => [
    guest.name,
    guest.parts.map((part) => part.node).join(','),
    fixed(
      guest.parts.reduce((sum, part) => sum + part.cpuShare, 0),
      2,
    ),
    fixed(guest.speed, 3),
    percent(guest.remoteAccessRatio),
  ]);
  const nodeRows = nodes.map((node) => [
    `${node.id}`,
    fixed(node.cpuDemand, 2),
    fixed(node.cpuUsed, 2),
    ...stationCells(node),
  ]);
  const linkRows = links.map((link) => [`${link.from} to ${link.to}`, ...stationCells(link)]);
  return [
    table(['guest', 'nodes', 'cores', 'speed', 'far accesses'], guestRows),
    table(['node', 'cores wanted', 'given', 'GB/s', 'of capacity', 'wait ns'], nodeRows),
    ...(links.length === 0 ? [] : [table(['link', 'GB/s', 'of capacity', 'wait ns'], linkRows)]),
  ].join('\n');
}

export const rates: Command = {
  name: 'rates',
  files: 'SCENARIO',
  least: 1,
  most: 1,
  summary: 'The instantaneous rates of the placements in a scenario file: no strategy, no time.',
  options: [JSON_OPTION],
  run(given, io) {
    const scenario = loadScenario(io, given.files[0] ?? '');
    if (scenario === undefined) return REFUSED;
    const report = ratesOf(scenario);
    if (given.has('json')) printJson(io, report);
    else io.out(tables(report));
    return DONE;
  },
};
