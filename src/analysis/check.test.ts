import { describe, expect, it } from 'vitest';
import { ratesOf } from '../engine/rates-report.ts';
import type { Host } from '../model/host.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { validateScenario } from '../model/validate.ts';
import { problemsOf } from './check.ts';
import { applyFix } from './fix.ts';
import type { ProblemCode } from './placement-problem.ts';

const node = (id: number, more: Partial<Host['nodes'][number]> = {}): Host['nodes'][number] => ({
  id,
  cores: 4,
  threads: 4,
  memoryMiB: 8192,
  bandwidthGBs: 10,
  latencyNs: 100,
  cpus: `${id * 4}-${id * 4 + 3}`,
  ...more,
});

const PAIR: Host = {
  name: 'pair',
  nodes: [node(0), node(1)],
  slit: [
    [10, 20],
    [20, 10],
  ],
};

const guest = (name: string, parts: NonNullable<Guest['placement']>['parts'], more: Partial<Guest> = {}): Guest => ({
  name,
  vcpus: parts.reduce((sum, part) => sum + part.vcpus, 0),
  memoryMiB: parts.reduce((sum, part) => sum + part.memoryMiB, 0),
  placement: { parts },
  ...more,
});

const scenario = (guests: Guest[], host = PAIR, run: Scenario['run'] = {}): Scenario => ({
  nearfar: 1,
  host,
  guests,
  run,
});

const codes = (of: Scenario): ProblemCode[] => problemsOf(of).map(({ code }) => code);
const problem = (code: ProblemCode, of: Scenario) => problemsOf(of).find((one) => one.code === code);

