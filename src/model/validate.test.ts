import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryScenario } from './testing/arbitrary-scenario.ts';
import { square } from './testing/square.ts';
import { validateScenario } from './validate.ts';

type Edits = Readonly<Record<string, unknown>>;

/** Puts a value at "guests.1.name" of a plain document; undefined takes the key away. */
function put(document: unknown, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce((at, key) => (at as Record<string, unknown>)[key], document) as Record<string, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

/** The square with two guests, g0 placed on node 0, and these values in it. */
function edited(edits: Edits): unknown {
  const placed = { placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 1024 }] } };
  const document: unknown = JSON.parse(JSON.stringify({ ...square(placed, {}), run: {} }));
  for (const [path, value] of Object.entries(edits)) put(document, path, value);
  return document;
}

function errorsOf(value: unknown): string[] {
  const { value: scenario, problems } = validateScenario(value);
  const errors = problems.filter((problem) => problem.severity === 'error');
  expect(scenario === undefined).toBe(errors.length > 0);
  return errors.map((problem) => `${problem.path}: ${problem.message}`);
}

describe('what the model and the file format refuse, with the path', () => {
  test.each<[string, Edits]>([
    ['guests[1].workload.duty: 1.4 is not within 0..1', { 'guests.1.workload': { duty: 1.4 } }],
    [
      'guests[1].workload.duty: 1e-300 is too small to compute with, expected 0 or at least 1e-12',
      { 'guests.1.workload': { duty: 1e-300 } },
    ],
    ['guests[1].vcpus: 2.5 is not a whole number', { 'guests.1.vcpus': 2.5 }],
    ['guests[1].vcpus: "4" is not a whole number', { 'guests.1.vcpus': '4' }],
    ['guests[1].vcpus: missing, expected a whole number within 1..65536', { 'guests.1.vcpus': undefined }],
    [
      'guests[1].memoryMiB: 1.001 is not a whole number of MiB or of pages (1/256 MiB)',
      { 'guests.1.memoryMiB': 1.001 },
    ],
    ['guests[1].memoryMiB: -1 is not within 0.00390625..4398046511104', { 'guests.1.memoryMiB': -1 }],
    ['guests[1].vnumaAware: 1 is neither true nor false', { 'guests.1.vnumaAware': 1 }],
    ['guests[1].name: "g0" is also the name of guests[0]', { 'guests.1.name': 'g0' }],
    ['guests[1].depart: 5 s is not after the arrival at 5 s', { 'guests.1.arrive': 5, 'guests.1.depart': 5 }],
    ['guests[1].workload.hotFraction: 0 is not within 0..1, 0 excluded', { 'guests.1.workload': { hotFraction: 0 } }],
    [
      'guests[1].workload.hotFraction: hotFraction 0.9 is more than hotShare 0.8: the hottest pages take at least their share',
      { 'guests.1.workload': { hotFraction: 0.9 } },
    ],
    [
      'guests[1].workload.bandwidthPerCoreGBs: 2 is not 0, but memoryStall is 0: nothing waits for memory',
      { 'guests.1.workload': { memoryStall: 0, bandwidthPerCoreGBs: 2 } },
    ],
    [
      'guests[1].workload.bandwidthPerCoreGBs: 0.0001 is less than 0.001, but memoryStall is 0.3: who waits for memory moves data',
      { 'guests.1.workload': { bandwidthPerCoreGBs: 0.0001 } },
    ],
    [
      'guests[1].phases[0].workload.memoryStall: 0.5 waits for memory, but bandwidthPerCoreGBs is 0',
      {
        'guests.1.workload': { memoryStall: 0, bandwidthPerCoreGBs: 0 },
        'guests.1.phases': [{ at: 1, workload: { memoryStall: 0.5 } }],
      },
    ],
    [
      'guests[1].workload.writableSetMiB: 2000 MiB is more than the guest’s memory of 1024 MiB',
      { 'guests.1.workload': { writableSetMiB: 2000 } },
    ],
    [
      'guests[0].placement.parts: the parts have 1 vCPUs together, but the guest has 2',
      { 'guests.0.placement.parts.0.vcpus': 1 },
    ],
    [
      'guests[0].placement.parts: the parts have 512 MiB together, but the guest has 1024 MiB',
      { 'guests.0.placement.parts.0.memoryMiB': 512 },
    ],
    ['guests[0].placement.parts[0].node: there is no node 7', { 'guests.0.placement.parts.0.node': 7 }],
    [
      'guests[0].placement.parts[0].memoryOn: adds up to 100 MiB, but the part has 1024 MiB',
      { 'guests.0.placement.parts.0.memoryOn': [{ node: 1, memoryMiB: 100 }] },
    ],
    [
      'guests[0].placement.parts[0].memoryOn[0].node: there is no node 9',
      { 'guests.0.placement.parts.0.memoryOn': [{ node: 9, memoryMiB: 1024 }] },
    ],
    ['guests[0].placement.parts[0].cpus: CPU 4 is not on node 0 (0-3)', { 'guests.0.placement.parts.0.cpus': '3-4' }],
    [
      'guests[0].placement.parts[0].memoryMiB: 1024 MiB on node 0, which has no memory',
      { 'host.nodes.0.memoryMiB': 0 },
    ],
    [
      'guests[0].placement.parts[0].node: 2 vCPUs on node 0, which has no CPUs',
      { 'host.nodes.0.cores': 0, 'host.nodes.0.threads': 0, 'host.nodes.0.cpus': '' },
    ],
    ['guests[0].placement: node 0 would hold 1024 MiB at 0 s, it has 1000 MiB', { 'host.nodes.0.memoryMiB': 1000 }],
    ['host.nodes[1].id: 0 is also the id of host.nodes[0]', { 'host.nodes.1.id': 0 }],
    ['host.nodes[2].threads: 3 threads are fewer than the 4 cores', { 'host.nodes.2.threads': 3 }],
    ['host.nodes[2].cpus: the range "5-4" runs backwards', { 'host.nodes.2.cpus': '5-4' }],
    ['host.nodes: a host has at least one node', { 'host.nodes': [], 'host.links': [] }],
    ['host.slit: 1 rows, but there are 4 nodes', { 'host.slit': [[10]] }],
    ['host.latencyNs[1]: 1 figures, but there are 4 nodes', { 'host.latencyNs': [[1, 1, 1, 1], [1], [], []] }],
    ['host.latencyNs[0][0]: "x" is not a number', { 'host.latencyNs': [['x']] }],
    [
      'host.links[1]: there is a link from node 0 to node 1 already',
      { 'host.links.1': { from: 0, to: 1, capacityGBs: 1 } },
    ],
    ['host.links[0]: a link from node 0 to itself leads nowhere', { 'host.links.0.to': 0 }],
    ['host.links[0].to: there is no node 8', { 'host.links.0.to': 8 }],
    ['host.routes[0]: runs over a link that is not there: 0 to 3', { 'host.routes': [{ from: 0, to: 3, via: [] }] }],
    ['host.routes[0]: there is no node 5', { 'host.routes': [{ from: 0, to: 3, via: [5] }] }],
    ['host.routes[0].via: missing, expected a list of node ids', { 'host.routes': [{ from: 0, to: 3 }] }],
    ['host.copy.liveGBs: 0 is not within 0.000001..1000000', { 'host.copy': { liveGBs: 0 } }],
    [
      'host.sources["nodes[].latencyNs"].kind: "rumour" is not one of file, measured, inferred, estimate',
      { 'host.sources': { 'nodes[].latencyNs': { kind: 'rumour', text: 'x' } } },
    ],
    ['host: missing, expected an object', { host: undefined }],
    ['guests: an object is not a list [ … ]', { guests: {} }],
    ['run.precopy: "xen-9" is not one of xen-4.6, xen-4.5', { 'run.precopy': 'xen-9' }],
    ['run.seed: -1 is not within 0..4294967295', { 'run.seed': -1 }],
    ['run.moves[0].guest: there is no guest "nobody"', { 'run.moves': [move({ guest: 'nobody' })] }],
    ['run.moves[0].to[0]: there is no node 9', { 'run.moves': [move({ to: [9] })] }],
    ['run.moves[0].to: names no node', { 'run.moves': [move({ to: [] })] }],
    [
      'run.moves[0].to: names 2 nodes for 1 parts, expected one, or one for each part',
      { 'run.moves': [move({ to: [1, 2] })] },
    ],
    [
      'run.strategies[0].params.vnodes: a list is neither a number nor a text nor true or false',
      { 'run.strategies': [{ id: 'guest-numa', params: { vnodes: [2] } }] },
    ],
    [
      'run.strategies[0].branches[1].at: 40 is not after the branch before it, at 40',
      { 'run.strategies': [{ id: 'guest-numa', branches: [BRANCH, BRANCH] }] },
    ],
    [
      'run.strategies[0].branches[0].at: -1 is not within 0..1000000000',
      { 'run.strategies': [{ id: 'guest-numa', branches: [{ ...BRANCH, at: -1 }] }] },
    ],
    [
      'run.strategies[0].branches[0].id: missing, expected a text',
      { 'run.strategies': [{ id: 'guest-numa', branches: [{ at: 40 }] }] },
    ],
    ['nearfar: missing, expected the schema version, "nearfar": 1', { nearfar: undefined }],
    ['nearfar: this file was written by a newer Nearfar (schema 2); this one reads up to schema 1', { nearfar: 2 }],
    ['nearfar: "1" is not a schema version (1..1)', { nearfar: '1' }],
  ])('%s', (message, edits) => {
    expect(errorsOf(edited(edits))).toContain(message);
  });
});

