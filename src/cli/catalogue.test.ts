import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileHost } from '../engine/scenario/host-model.ts';
import { runScenario } from '../engine/run.ts';
import { readScenario, writeScenario } from '../formats/scenario-file.ts';
import { parseCpulist } from '../model/cpulist.ts';
import type { Scenario } from '../model/scenario.ts';
import { choicesOf } from './strategies.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly host?: string;
  readonly file: string;
}

const folder = 'public';
const catalogue = JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8')) as Record<
  'hosts' | 'scenarios',
  Entry[]
>;

function open({ file }: Entry): Scenario {
  const { value, problems } = readScenario(readFileSync(join(folder, file), 'utf8'), file);
  expect(problems).toEqual([]);
  return value!;
}

function numbers(list: string | undefined): readonly number[] {
  const cpus = parseCpulist(list ?? '');
  return typeof cpus === 'string' ? [] : cpus;
}

/** CPU numbers of several groups together, ascending. */
function numbersOf(groups: readonly { readonly cpus?: string }[] = []): readonly number[] {
  return groups.flatMap(({ cpus }) => numbers(cpus)).toSorted((a, b) => a - b);
}

const named = (entries: readonly Entry[]): [string, Entry][] => entries.map((entry) => [entry.id, entry]);

test('every file in the folders is offered once, with words', () => {
  const entries = [...catalogue.hosts, ...catalogue.scenarios];
  const offered = entries.map(({ file }) => file).toSorted();
  const there = ['hosts', 'scenarios'].flatMap((name) =>
    readdirSync(join(folder, name)).map((file) => `${name}/${file}`),
  );
  expect(offered).toEqual(there.toSorted());
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  for (const { title, detail } of entries) expect(`${title}${detail}`.length).toBeGreaterThan(20);
});

describe.each(named(catalogue.hosts))('host %s', (_, entry) => {
  test('is valid, written as we write, without guests, and every pair of nodes has a route', () => {
    const scenario = open(entry);
    expect(readFileSync(join(folder, entry.file), 'utf8')).toBe(writeScenario(scenario));
    expect(scenario.guests).toEqual([]);
    expect(compileHost(scenario.host).nodeCount).toBeGreaterThan(1);
  });

  test('says where every figure comes from', () => {
    const { host } = open(entry);
    const sources = Object.keys(host.sources ?? {});
    const wanted = [
      'nodes[].cores',
      'nodes[].memoryMiB',
      'nodes[].latencyNs',
      'nodes[].bandwidthGBs',
      'latencyNs',
      'slit',
      'links[].capacityGBs',
      'copy',
      '',
    ];
    expect(sources).toEqual(expect.arrayContaining(wanted));
    const parts = Object.keys(host.topology ?? {}).map((part) => `topology.${part}`);
    expect(parts.length).toBeGreaterThan(0);
    expect(sources).toEqual(expect.arrayContaining(parts));
  });

  test('has every CPU in one package, at most one core and one cache', () => {
    const { nodes, topology = {} } = open(entry).host;
    const all = numbersOf(nodes);
    expect(numbersOf(topology.packages)).toEqual(all);
    if (topology.cores) expect(numbersOf(topology.cores)).toEqual(all);
    if (topology.l3) expect(numbersOf(topology.l3)).toEqual(all);
  });
});

test('hosts come in the order of their years', () => {
  const years = catalogue.hosts.map(({ title }) => Number(/\((\d{4})\)$/.exec(title)?.[1]));
  expect(years).toEqual(years.toSorted((a, b) => a - b));
  expect(years[0]).toBe(2005);
});

describe.each(named(catalogue.scenarios))('scenario %s', (_, entry) => {
  test('is valid, tells its story and stands on a host of the catalogue', () => {
    const scenario = open(entry);
    expect(readFileSync(join(folder, entry.file), 'utf8')).toBe(writeScenario(scenario));
    expect(scenario.note?.length).toBeGreaterThan(200);
    const host = catalogue.hosts.find(({ id }) => id === entry.host);
    expect(scenario.host).toEqual(open(host!).host);
  });

  test('runs to its end with each of its strategies', () => {
    const scenario = open(entry);
    const choices = choicesOf(scenario);
    expect(choices).toHaveLength(2);
    for (const { strategy, params } of choices) {
      const { metrics } = runScenario(scenario, strategy, { params });
      expect(metrics.throughput).toBeGreaterThan(0.2);
      expect(metrics.throughput).toBeLessThanOrEqual(1);
    }
  });
});

test('the first scenario shows what both approaches are like', () => {
  const scenario = open(catalogue.scenarios[0]);
  const [split, whole] = choicesOf(scenario).map(({ strategy, params }) => runScenario(scenario, strategy, { params }));
  expect(split.strategy).toBe('guest-numa');
  expect(whole.strategy).toBe('dynamic-balance');
  expect(split.metrics.remoteAccessRatio).toBeGreaterThan(0.1);
  expect(split.metrics.moves).toBe(0);
  expect(whole.metrics.remoteAccessRatio).toBeLessThan(0.05);
  expect(whole.metrics.moves).toBeGreaterThanOrEqual(3);
  expect(whole.metrics.moves).toBeLessThanOrEqual(8);
  expect([...split.refused, ...whole.refused]).toEqual([]);
});
