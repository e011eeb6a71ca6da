import { ARRIVAL_FIELDS } from '../model/arrivals.ts';
import { WORKLOAD_FIELDS } from '../model/fields.ts';
import type { Reading } from '../model/problem.ts';
import type { Scenario } from '../model/scenario.ts';
import { validateScenario } from '../model/validate.ts';
import { located, readJson } from './json.ts';

/** A scenario file (`*.nearfar.json`). Every problem has the file, line and column, those of fields their path too. */
export function readScenario(text: string, file: string): Reading<Scenario> {
  const json = readJson(text, file);
  if (json.value === undefined) return { value: undefined, problems: json.problems };
  const { value, problems } = validateScenario(json.value);
  return { value, problems: [...json.problems, ...(problems.length === 0 ? [] : located(problems, text, file))] };
}

/** Keys in the order in which the format lists them; those of workloads and arrivals follow, all others as they stand. */
const KEY_ORDER = [
  'nearfar',
  'id',
  'name',
  'note',
  'group',
  'at',
  'guest',
  'from',
  'to',
  'mechanism',
  'via',
  'host',
  'node',
  'nodes',
  'cores',
  'threads',
  'vcpus',
  'memoryMiB',
  'memoryOn',
  'bandwidthGBs',
  'capacityGBs',
  'cpus',
  'packages',
  'l3',
  'topology',
  'slit',
  'latencyNs',
  'links',
  'routes',
  'linesPerCore',
  'copy',
  'guests',
  'weight',
  'capPercent',
  'vnumaAware',
  'hotplug',
  'arrive',
  'depart',
  'workload',
  'phases',
  'placement',
  'arrivals',
  'run',
  'until',
  'seed',
  'reservedMiBPerNode',
  'precopy',
  'moves',
  'strategies',
  'original',
  'sources',
];
const ALL_KEYS = [...KEY_ORDER, ...Object.keys(WORKLOAD_FIELDS), ...Object.keys(ARRIVAL_FIELDS)];
/** The first place counts where a key stands in several lists. */
const RANK = new Map(ALL_KEYS.map((key, rank): [string, number] => [key, rank]).toReversed());
const WIDTH = 120;

function rank(key: string): number {
  return RANK.get(key) ?? ALL_KEYS.length;
}

function members(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => rank(a) - rank(b));
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = members(value).map(([key, member]) => `${JSON.stringify(key)}: ${oneLine(member)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function lines(value: unknown, indent: string): string {
  const short = oneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + short.length <= WIDTH) return short;
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => lines(item, deeper))
    : members(value).map(([key, member]) => `${JSON.stringify(key)}: ${lines(member, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${items.map((item) => deeper + item).join(',\n')}\n${indent}${close}`;
}

/** The text of a scenario file: keys in a fixed order, what fits on a line on one line. Reading it back gives the same scenario. */
export function writeScenario(scenario: Scenario): string {
  return `${lines(scenario, '')}\n`;
}
