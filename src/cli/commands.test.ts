import { describe, expect, test } from 'vitest';
import { writeScenario } from '../formats/scenario-file.ts';
import { square } from '../model/testing/square.ts';
import type { Scenario } from '../model/scenario.ts';
import { json, nearfar } from './testing/session.ts';

const PLACED = { placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 1024 }] } };
const TWO = square({ name: 'a', ...PLACED }, { name: 'b', ...PLACED });

function on(scenario: Scenario, ...argv: string[]): unknown {
  const [command, ...rest] = argv;
  return json([command, 's.json', ...rest], { 's.json': writeScenario(scenario) });
}

type Row = Record<string, unknown>;
type Rows = Row[];

test('rates: the keys of the contract, links in order of (from, to)', () => {
  const report = on(TWO, 'rates') as { guests: Rows; nodes: Rows; links: Rows };
  expect(Object.keys(report)).toEqual(['guests', 'nodes', 'links']);
  expect(Object.keys(report.guests[0])).toEqual(['name', 'speed', 'remoteAccessRatio', 'parts']);
  expect(Object.keys((report.guests[0]['parts'] as Rows)[0])).toEqual(['node', 'cpuShare', 'progress', 'access']);
  expect(Object.keys(report.nodes[0])).toEqual(['id', 'cpuDemand', 'cpuUsed', 'bandwidthGBs', 'utilisation', 'waitNs']);
  expect(report.links.map(({ from, to }) => `${String(from)}>${String(to)}`)).toEqual([
    '0>1',
    '0>2',
    '1>0',
    '1>3',
    '2>0',
    '2>3',
    '3>1',
    '3>2',
  ]);
});

test('rates: the shares of MODEL §4, A(512, 4 vCPUs) and B(256, 4 vCPUs) on four cores', () => {
  const four = {
    vcpus: 4,
    memoryMiB: 1024,
    workload: { memoryStall: 0 },
    placement: { parts: [{ node: 0, vcpus: 4, memoryMiB: 1024 }] },
  };
  const { guests } = on(square({ ...four, weight: 512 }, four), 'rates') as {
    guests: { parts: { cpuShare: number }[] }[];
  };
  expect(guests.map((guest) => guest.parts[0].cpuShare.toFixed(3))).toEqual(['2.667', '1.333']);
});

describe('cost', () => {
  const COST = ['cost', '--guest', 'a', '--to', '1'];

  test('the keys of the contract, for every mechanism; a refused one has its reason only', () => {
    const { mechanisms } = on(TWO, ...COST) as { mechanisms: Rows };
    expect(mechanisms.map(({ id }) => id)).toEqual([
      'live',
      'suspend',
      'hot-first',
      'address-order',
      'vcpu-only',
      'process',
    ]);
    const [live] = mechanisms;
    for (const key of ['copiedMiB', 'seconds', 'pauseSeconds', 'extraMiB', 'speedBefore', 'speedAfter', 'remoteBefore'])
      expect(live[key]).toBeTypeOf('number');
    expect(live).toHaveProperty('breakEvenSeconds');
    expect(live).toHaveProperty('breakEvenHostSeconds');
    expect((live['curve'] as number[][])[0][0]).toBe(0);
    expect(live['others']).toMatchObject([{ name: 'b' }]);
    expect(Object.keys(mechanisms[5])).toEqual(['id', 'refused']);
  });

  test('one mechanism, one horizon', () => {
    const { mechanisms } = on(TWO, ...COST, '--mechanism', 'vcpu-only', '--horizon', '0') as { mechanisms: Rows };
    expect(mechanisms).toMatchObject([{ id: 'vcpu-only', copiedMiB: 0, breakEvenSeconds: null }]);
  });
});

interface Run {
  strategy: string;
  params: object;
  seed: number;
  hash: string;
  metrics: Record<string, number>;
  refused: string[];
  moves: Rows;
}

