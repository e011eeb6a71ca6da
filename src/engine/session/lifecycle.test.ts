import { describe, expect, test } from 'vitest';
import type { Guest, Scenario } from '../../model/scenario.ts';
import { EngineError } from '../scenario/host-model.ts';
import { createRun, runScenario } from '../run.ts';
import type { Happening, Strategy } from '../strategy.ts';
import { guestOn, scenarioOf, scripted } from '../testing/scripted.ts';
import { smallHost } from '../testing/small.ts';

const HOST = smallHost([{}, {}]);

function told(scenario: Scenario, strategy: Strategy = scripted()): string[] {
  return runScenario(scenario, strategy).events.map((event) => `${event.at} ${event.kind} ${event.guest}`);
}

describe('what happens at one instant', () => {
  test('ends of copies, departures, phases, arrivals (placed ones first), moves by hand, ticks', () => {
    const seen: string[] = [];
    const host = smallHost([{}, {}], { copy: { backgroundGBs: 1.048576 } });
    const guests: Guest[] = [
      { name: 'unplaced', vcpus: 1, memoryMiB: 64, arrive: 2 },
      guestOn(0, 'placed', { arrive: 2 }),
      guestOn(0, 'leaves', { depart: 2 }),
      guestOn(0, 'changes', { phases: [{ at: 2, workload: { duty: 0.5 } }] }),
      // vCPUs are there, 1000 MiB at 1000 MiB/s from second 1 on.
      {
        ...guestOn(0, 'comes', { memoryMiB: 1000 }),
        placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 1000, memoryOn: [{ node: 1, memoryMiB: 1000 }] }] },
      },
    ];
    const moves = [
      { at: 1, guest: 'comes', to: [0], mechanism: 'hot-first' as const },
      { at: 2, guest: 'changes', to: [1], mechanism: 'vcpu-only' as const },
    ];
    const watching: Strategy = {
      ...scripted(),
      policy: (view) => {
        if (view.now === 2) seen.push(...view.guests().map((guest) => `${guest.name} ${guest.moving}`));
        return [];
      },
    };
    const events = told(scenarioOf(host, guests, moves), watching).filter((event) => event.startsWith('2 '));
    expect(events).toEqual([
      '2 move-end comes',
      '2 depart leaves',
      '2 phase changes',
      '2 arrive placed',
      '2 refuse unplaced',
      '2 move-start changes',
    ]);
    expect(seen).toEqual(['placed false', 'changes true', 'comes false']);
  });

  test('who leaves as soon as it comes has been there', () => {
    expect(told(scenarioOf(HOST, [guestOn(0, 'a', { arrive: 3, depart: 3 })]))).toEqual(['3 arrive a', '3 depart a']);
  });

  test('ticks are counted, not added up: no drift in a day', () => {
    let ticks = 0;
    let last = 0;
    const ticking: Strategy = {
      ...scripted(),
      period: () => 0.1,
      policy: (view) => {
        ticks++;
        last = view.now;
        return [];
      },
    };
    runScenario(scenarioOf(HOST, [], [], { until: 8640 }), ticking);
    expect([ticks, last]).toEqual([86_400, 8640]);
  });
});

describe('phases', () => {
  test('a phase that began before the guest came is in force when it comes', () => {
    const late = guestOn(0, 'a', { arrive: 30, phases: [{ at: 10, workload: { duty: 0 } }] });
    expect(runScenario(scenarioOf(HOST, [late]), scripted()).metrics.throughput).toBe(1);
    expect(told(scenarioOf(HOST, [late]))).toEqual(['30 arrive a']);
  });

  test('one changes only the fields that it names, against the guest’s own workload', () => {
    const phases = [
      { at: 10, workload: { duty: 0.5 } },
      { at: 20, workload: { shared: 0.3 } },
    ];
    const guest = guestOn(0, 'a', { vcpus: 4, workload: { memoryStall: 0 }, phases });
    const host = smallHost([{ cores: 2, threads: 2 }]);
    const { series } = runScenario(scenarioOf(host, [guest], [], { until: 30 }), scripted());
    expect([series.throughput[100], series.throughput[500], series.throughput[900]]).toEqual([0.5, 1, 0.5]);
  });

  test('tasks are dealt again only when their number changes', () => {
    const homes: number[][] = [];
    const guest: Guest = {
      name: 'a',
      vcpus: 4,
      memoryMiB: 128,
      vnumaAware: true,
      workload: { tasks: 3 },
      phases: [
        { at: 5, workload: { duty: 0.9 } },
        { at: 10, workload: { tasks: 4 } },
      ],
      placement: { parts: [0, 1].map((node) => ({ node, vcpus: 2, memoryMiB: 64 })) },
    };
    const watching: Strategy = {
      ...scripted([[{ guest: 0, to: [1], mechanism: 'process', reason: 'test' }]]),
      react: () => [],
    };
    const policy = watching.policy!;
    const spy: Strategy = {
      ...watching,
      policy: (view, params, memory) => {
        if ([4, 7, 11].includes(view.now)) homes.push([...view.guests()[0].tasks]);
        return policy(view, params, memory);
      },
    };
    runScenario(scenarioOf(HOST, [guest]), spy);
    expect(homes).toEqual([
      [1, 2],
      [1, 2],
      [2, 2],
    ]);
  });
});

