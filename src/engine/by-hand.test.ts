/* Small scenarios whose right answers follow from docs/model.md with paper and pencil; the derivation stands with each. */
import { describe, expect, test } from 'vitest';
import type { Host, Link, NumaNode } from '../model/host.ts';
import type { Guest, MechanismId, PlacementPart, Scenario } from '../model/scenario.ts';
import { strategyById } from '../strategies/index.ts';
import { costOf } from './cost.ts';
import { ratesOf } from './rates-report.ts';
import type { MechanismCost } from './reports.ts';
import { runScenario } from './run.ts';

const NODE = { cores: 4, threads: 4, memoryMiB: 8192, bandwidthGBs: 10, latencyNs: 100 };

/** Two nodes, 100 ns near and 150 ns far, one link of 5 GB/s each way: its own latency is 150 − 100 = 50 ns. */
function pair(node: Partial<NumaNode> = {}, link: Partial<Link> = {}, copy: Host['copy'] = {}): Host {
  return {
    name: 'pair',
    nodes: [0, 1].map((id) => ({ id, ...NODE, ...node })),
    latencyNs: [
      [100, 150],
      [150, 100],
    ],
    links: [
      { from: 0, to: 1, capacityGBs: 5, ...link },
      { from: 1, to: 0, capacityGBs: 5, ...link },
    ],
    copy,
  };
}

const scenario = (host: Host, guests: readonly Guest[], run: Scenario['run'] = {}): Scenario => ({
  nearfar: 1,
  host,
  guests,
  run,
});

/** A guest whose parts are [node, vCPUs, MiB, node of the memory]. */
function guest(
  name: string,
  parts: readonly (readonly [number, number, number, number?])[],
  more: Partial<Guest> = {},
): Guest {
  const placed = parts.map(([node, vcpus, memoryMiB, on]): PlacementPart =>
    on === undefined ? { node, vcpus, memoryMiB } : { node, vcpus, memoryMiB, memoryOn: [{ node: on, memoryMiB }] },
  );
  return {
    name,
    vcpus: parts.reduce((sum, [, vcpus]) => sum + vcpus, 0),
    memoryMiB: parts.reduce((sum, [, , mib]) => sum + mib, 0),
    placement: { parts: placed },
    ...more,
  };
}

/** Waits for nothing, moves no data: its speed is its share of a core. */
const PURE_CPU = { memoryStall: 0, bandwidthPerCoreGBs: 0 };
/** Waits half of its time, but moves next to nothing: latencies count, loads do not (to 1e-4). */
const LIGHT = { memoryStall: 0.5, bandwidthPerCoreGBs: 0.001 };

function cost(file: Scenario, name: string, to: number[], mechanism: MechanismId): MechanismCost {
  const answer = costOf(file, { guest: name, to, mechanisms: [mechanism] }).mechanisms[0];
  if ('refused' in answer) throw new Error(answer.refused);
  return answer;
}

/** What follows once the first extent has come. */
const second = (answer: MechanismCost) => answer.curve.find(([at]) => at > 0.09)!;

/** Share of near accesses of the first of two equal parts. */
const split = (tasks: number) =>
  ratesOf(
    scenario(pair(), [
      guest(
        'a',
        [
          [0, 2, 512],
          [1, 2, 512],
        ],
        { vnumaAware: true, workload: { ...LIGHT, tasks } },
      ),
    ]),
  ).guests[0].parts[0].access[0];

