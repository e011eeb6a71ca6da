import { describe, expect, test } from 'vitest';
import type { Guest } from '../../model/scenario.ts';
import type { Metrics } from '../reports.ts';
import { runScenario } from '../run.ts';
import { guestOn, scenarioOf, scripted } from '../testing/scripted.ts';
import { smallHost } from '../testing/small.ts';

/** Nothing waits for memory, so speeds are shares of cores. */
const CPU = { memoryStall: 0 };
const HOST = smallHost([{}, {}, { cores: 0, threads: 0 }]);

function cpuGuest(name: string, vcpus: number, rest: Partial<Guest> = {}): Guest {
  return guestOn(0, name, { vcpus, workload: CPU, ...rest });
}

function metricsOf(guests: readonly Guest[], until = 100): Metrics {
  return runScenario(scenarioOf(HOST, guests, [], { until }), scripted()).metrics;
}

describe('metrics over the run (MODEL §8)', () => {
  test('throughput is the time mean of Σy/Σx̂; slowdowns are over guest-seconds', () => {
    // Alone for 50 s at speed 1, then 8 vCPUs on 4 cores for 50 s.
    const metrics = metricsOf([cpuGuest('a', 4), cpuGuest('b', 4, { arrive: 50 })]);
    expect(metrics.throughput).toBeCloseTo(0.75, 12);
    expect(metrics.meanSlowdown).toBeCloseTo((50 * 1 + 100 * 2) / 150, 12);
    expect(metrics.p95Slowdown).toBeCloseTo(2, 12);
    // Mean speeds 0.75 and 0.5.
    expect(metrics.jainFairness).toBeCloseTo(1.25 ** 2 / (2 * (0.75 ** 2 + 0.5 ** 2)), 12);
  });

  test('refused guests count as wanting and getting nothing, until they would have left', () => {
    const refused = { name: 'r', vcpus: 4, memoryMiB: 64, workload: CPU, arrive: 20, depart: 60 };
    const metrics = metricsOf([cpuGuest('a', 4), refused]);
    expect(metrics.throughput).toBeCloseTo((60 + 40 * 0.5) / 100, 12);
    expect([metrics.refusedGuests, metrics.meanSlowdown]).toEqual([1, 1]);
  });

  test('what a refused guest misses follows its phases', () => {
    const phases = [{ at: 50, workload: { duty: 0 } }];
    const refused = { name: 'r', vcpus: 4, memoryMiB: 64, workload: CPU, phases };
    expect(metricsOf([cpuGuest('a', 4), refused]).throughput).toBeCloseTo(0.75, 12);
  });

  test('who wants nothing is left out; where nobody ever wants anything nothing is missed', () => {
    const idle = cpuGuest('idle', 4, { workload: { ...CPU, duty: 0 } });
    expect(metricsOf([idle])).toMatchObject({ throughput: 1, meanSlowdown: 1, p95Slowdown: 1, jainFairness: 1 });
    expect(metricsOf([idle, cpuGuest('a', 2, { depart: 30 })])).toMatchObject({ throughput: 1, jainFairness: 1 });
  });

  test('load imbalance is max − mean over the nodes with CPUs', () => {
    expect(metricsOf([cpuGuest('a', 4), cpuGuest('b', 2)]).loadImbalance).toBeCloseTo(1.5 - 0.75, 12);
  });

  test('the largest free node, in the time mean', () => {
    const metrics = metricsOf([
      cpuGuest('a', 1, { memoryMiB: 8000 }),
      { ...cpuGuest('b', 1), depart: 25, ...onAll(6144) },
    ]);
    expect(metrics.largestFreeNodeMiB).toBeCloseTo(0.25 * 5120 + 0.75 * 8192, 6);
  });

  test('a paused second has no finite slowdown: it is left out there and counts elsewhere', () => {
    const scenario = scenarioOf(
      smallHost([{}, {}], { copy: { liveGBs: 1.048576 } }),
      [cpuGuest('a', 2, { memoryMiB: 970 })],
      [{ at: 10, guest: 'a', to: [1], mechanism: 'suspend' }],
      { until: 10 },
    );
    const { metrics } = runScenario(scenario, scripted(), { until: 20 });
    expect(metrics.pauseSeconds).toBeCloseTo(1, 9);
    expect(metrics.throughput).toBeCloseTo(0.95, 9);
    expect([metrics.meanSlowdown, metrics.p95Slowdown]).toEqual([1, 1]);
    expect(metrics.movedGiB).toBeCloseTo(970 / 1024, 9);
  });

  test('far traffic in GB, and the busiest controller and link', () => {
    const workload = { memoryStall: 0.5, bandwidthPerCoreGBs: 2 };
    const far: Guest = {
      name: 'far',
      vcpus: 1,
      memoryMiB: 1024,
      workload,
      placement: { parts: [{ node: 0, vcpus: 1, memoryMiB: 1024, memoryOn: [{ node: 1, memoryMiB: 1024 }] }] },
    };
    const host = smallHost([{}, {}], {
      links: [
        { from: 0, to: 1, capacityGBs: 10, latencyNs: 0 },
        { from: 1, to: 0, capacityGBs: 10, latencyNs: 0 },
      ],
      latencyNs: [
        [100, 100],
        [100, 100],
      ],
    });
    const near = guestOn(0, 'near', { vcpus: 1, workload });
    const { metrics } = runScenario(scenarioOf(host, [far, near], [], { until: 10 }), scripted());
    const speedNear = 1 / metrics.meanSlowdown;
    expect(metrics.remoteAccessRatio).toBeCloseTo(0.5, 2);
    expect(metrics.busiestLink).toBeCloseTo((2 * speedNear) / 10, 1);
    expect(metrics.busiestController).toBeCloseTo((2 * speedNear) / 40, 2);
  });
});

function onAll(memoryMiB: number): Partial<Guest> {
  return {
    memoryMiB,
    placement: {
      parts: [{ node: 0, vcpus: 1, memoryMiB, memoryOn: [1, 2].map((node) => ({ node, memoryMiB: memoryMiB / 2 })) }],
    },
  };
}

test('time series are exact means over equal buckets, whatever the length of the run', () => {
  const { series, metrics } = runScenario(
    scenarioOf(HOST, [cpuGuest('a', 4), cpuGuest('b', 4, { arrive: 50_000.3 })], [], { until: 86_400 }),
    scripted(),
  );
  expect(series.throughput).toHaveLength(1024);
  const mean = series.throughput.reduce((sum, value) => sum + value, 0) / 1024;
  expect(mean).toBeCloseTo(metrics.throughput, 6);
  expect(series.throughput[592]).toBeCloseTo((50_000.3 - 592 * 84.375) / 84.375 / 2 + 0.5, 5);
  expect([series.throughput[591], series.throughput[593]]).toEqual([1, 0.5]);
});