/** What `run` says of a file whose second branch is this. */
function toldOf(branch: object): string {
  const branches = [{ at: 40, id: 'random' }, branch];
  const text = JSON.stringify({ ...TWO, run: { strategies: [{ id: 'first-fit', branches }] } });
  return nearfar(['run', 's'], { s: text }).err;
}

describe('run', () => {
  const METRICS = [
    'throughput',
    'remoteAccessRatio',
    'p95Slowdown',
    'meanSlowdown',
    'jainFairness',
    'refusedGuests',
    'moves',
    'movedGiB',
    'pauseSeconds',
    'movesInVain',
    'busiestController',
    'busiestLink',
    'loadImbalance',
    'largestFreeNodeMiB',
  ];

  test('without a strategy: those of the file, else both approaches', () => {
    const { engine, runs } = on(TWO, 'run') as { engine: string; runs: Run[] };
    expect(engine).toBeTypeOf('string');
    expect(runs.map(({ strategy }) => strategy)).toEqual(['guest-numa', 'dynamic-balance']);
    for (const { metrics, hash } of runs) {
      expect(Object.keys(metrics).toSorted()).toEqual(METRICS.toSorted());
      expect(hash).toMatch(/^[0-9a-f]+$/);
    }
    const named = { ...TWO, run: { strategies: [{ id: 'first-fit' }] } };
    expect((on(named, 'run') as { runs: Run[] }).runs.map(({ strategy }) => strategy)).toEqual(['first-fit']);
  });

  test('a branch, on the command line or in the file, is told and gives the same bits', () => {
    const asked = on(TWO, 'run', '--strategy', 'first-fit@40=dynamic-balance:period=5');
    const branch = { at: 40, id: 'dynamic-balance', params: { period: 5 } };
    const strategies = [{ id: 'first-fit', branches: [branch] }];
    expect(on({ ...TWO, run: { strategies } }, 'run')).toEqual(asked);
    const [run] = (asked as { runs: (Run & { branches: unknown })[] }).runs;
    expect(run.strategy).toBe('first-fit');
    expect(run.branches).toEqual([{ ...branch, params: expect.objectContaining({ period: 5, threshold: 0.25 }) }]);
  });

  test('what a branch has wrong is told with the path of its field', () => {
    expect(toldOf({ at: 50, id: 'magic' })).toContain(
      's: run.strategies[0].branches[1].id: there is no strategy "magic"',
    );
    expect(toldOf({ at: 40, id: 'random' })).toContain('run.strategies[0].branches[1].at: 40 is not after');
    expect(toldOf({ id: 'random' })).toContain('run.strategies[0].branches[1].at: missing');
    expect(toldOf({ at: 50, id: 'xend', params: { x: 1 } })).toContain('run.strategies[0].branches[1].params.x');
  });

  test('the same scenario, strategy and seed give the same document to the byte', () => {
    const files = { s: writeScenario(TWO) };
    const once = nearfar(['run', 's', '--json'], files);
    expect(nearfar(['run', 's', '--json'], files)).toEqual(once);
  });

  test('moves have the keys of the contract; --until cuts the run', () => {
    const moved = { ...TWO, run: { moves: [{ at: 1, guest: 'a', to: [1], mechanism: 'hot-first' as const }] } };
    const [run] = (on(moved, 'run', '--strategy', 'first-fit') as { runs: Run[] }).runs;
    expect(Object.keys(run.moves[0])).toEqual(
      expect.arrayContaining(['at', 'guest', 'from', 'to', 'mechanism', 'copiedMiB', 'done', 'inVain', 'reason']),
    );
    expect(run.moves[0]).toMatchObject({ at: 1, guest: 'a', from: [0], to: [1], copiedMiB: 1024, done: true });
    expect((on(moved, 'run', '--strategy', 'first-fit', '--until', '0.5') as { runs: Run[] }).runs[0].moves).toEqual(
      [],
    );
  });

  test('parameters are filled in and told; seeds are ranges; guests that fit nowhere are named', () => {
    const large = square({ memoryMiB: 9000 });
    const { runs } = on(large, 'run', '--strategy', 'dynamic-balance:period=5', '--seed', '3..4') as { runs: Run[] };
    expect(runs.map(({ seed }) => seed)).toEqual([3, 4]);
    expect(runs[0].params).toEqual({ period: 5, threshold: 0.25, patience: 2, mechanism: 'hot-first' });
    expect(runs[0].refused).toEqual(['g0']);
  });

  test('where nothing depends on the seed there are no intervals', () => {
    const { out, err } = nearfar(['run', 's', '--seed', '1..3', '--json'], { s: writeScenario(TWO) });
    expect(JSON.parse(out)).not.toHaveProperty('paired');
    expect(err).toContain('nothing here depends on the seed');
  });
});