describe('rates by hand', () => {
  test('one flow over one link: every wait on the curve', () => {
    // Reader on node 1, memory on node 0, link at u = 0.5 and controller at u = 0.25:
    // z_link = (0.42·0.5 + 0.55/2⁸)·50 = 10.607421875 ns, z_controller = (0.42·0.25 + 0.55/4⁸)·100 = 10.500839233 ns.
    // Λ = (150 + 21.108261108)/100 = 1.71108261108; σ = 0.5: 1/v = 1.35554130554. One core: β·v = 2.5, so β = 3.38885326385.
    const file = scenario(pair(), [
      guest('a', [[1, 1, 1024, 0]], { workload: { memoryStall: 0.5, bandwidthPerCoreGBs: 3.38885326385 } }),
    ]);
    const rates = ratesOf(file);
    expect(rates.links[0].utilisation).toBeCloseTo(0.5, 9);
    expect(rates.links[0].waitNs).toBeCloseTo(10.607421875, 7);
    expect(rates.links[1].utilisation).toBe(0);
    expect(rates.nodes[0].utilisation).toBeCloseTo(0.25, 9);
    expect(rates.nodes[0].waitNs).toBeCloseTo(10.500839233, 7);
    expect(rates.guests[0].speed).toBeCloseTo(1 / 1.35554130554, 9);
    expect(rates.guests[0].remoteAccessRatio).toBe(1);
  });

  test('a full link adds just the wait that keeps it full (Little’s law)', () => {
    // Four cores that only wait (σ = 1), β = 8: 4·8·v = 5 GB/s, v = 0.15625, Λ = 6.4, so L + z_link + z_controller = 640 ns.
    // Controller 0 at u = 0.5: z = (0.21 + 0.55/256)·100 = 21.21484375 ns; z_link = 640 − 150 − 21.21484375.
    const file = scenario(pair(), [
      guest('a', [[1, 4, 1024, 0]], { workload: { memoryStall: 1, bandwidthPerCoreGBs: 8 } }),
    ]);
    const rates = ratesOf(file);
    expect(rates.links[0].utilisation).toBeCloseTo(1, 10);
    expect(rates.links[0].waitNs).toBeCloseTo(468.78515625, 5);
    expect(rates.guests[0].speed).toBeCloseTo(0.15625, 9);
  });

  test('line-fill buffers bound a stream: 16 lines of 64 B in 100 ns are 10.24 GB/s', () => {
    // β = 20: l = 20·100/64 = 31.25 lines, b = 31.25/16 = 1.953125 > 0.9 + 0.1·Λ; traffic = 20/(b·Λ) = 10.24/Λ GB/s, Λ = q(u).
    // u = 0.1: q = 1 + 0.042 + 0.55e-8; the capacity that is used to a tenth is 102.4/q.
    const q = 1 + 0.042 + 0.55e-8;
    const file = scenario(pair({ bandwidthGBs: 102.4 / q }), [
      guest('a', [[0, 1, 1024]], { workload: { memoryStall: 0.1, bandwidthPerCoreGBs: 20 } }),
    ]);
    const rates = ratesOf(file);
    expect(rates.nodes[0].utilisation).toBeCloseTo(0.1, 9);
    expect(rates.guests[0].speed).toBeCloseTo(1 / (1.953125 * q), 9);
  });

  test('a single task in a split guest sees half of its data far away', () => {
    // T = 1: it needs all of M, its part has half: f = 0.5, own = ½ near + ½ far. near weight (1 − 0.2)·0.9 = 0.72:
    // a = 0.72·0.5 + 0.28·0.5 = 0.5. With two tasks f = 1: a_near = 0.72 + 0.28·0.5 = 0.86.
    expect(split(1)).toBeCloseTo(0.5, 12);
    expect(split(2)).toBeCloseTo(0.86, 12);
  });

  test('memory that is listed first is hot', () => {
    // hf = 0.2, hs = 0.8; the first quarter on node 1: F(0.25) = 0.8 + 0.05/0.8·0.2 = 0.8125.
    const placed: PlacementPart = {
      node: 0,
      vcpus: 1,
      memoryMiB: 1024,
      memoryOn: [
        { node: 1, memoryMiB: 256 },
        { node: 0, memoryMiB: 768 },
      ],
    };
    const file = scenario(pair(), [
      { name: 'a', vcpus: 1, memoryMiB: 1024, placement: { parts: [placed] }, workload: LIGHT },
    ]);
    expect(ratesOf(file).guests[0].parts[0].access[1]).toBeCloseTo(0.8125, 12);
  });

  test('a pin bounds what a part wants, and speed is against that', () => {
    // Four tasks on one named pCPU want 1 core and get it: speed 1.
    const host = pair({}, {});
    const named: Host = { ...host, nodes: host.nodes.map((node, n) => ({ ...node, cpus: n === 0 ? '0-3' : '4-7' })) };
    const parts: PlacementPart[] = [{ node: 0, vcpus: 4, memoryMiB: 1024, cpus: '2' }];
    const rates = ratesOf(
      scenario(named, [{ name: 'a', vcpus: 4, memoryMiB: 1024, placement: { parts }, workload: PURE_CPU }]),
    );
    expect(rates.nodes[0].cpuDemand).toBe(1);
    expect(rates.guests[0]).toMatchObject({ speed: 1, parts: [{ cpuShare: 1 }] });
  });

  test('a cap is split over the parts by their running vCPUs', () => {
    // Cap 150 %, three tasks dealt 2 + 1: wants 1.0 and 0.5 cores.
    const file = scenario(pair(), [
      guest(
        'a',
        [
          [0, 2, 512],
          [1, 2, 512],
        ],
        { capPercent: 150, workload: { ...PURE_CPU, tasks: 3 } },
      ),
    ]);
    expect(ratesOf(file).guests[0].parts.map((part) => part.cpuShare)).toEqual([1, 0.5]);
  });

  test('second threads add a quarter of a core each', () => {
    // 4 cores, 8 threads, six vCPUs that want all: A = 4 + 0.25·2 = 4.5, half for each guest.
    const file = scenario(pair({ threads: 8 }), [
      guest('a', [[0, 3, 512]], { workload: PURE_CPU }),
      guest('b', [[0, 3, 512]], { workload: PURE_CPU }),
    ]);
    expect(ratesOf(file).guests.map((one) => one.speed)).toEqual([0.75, 0.75]);
  });

  test('what of an unpinned guest does not fit on one node goes to the others', () => {
    // 1000 MiB are free on node 0: of 4000 MiB in equal shares 1000 lie there, 3000 on node 1. vCPUs go by cores: 1 and 1.
    const file = scenario(pair(), [
      { name: 'a', vcpus: 2, memoryMiB: 4000, workload: LIGHT },
      guest('b', [[0, 1, 7192]], { workload: PURE_CPU }),
    ]);
    const [a] = ratesOf(file).guests;
    expect(a.parts.map((part) => part.cpuShare)).toEqual([1, 1]);
    for (const part of a.parts) expect(part.access[0]).toBeCloseTo(0.25, 12);
    // Node 0: ¾ far, 1/v = 0.5 + 0.5·1.375; node 1: ¼ far, 1/v = 0.5 + 0.5·1.125: by progress 0.86687/1.78328 is far.
    expect(a.remoteAccessRatio).toBeCloseTo(0.486111, 4);
  });
});