describe('what a strategy is told', () => {
  test('arrivals, departures and ends of moves, once each', () => {
    const seen: string[] = [];
    const listening: Strategy = {
      ...scripted([[{ guest: 0, to: [1], mechanism: 'vcpu-only', reason: 'test' }]]),
      react: (view, { kind, guest }: Happening) => {
        seen.push(`${view.now.toFixed(2)} ${kind} ${guest}`);
        return [];
      },
    };
    runScenario(scenarioOf(HOST, [guestOn(0, 'a', { depart: 5 }), { name: 'no', vcpus: 1, memoryMiB: 1 }]), listening);
    expect(seen).toEqual(['0.00 arrived 0', '1.03 move-ended 0', '5.00 left 0']);
  });
});

const placed = (placement: NonNullable<Guest['placement']>): Scenario =>
  scenarioOf(smallHost([{ cpus: '0-3' }, { cores: 0, threads: 0 }]), [
    { name: 'a', vcpus: 2, memoryMiB: 1024, placement },
  ]);

describe('what is refused before a run begins', () => {
  test.each<[string, Scenario, string]>([
    [
      'more memory than the node has',
      scenarioOf(HOST, [guestOn(0, 'a', { memoryMiB: 9000 })]),
      'guests[0].placement.parts[0].memoryMiB',
    ],
    [
      'vCPUs on a node without CPUs',
      placed({ parts: [{ node: 1, vcpus: 2, memoryMiB: 1024 }] }),
      'guests[0].placement.parts[0].vcpus',
    ],
    [
      'vCPUs that do not add up',
      placed({ parts: [{ node: 0, vcpus: 1, memoryMiB: 1024 }] }),
      'guests[0].placement.parts',
    ],
    [
      'memory that does not add up',
      placed({ parts: [{ node: 0, vcpus: 2, memoryMiB: 1000 }] }),
      'guests[0].placement.parts',
    ],
    [
      'pieces that do not add up',
      placed({ parts: [{ node: 0, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 0, memoryMiB: 1 }] }] }),
      'guests[0].placement.parts[0].memoryOn',
    ],
    [
      'a node that is not there',
      placed({ parts: [{ node: 7, vcpus: 2, memoryMiB: 1024 }] }),
      'guests[0].placement.parts[0].node',
    ],
    [
      'a pin on another node',
      placed({ parts: [{ node: 0, vcpus: 2, memoryMiB: 1024, cpus: '3-4' }] }),
      'guests[0].placement.parts[0].cpus',
    ],
    [
      'a move of nobody',
      scenarioOf(HOST, [], [{ at: 0, guest: 'x', to: [0], mechanism: 'live' }]),
      'run.moves[0].guest',
    ],
    [
      'a move to nowhere',
      scenarioOf(HOST, [guestOn(0, 'a')], [{ at: 0, guest: 'a', to: [9], mechanism: 'live' }]),
      'run.moves[0].to[0]',
    ],
  ])('%s', (_, scenario, path) => {
    try {
      createRun(scenario, scripted());
    } catch (error) {
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ path });
      return;
    }
    throw new Error('It was not refused.');
  });
});

test('a placement of the file that finds no room in the run is refused and counted', () => {
  const guests = [
    guestOn(0, 'a', { memoryMiB: 6000, depart: 20 }),
    guestOn(0, 'b', { memoryMiB: 6000, arrive: 10 }),
    guestOn(0, 'c', { memoryMiB: 6000, arrive: 20 }),
  ];
  const result = runScenario(scenarioOf(HOST, guests), scripted());
  expect(result.refused).toEqual(['b']);
  expect(told(scenarioOf(HOST, guests))).toEqual(['0 arrive a', '10 refuse b', '20 depart a', '20 arrive c']);
});