const BRANCH = { at: 40, id: 'dynamic-balance' };

function move(change: object): object {
  return { at: 1, guest: 'g0', to: [1], mechanism: 'live', ...change };
}

test.each([null, undefined, 3, 'text', [], true])('%j is no scenario', (value) => {
  expect(errorsOf(value)).toHaveLength(1);
});

test('the first twenty errors are said at once, no more', () => {
  const guests = Array.from({ length: 50 }, () => ({ name: 'x' }));
  expect(errorsOf({ ...square(), guests })).toHaveLength(20);
});

test('unknown keys are kept and warned of by name, at every depth', () => {
  const value = edited({
    colour: 'red',
    'host.nodes.0.socket': 3,
    'guests.1.workload': { mood: 'fine' },
    'host.odd key': 1,
  });
  const { value: scenario, problems } = validateScenario(value);
  expect(scenario).toEqual(value);
  expect(problems.map((problem) => problem.path)).toEqual([
    'colour',
    'host["odd key"]',
    'host.nodes[0].socket',
    'guests[1].workload.mood',
  ]);
  expect(problems.every((problem) => problem.severity === 'warning')).toBe(true);
});

test('guests that are never there at the same time may share memory', () => {
  const whole = { vcpus: 1, memoryMiB: 8192, placement: { parts: [{ node: 0, vcpus: 1, memoryMiB: 8192 }] } };
  expect(errorsOf(square({ ...whole, depart: 10 }, { ...whole, arrive: 10 }))).toEqual([]);
  expect(errorsOf(square({ ...whole, depart: 10 }, { ...whole, arrive: 9 }))).toEqual([
    'guests[1].placement: node 0 would hold 16384 MiB at 9 s, it has 8192 MiB',
  ]);
});