describe('moves by hand', () => {
  test('a copy is as fast as the narrowest station on its way', () => {
    // Link of 0.8 GB/s without latency of its own: 1024 MiB in 1024·2²⁰/0.8e9 s = 1.34217728 s, and p0.
    const file = scenario(pair({}, { capacityGBs: 0.8, latencyNs: 0 }), [
      guest('a', [[0, 1, 1024]], { workload: PURE_CPU }),
    ]);
    const answer = cost(file, 'a', [1], 'suspend');
    expect(answer.seconds).toBeCloseTo(1.37217728, 8);
    expect(answer.pauseSeconds).toBeCloseTo(1.37217728, 8);
    expect(answer).toMatchObject({ copiedMiB: 1024, extraMiB: 1024, breakEvenSeconds: null });
  });

  test('a copy slows down who reads over the same link, and keeps its own pace', () => {
    // Reader on node 1 of data on node 0 at u = 0.3 of the link by itself, plus 1 GB/s of copy: u = 0.5, controller 0 u = 0.25;
    // the waits are those of the first test above, so is 1/v = 1.35554130554; β·v = 1.5.
    const reader = { memoryStall: 0.5, bandwidthPerCoreGBs: 1.5 * 1.35554130554 };
    const file = scenario(pair(), [
      guest('reader', [[1, 1, 1024, 0]], { workload: reader }),
      guest('moving', [[0, 1, 1024]], { workload: PURE_CPU }),
    ]);
    const { curve, others, seconds } = cost(file, 'moving', [1], 'suspend');
    expect(seconds).toBeCloseTo((1024 * 2 ** 20) / 1e9 + 0.03, 9);
    expect(curve[0]).toEqual([0, 0]);
    expect(others[0].speedBefore).toBeGreaterThan(1 / 1.35554130554);
    const during = runScenario(
      { ...file, run: { until: 1, moves: [{ at: 0, guest: 'moving', to: [1], mechanism: 'suspend' }] } },
      strategyById('first-fit')!,
    );
    expect(during.metrics.busiestLink).toBeCloseTo(0.5, 8);
    // Reader: 1/v; the paused guest wants 1 core and has none: throughput = v/2.
    expect(during.metrics.throughput).toBeCloseTo(0.5 / 1.35554130554, 8);
  });

  test('pre-copy: each round is what was dirtied in the one before', () => {
    // M = 4096 MiB, ws = 256 MiB, 0.5 GB/s dirtied, copied at 1 GB/s: rounds of 1048576, 65536, 32768, 16384, 8192 pages live and
    // 4096 in the pause: 1,175,552 pages = 4592 MiB; pause 4096·4096/1e9 = 16.777216 ms and p0.
    const workload = { ...PURE_CPU, writableSetMiB: 256, dirtyRateMiBs: 0.5e9 / 2 ** 20 };
    const answer = cost(scenario(pair(), [guest('a', [[0, 1, 4096]], { workload })]), 'a', [1], 'live');
    expect(answer.copiedMiB).toBeCloseTo(4592, 6);
    expect(answer.pauseSeconds).toBeCloseTo(0.016777216 + 0.03, 9);
    expect(answer.seconds).toBeCloseTo((4592 * 2 ** 20) / 1e9 + 0.03, 8);
    expect(answer.extraMiB).toBe(4096);
  });

  test('hot pages first: paid back before the first extent has come', () => {
    // Two guests of four vCPUs on four cores: speed 0.5 each (1 at rest). Alone on node 1 with its memory on node 0:
    // 1/(0.5 + 0.5·1.5) = 0.8. The pause loses 0.5·0.03 = 0.015, then 0.3/s are won: even at 0.03 + 0.05 = 0.08 s.
    // An extent of 32 MiB takes 32·2²⁰/0.5e9 = 0.0671 s: the first is there at 0.0971 s and takes 1/8 of the accesses (0.8/6.4):
    // 1/(0.5 + 0.5·(1 + 0.5·7/8)) = 0.8205. In address order 1/32: 1/(0.5 + 0.5·(1 + 0.5·31/32)) = 0.8050.
    // (Bandwidth without end, so that the copy itself slows nobody down.)
    const crowd = ['a', 'b'].map((name) => guest(name, [[0, 4, 1024]], { workload: LIGHT }));
    const file = scenario(pair({ bandwidthGBs: 1e5 }, { capacityGBs: 1e5 }), crowd);
    const hot = cost(file, 'a', [1], 'hot-first');
    const blind = cost(file, 'a', [1], 'address-order');
    expect(hot.speedBefore).toBeCloseTo(0.5, 3);
    expect(hot.breakEvenSeconds).toBeCloseTo(0.08, 4);
    expect(blind.breakEvenSeconds).toBeCloseTo(0.08, 4);
    expect(second(hot)[0]).toBeCloseTo(0.03 + 0.067108864, 8);
    expect(second(hot)[1]).toBeCloseTo(0.820513, 3);
    expect(second(blind)[1]).toBeCloseTo(0.805031, 3);
    expect(hot.seconds).toBeCloseTo(0.03 + (1024 * 2 ** 20) / 0.5e9, 8);
    expect(hot).toMatchObject({ copiedMiB: 1024, extraMiB: 32 });
    expect(hot.speedAfter).toBeCloseTo(1, 3);
    expect(hot.others[0].speedAfter).toBeCloseTo(1, 3);
  });

  test('an aware guest pays a hotplug event for each part that changes node', () => {
    // Both parts change node: 0.03 + 2·1.0 s. Without hotplug 0.03 s, and the stale topology makes all accesses the mix: ½ far.
    const parts = [
      [0, 2, 512],
      [1, 2, 512],
    ] as const;
    const file = (hotplug: boolean) =>
      scenario(pair(), [guest('a', parts, { vnumaAware: true, hotplug, workload: LIGHT })]);
    expect(cost(file(true), 'a', [1, 0], 'vcpu-only').pauseSeconds).toBeCloseTo(2.03, 12);
    // Told: private data (0.72) is known to be far, 0.28·½ of the rest: 0.86 far.
    expect(cost(file(true), 'a', [1, 0], 'vcpu-only').remoteAfter).toBeCloseTo(0.86, 9);
    expect(cost(file(false), 'a', [1, 0], 'vcpu-only').pauseSeconds).toBeCloseTo(0.03, 12);
    expect(cost(file(false), 'a', [1, 0], 'vcpu-only').remoteAfter).toBeCloseTo(0.5, 9);
  });

  test('a task that moves brings its private data', () => {
    // Three tasks, 2 + 1: one goes to node 1, (1 − 0.2)·1024/3 MiB at 0.5 GB/s = 0.57266… s.
    const parts = [
      [0, 2, 512],
      [1, 2, 512],
    ] as const;
    const file = scenario(pair(), [guest('a', parts, { vnumaAware: true, workload: { ...LIGHT, tasks: 3 } })]);
    const answer = cost(file, 'a', [1], 'process');
    expect(answer.copiedMiB).toBeCloseTo((0.8 * 1024) / 3, 9);
    expect(answer.seconds).toBeCloseTo((((0.8 * 1024) / 3) * 2 ** 20) / 0.5e9, 8);
    expect(answer.pauseSeconds).toBe(0);
  });
});