test('run: many seeds of a random strategy are compared in pairs, with an interval', () => {
  const guests = Array.from({ length: 6 }, () => ({ vcpus: 2, memoryMiB: 512 }));
  const { runs, paired } = on(
    square(...guests),
    'run',
    '--strategy',
    'random',
    '--strategy',
    'first-fit',
    '--seed',
    '1..5',
  ) as { runs: Run[]; paired: Record<string, number | string>[] };
  expect(runs).toHaveLength(10);
  const [pair] = paired.filter(({ metric }) => metric === 'throughput');
  expect(pair).toMatchObject({ a: 'random', b: 'first-fit', seeds: 5 });
  const differences = [0, 1, 2, 3, 4].map((n) => runs[5 + n].metrics['throughput'] - runs[n].metrics['throughput']);
  expect(pair['meanDifference']).toBeCloseTo(differences.reduce((sum, one) => sum + one, 0) / 5, 12);
  expect(pair['low']).toBeLessThan(Number(pair['meanDifference']));
  expect(pair['high']).toBeGreaterThan(Number(pair['meanDifference']));
});

test('place: the nodes of every guest, or why it is refused', () => {
  const { placements } = on(square({}, {}, { memoryMiB: 9000 }), 'place', '--strategy', 'dynamic-balance') as {
    placements: Rows;
  };
  expect(placements).toEqual([
    { name: 'g0', nodes: [0] },
    { name: 'g1', nodes: [1] },
    { name: 'g2', nodes: [], refused: expect.stringContaining('9000') },
  ]);
});

test('inspect: the keys of the contract', () => {
  const text = `available: 2 nodes (0-1)
node 0 cpus: 0 1
node 0 size: 4096 MB
node 0 free: 1024 MB
node 1 cpus: 2 3
node 1 size: 4096 MB
node 1 free: 2048 MB
node distances:
node   0   1
  0:  10  20
  1:  20  10
`;
  expect(json(['inspect', '-'], { '-': text })).toMatchObject({
    nodeCount: 2,
    puCount: 4,
    pus: '0-3',
    nodes: [
      { os: 0, pus: '0-1', memoryBytes: 4096 * 1_048_576, freeBytes: 1024 * 1_048_576 },
      { os: 1, pus: '2-3' },
    ],
    pusInSeveralNodes: '',
    pusWithoutNode: '',
    distances: [
      {
        nodes: [0, 1],
        values: [
          [10, 20],
          [20, 10],
        ],
      },
    ],
    packageCount: null,
    warnings: [],
  });
});

test('without --json every command prints tables', () => {
  const files = { s: writeScenario(TWO) };
  expect(nearfar(['rates', 's'], files).out).toMatch(/guest +nodes +cores +speed +far accesses/);
  expect(nearfar(['cost', 's', '--guest', 'a', '--to', '1'], files).out).toMatch(/hot-first +1024 +/);
  expect(nearfar(['run', 's'], files).out).toMatch(/metric +guest-numa +dynamic-balance/);
  expect(nearfar(['place', 's', '--strategy', 'first-fit'], files).out).toMatch(/^guest +nodes/);
});