describe('problemsOf', () => {
  it('finds nothing wrong with guests at home', () => {
    expect(
      codes(
        scenario([
          guest('a', [{ node: 0, vcpus: 2, memoryMiB: 1024 }]),
          guest('b', [{ node: 1, vcpus: 2, memoryMiB: 1024 }]),
        ]),
      ),
    ).toEqual([]);
  });

  it('has nothing against a host of one node', () => {
    const single: Host = { name: 'one', nodes: [node(0)] };
    expect(codes(scenario([guest('a', [{ node: 0, vcpus: 4, memoryMiB: 4096 }])], single))).toEqual([]);
  });

  it('says what memory on another node costs, by the engine, and mends it', () => {
    const bad = scenario([
      guest('db', [{ node: 1, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 0, memoryMiB: 1024 }] }]),
    ]);
    const found = problem('memory-elsewhere', bad)!;
    expect(found).toMatchObject({ severity: 'high', guests: ['db'], nodes: [0, 1] });
    const mended = applyFix(bad, found.fix!);
    const speeds = [bad, mended].map((one) => ratesOf(one).guests[0]!.speed);
    expect(found.lostSpeed).toBeCloseTo(speeds[1]! - speeds[0]!, 12);
    expect(found.lostSpeed).toBeGreaterThan(0.05);
    expect(codes(mended)).toEqual([]);
  });

  it('moves the guest to its memory where its node has no room', () => {
    const bad = scenario([
      guest('full', [{ node: 1, vcpus: 1, memoryMiB: 7800 }]),
      guest('db', [{ node: 1, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 0, memoryMiB: 1024 }] }]),
    ]);
    expect(problem('memory-elsewhere', bad)?.fix?.placements[0]?.placement.parts).toEqual([
      { node: 0, vcpus: 2, memoryMiB: 1024 },
    ]);
  });

  it('sees a guest that is wider than its node', () => {
    const bad = scenario([guest('wide', [{ node: 0, vcpus: 8, memoryMiB: 1024 }])]);
    expect(problem('wider-than-nodes', bad)).toMatchObject({ severity: 'high', guests: ['wide'], nodes: [0] });
    expect(codes(scenario([guest('even', [{ node: 0, vcpus: 4, memoryMiB: 1 }])]))).toEqual([]);
  });

  it('sees two vCPUs on one pCPU, in a guest and across guests', () => {
    const inside = scenario([guest('a', [{ node: 0, vcpus: 2, memoryMiB: 512, cpus: '0' }])]);
    expect(problem('shared-pins', inside)).toMatchObject({ guests: ['a'], lostSpeed: 0.5 });
    expect(problem('shared-pins', inside)?.fix?.placements[0]?.placement.parts[0]?.cpus).toBe('0-1');
    const across = scenario([
      guest('a', [{ node: 0, vcpus: 2, memoryMiB: 512, cpus: '0-1' }]),
      guest('b', [{ node: 0, vcpus: 1, memoryMiB: 512, cpus: '1' }]),
    ]);
    const found = problem('shared-pins', across)!;
    expect(found).toMatchObject({ guests: ['a', 'b'], nodes: [0] });
    expect(codes(applyFix(across, found.fix!))).toEqual([]);
    const apart = scenario([
      guest('a', [{ node: 0, vcpus: 1, memoryMiB: 512, cpus: '0-1' }]),
      guest('b', [{ node: 0, vcpus: 1, memoryMiB: 512, cpus: '1' }]),
    ]);
    expect(codes(apart)).toEqual([]);
  });

  it('sees strangers on sibling threads, and gives cores of their own where there are any', () => {
    const threads = { cores: 2, threads: 4 };
    const host: Host = {
      ...PAIR,
      nodes: [node(0, threads), node(1, threads)],
      topology: { cores: ['0,2', '1,3', '4,6', '5,7'].map((cpus) => ({ cpus })) },
    };
    const bad = scenario(
      [
        guest('a', [{ node: 0, vcpus: 1, memoryMiB: 512, cpus: '0' }]),
        guest('b', [{ node: 0, vcpus: 1, memoryMiB: 512, cpus: '2' }]),
      ],
      host,
    );
    const found = problem('smt-strangers', bad)!;
    expect(found).toMatchObject({ severity: 'medium', guests: ['a', 'b'] });
    expect(codes(applyFix(bad, found.fix!))).toEqual([]);
    const own = scenario(
      [
        guest('a', [{ node: 0, vcpus: 2, memoryMiB: 512, cpus: '0,2' }]),
        guest('b', [{ node: 0, vcpus: 1, memoryMiB: 512, cpus: '1' }]),
      ],
      host,
    );
    expect(codes(own)).not.toContain('smt-strangers');
  });

  it('sees a node that is overfilled, which the engine refuses, and one without reserve', () => {
    const over = scenario([
      guest('a', [{ node: 0, vcpus: 1, memoryMiB: 6000 }]),
      guest('b', [{ node: 0, vcpus: 1, memoryMiB: 3000 }]),
    ]);
    const found = problem('node-overfilled', over)!;
    expect(found).toMatchObject({ severity: 'high', nodes: [0], guests: ['a', 'b'] });
    expect(validateScenario(applyFix(over, found.fix!)).value).toBeDefined();
    const tight = scenario([guest('a', [{ node: 0, vcpus: 1, memoryMiB: 8100 }])]);
    expect(problem('no-reserve', tight)).toMatchObject({ severity: 'low', nodes: [0] });
    expect(
      codes(scenario([guest('a', [{ node: 0, vcpus: 1, memoryMiB: 8100 }])], PAIR, { reservedMiBPerNode: 64 })),
    ).toEqual([]);
  });

  it('sees a guest on a node without memory', () => {
    const host: Host = { ...PAIR, nodes: [node(0), node(1, { memoryMiB: 0 })] };
    const bad = scenario(
      [guest('a', [{ node: 1, vcpus: 1, memoryMiB: 512, memoryOn: [{ node: 0, memoryMiB: 512 }] }])],
      host,
    );
    expect(problem('memoryless-home', bad)?.fix?.placements[0]?.placement.parts).toEqual([
      { node: 0, vcpus: 1, memoryMiB: 512 },
    ]);
  });

  it('sees vnodes on several nodes, vnodes that do not fit the host, and a spread guest that does not know it', () => {
    const parts = [
      {
        node: 0,
        vcpus: 2,
        memoryMiB: 1024,
        memoryOn: [
          { node: 0, memoryMiB: 512 },
          { node: 1, memoryMiB: 512 },
        ],
      },
      { node: 1, vcpus: 2, memoryMiB: 1024 },
    ];
    expect(codes(scenario([guest('v', parts, { vnumaAware: true })]))).toContain('vnode-on-several-nodes');
    const twice = [
      { node: 0, vcpus: 2, memoryMiB: 512 },
      { node: 0, vcpus: 2, memoryMiB: 512 },
    ];
    const misfit = scenario([guest('v', twice, { vnumaAware: true })]);
    expect(problem('vnodes-misfit', misfit)).toMatchObject({ guests: ['v'], nodes: [0] });
    const unaware = scenario([
      guest('old', [
        { node: 0, vcpus: 2, memoryMiB: 512 },
        { node: 1, vcpus: 2, memoryMiB: 512 },
      ]),
    ]);
    expect(problem('vnuma-unaware', unaware)?.fix?.placements[0]?.placement.parts).toHaveLength(1);
  });

  it('sees distances that measured latencies contradict', () => {
    const host: Host = {
      name: 'h',
      nodes: [node(0), node(1), node(2)],
      slit: [
        [10, 16, 22],
        [16, 10, 16],
        [22, 16, 10],
      ],
      latencyNs: [
        [100, 200, 150],
        [200, 100, null],
        [150, null, 100],
      ],
    };
    expect(problem('distances-contradict', scenario([], host))).toMatchObject({
      severity: 'low',
      nodes: [0],
      lostSpeed: 0,
    });
  });

  it('sees a full node beside an idle one, and moves the guest that helps', () => {
    const crowd = ['a', 'b', 'c'].map((name) => guest(name, [{ node: 0, vcpus: 3, memoryMiB: 512 }]));
    const found = problem('node-saturated', scenario(crowd))!;
    expect(found.lostSpeed).toBeGreaterThan(0.1);
    expect(found.fix?.placements[0]?.placement.parts[0]?.node).toBe(1);
  });

  it('sees a device on another node, where host and guest say so', () => {
    const host = { ...PAIR, devices: [{ name: '0000:3b:00.0', node: 1 }] };
    const nic = guest('nic', [{ node: 0, vcpus: 1, memoryMiB: 512 }], { devices: ['0000:3b:00.0', '0000:5e:00.0'] });
    const found = problem('device-elsewhere', scenario([nic], host))!;
    expect(found).toMatchObject({ guests: ['nic'], nodes: [0, 1] });
    expect(codes(applyFix(scenario([nic], host), found.fix!))).toEqual([]);
  });

  it('lists the worst first', () => {
    const mixed = scenario([
      guest('wide', [{ node: 0, vcpus: 8, memoryMiB: 8100 }]),
      guest('db', [
        {
          node: 1,
          vcpus: 2,
          memoryMiB: 1024,
          memoryOn: [
            { node: 0, memoryMiB: 64 },
            { node: 1, memoryMiB: 960 },
          ],
        },
      ]),
    ]);
    const ranks = problemsOf(mixed).map(({ severity }) => ['high', 'medium', 'low'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(ranks.length).toBeGreaterThan(2);
  });
});