describe('runs by hand', () => {
  const firstFit = strategyById('first-fit')!;

  test('a refused guest counts as wanting and getting nothing', () => {
    // Node 0 takes the first, node 1 the second (too large for what is left), the third fits nowhere: throughput 8/(8 + 2).
    const guests = ['a', 'b', 'c'].map((name, n): Guest => ({
      name,
      vcpus: n === 2 ? 2 : 4,
      memoryMiB: 5000,
      workload: PURE_CPU,
    }));
    const { metrics, refused } = runScenario(scenario(pair(), guests, { until: 10 }), firstFit);
    expect(refused).toEqual(['c']);
    expect(metrics).toMatchObject({
      throughput: 0.8,
      refusedGuests: 1,
      meanSlowdown: 1,
      p95Slowdown: 1,
      jainFairness: 1,
      loadImbalance: 0,
      largestFreeNodeMiB: 3192,
    });
  });

  test('means are over time: a guest that stays for half of the run', () => {
    // Node 0: loads 8/4 and 0 for 5 s, 4/4 and 0 for 5 s: max − mean = 1, then 0.5. Throughput 0.5, then 1.
    // Largest free node: node 1, always empty.
    const guests = [
      guest('a', [[0, 4, 1024]], { workload: PURE_CPU }),
      guest('b', [[0, 4, 1024]], { workload: PURE_CPU, depart: 5 }),
    ];
    const { metrics } = runScenario(scenario(pair(), guests, { until: 10 }), firstFit);
    expect(metrics.throughput).toBeCloseTo(0.75, 12);
    expect(metrics.loadImbalance).toBeCloseTo(0.75, 12);
    expect(metrics.largestFreeNodeMiB).toBe(8192);
    // Slowdown 2 for 10 of 15 guest-seconds: mean 5/3, the 95th percentile 2. Speeds 0.75 and 0.5: (1.25)²/(2·0.8125).
    expect(metrics.meanSlowdown).toBeCloseTo(5 / 3, 12);
    expect(metrics.p95Slowdown).toBeCloseTo(2, 12);
    expect(metrics.jainFairness).toBeCloseTo(1.5625 / 1.625, 12);
  });

  test('a move whose guest leaves before it has paid back was in vain', () => {
    // As above, even at 0.08 s after the move: gone at 0.07 s in vain, at 0.09 s not.
    const run = { until: 10, moves: [{ at: 1, guest: 'a', to: [1], mechanism: 'hot-first' as const }] };
    const inVain = (depart: number) => {
      const crowd = [
        guest('a', [[0, 4, 1024]], { workload: LIGHT, depart }),
        guest('b', [[0, 4, 1024]], { workload: LIGHT }),
      ];
      return runScenario(scenario(pair(), crowd, run), firstFit).metrics.movesInVain;
    };
    expect(inVain(1.07)).toBe(1);
    expect(inVain(1.09)).toBe(0);
  });

  test('a guest alone on two equal nodes stays where it is', () => {
    // Wherever it goes, one node has its load and the other none: no move makes that more even.
    const alone = guest('a', [[0, 8, 64]], { workload: { ...LIGHT, duty: 0.373 } });
    const params = { period: 3, threshold: 0.05, patience: 1, mechanism: 'hot-first' };
    const file = scenario(pair({ cores: 1, threads: 1 }), [alone], { until: 60 });
    expect(runScenario(file, strategyById('dynamic-balance')!, { params }).metrics.moves).toBe(0);
  });
});
