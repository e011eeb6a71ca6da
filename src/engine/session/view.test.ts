import { describe, expect, test } from 'vitest';
import type { Guest } from '../../model/scenario.ts';
import { runScenario } from '../run.ts';
import type { HostView, MoveRequest, Strategy } from '../strategy.ts';
import { guestOn, scenarioOf, scripted } from '../testing/scripted.ts';
import { smallHost } from '../testing/small.ts';

const HOST = smallHost([
  { id: 3, cores: 10 },
  { id: 8, cores: 10 },
  { cores: 0, threads: 0, id: 9 },
]);

/** What `look` sees at second `at` of a run. */
function seen<T>(guests: readonly Guest[], at: number, look: (view: HostView) => T, wishes: MoveRequest[] = []): T {
  const found: T[] = [];
  const base = scripted([wishes]);
  const spy: Strategy = {
    ...base,
    policy: (view, params, memory) => {
      if (view.now === at) found.push(look(view));
      return base.policy!(view, params, memory);
    },
  };
  runScenario(scenarioOf(HOST, guests, [], { until: 10, reservedMiBPerNode: 100 }), spy);
  return found[0];
}

function duty(node: number, name: string, duty: number): Guest {
  return guestOn(node, name, { vcpus: 1, workload: { duty } });
}

describe('what a strategy sees', () => {
  test('equal loads are equal, however they were summed', () => {
    const ups = [0.1, 0.2, 0.3].map((d, n) => duty(3, `u${n}`, d));
    const downs = [0.3, 0.2, 0.1].map((d, n) => duty(8, `d${n}`, d));
    const [left, right, none] = seen([...ups, ...downs], 1, (view) => [0, 1, 2].map(view.load));
    expect(0.1 + 0.2 + 0.3).not.toBe(0.3 + 0.2 + 0.1);
    expect(left).toBe(right);
    expect(left).toBeCloseTo(0.06, 8);
    expect(none).toBe(Infinity);
  });

  test('a guest that stands still for its move still counts where it will run', () => {
    const guests = [duty(3, 'a', 1), duty(3, 'b', 1)];
    const wish: MoveRequest = { guest: 0, to: [1], mechanism: 'suspend', reason: 'test' };
    expect(seen(guests, 2, (view) => [view.load(0), view.guests()[0].moving], [wish])).toEqual([
      expect.closeTo(0.2, 8),
      true,
    ]);
  });

  test('ids, memory, what stays free, latencies, homes and where accesses go', () => {
    const view = seen([guestOn(8, 'a')], 1, (v) => ({
      ids: [0, 1, 2].map(v.nodeId),
      free: [0, 1].map(v.freeMiB),
      used: v.usedMiB(1),
      far: v.latencyNs(0, 1),
      guest: v.guests().map((g) => [g.homes, g.memoryOn(0, 1), g.accessTo(0, 1), g.cpuUsed(), g.partVcpus, g.since]),
    }));
    expect(view).toEqual({
      ids: [3, 8, 9],
      free: [8092, 7068],
      used: 1024,
      far: 200,
      guest: [[[1], 1024, 1, 2, [2], 0]],
    });
  });

  test('a forecast by the engine’s own cost function, or why not', () => {
    const guest = guestOn(3, 'a', {
      workload: { memoryStall: 0.8 },
      placement: { parts: [{ node: 3, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 8, memoryMiB: 1024 }] }] },
    });
    const forecasts = seen([guest], 1, (view) =>
      (['vcpu-only', 'live'] as const).map((mechanism) =>
        [0, 1].map((to) => view.forecast({ guest: 0, to: [to], mechanism, reason: '' }, 30)),
      ),
    );
    expect(forecasts[0][0]).toBe('nothing to move, it is already there');
    expect(forecasts[0][1]).toMatchObject({ seconds: 0.03, copiedMiB: 0 });
    const good = forecasts[0][1];
    if (typeof good === 'string') throw new Error(good);
    expect(good.gain).toBeGreaterThan(5);
    expect(good.hostGain).toBeCloseTo(2 * good.gain, 9);
    expect(good.breakEvenSeconds).toBeGreaterThan(0.03);
    expect(good.breakEvenHostSeconds).toBeCloseTo(good.breakEvenSeconds!, 9);
  });

  test('looking ahead leaves no trace in the run', () => {
    const guests = [guestOn(3, 'a'), guestOn(3, 'b')];
    const wishes = [[{ guest: 0, to: [1], mechanism: 'hot-first' as const, reason: 'test' }]];
    const peeking: Strategy = {
      ...scripted(wishes),
      policy: (view, params, memory) => {
        for (const guest of view.guests())
          view.forecast({ guest: guest.index, to: [1], mechanism: 'live', reason: '' }, 60);
        return scripted(wishes).policy!(view, params, memory);
      },
    };
    const scenario = scenarioOf(HOST, guests);
    expect(runScenario(scenario, peeking)).toEqual(runScenario(scenario, scripted(wishes)));
  });
});