test('nodes without CPUs or without memory are legal as long as nobody needs what they lack', () => {
  const scenario = square({
    placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 1, memoryMiB: 1024 }] }] },
  });
  const nodes = scenario.host.nodes.map((node) =>
    node.id === 0 ? { ...node, memoryMiB: 0 } : node.id === 1 ? { ...node, cores: 0, threads: 0, cpus: '' } : node,
  );
  expect(errorsOf({ ...scenario, host: { ...scenario.host, nodes } })).toEqual([]);
});

test('a key named like an inherited member is just an unknown key', () => {
  const value = JSON.parse(
    '{"nearfar":1,"__proto__":{"host":1},"constructor":2,"host":{"name":"h","nodes":[]},"guests":[]}',
  );
  const { problems } = validateScenario(value);
  expect(problems.map((problem) => problem.path)).toEqual(['__proto__', 'constructor', 'host.nodes']);
  expect(({} as Record<string, unknown>)['host']).toBeUndefined();
});

test('a hundred thousand guests are read, and a hundred thousand wrong ones are given up early', () => {
  const guests = Array.from({ length: 100_000 }, (_, n) => ({
    name: `g${n}`,
    vcpus: 1,
    memoryMiB: 1,
    workload: { duty: 0.5 },
    arrive: n,
    depart: n + 1,
    placement: { parts: [{ node: n % 4, vcpus: 1, memoryMiB: 1 }] },
  }));
  expect(errorsOf({ ...square(), guests })).toEqual([]);
  expect(errorsOf({ ...square(), guests: guests.map((guest) => ({ ...guest, vcpus: 0 })) })).toHaveLength(20);
});

describe('any scenario', () => {
  test('that is right is accepted as it is', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        expect(errorsOf(scenario)).toEqual([]);
        expect(validateScenario(scenario).value).toEqual(scenario);
      }),
      { numRuns: 300 },
    );
  });

  test('with one value spoilt is refused with a path, or still keeps every sum', () => {
    const poison = fc.constantFrom<unknown>(
      null,
      -1,
      0.3,
      1e308,
      NaN,
      Infinity,
      '',
      'x',
      '0-',
      [],
      {},
      [[]],
      true,
      2 ** 53,
    );
    fc.assert(
      fc.property(arbitraryScenario, fc.nat(), poison, (scenario, pick, value) => {
        const copy: unknown = JSON.parse(JSON.stringify(scenario));
        const places = slots(copy);
        const [holder, key] = places[pick % places.length];
        holder[key] = value;
        const { value: read, problems } = validateScenario(copy);
        if (read === undefined) expect(problems.some((p) => p.severity === 'error' && p.path !== undefined)).toBe(true);
        else keepsItsSums(read);
      }),
      { numRuns: 2000 },
    );
  });
});

type Holder = Record<string | number, unknown>;

/** Every place in a document where a value could be replaced. */
function slots(value: unknown): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key): [Holder, string | number][] => [[holder, key], ...slots(holder[key])]);
}

/** What the engine relies on, checked by other means than the validator's. */
function keepsItsSums(scenario: ReturnType<typeof square>): void {
  const ids = scenario.host.nodes.map((node) => node.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const guest of scenario.guests) {
    const parts = guest.placement?.parts;
    if (parts === undefined) continue;
    expect(parts.reduce((sum, part) => sum + part.memoryMiB, 0)).toBe(guest.memoryMiB);
    expect(parts.reduce((sum, part) => sum + part.vcpus, 0)).toBe(guest.vcpus);
    for (const part of parts) {
      for (const on of part.memoryOn ?? [part]) expect(ids).toContain(on.node);
      expect(ids).toContain(part.node);
    }
  }
}
