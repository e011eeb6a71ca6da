import { describe, expect, test } from 'vitest';
import type { Arrivals } from '../../model/arrivals.ts';
import type { Guest } from '../../model/scenario.ts';
import { generateGuests } from './arrivals.ts';
import { createRun, runScenario } from '../run.ts';
import type { Strategy } from '../strategy.ts';
import { guestOn, scenarioOf, scripted } from '../testing/scripted.ts';
import { smallHost } from '../testing/small.ts';

const DAY = 86_400;

function made(arrivals: Arrivals, { seed = 1, end = 30 * DAY, taken = [] as string[] } = {}): Guest[] {
  return generateGuests({ perHour: 20, ...arrivals }, seed, end, new Set(taken));
}

function share<T>(items: readonly T[], isOne: (item: T) => boolean): number {
  return items.filter(isOne).length / items.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function stays(guests: readonly Guest[]): number[] {
  return guests.map((guest) => guest.depart! - guest.arrive!);
}

describe('the generator of arrivals', () => {
  test('the same seed gives the same guests, another seed others', () => {
    expect(made({})).toEqual(made({}));
    expect(made({})[0].arrive).not.toBe(made({}, { seed: 2 })[0].arrive);
  });

  test('as many as the rate says, in order, within their time', () => {
    const guests = made({ from: DAY, until: 21 * DAY });
    expect(guests.length / 480 / 20).toBeCloseTo(1, 1);
    expect(guests[0].arrive).toBeGreaterThan(DAY);
    expect(guests.at(-1)!.arrive).toBeLessThan(21 * DAY);
    expect(guests.every((guest, n) => n === 0 || guests[n - 1].arrive! <= guest.arrive!)).toBe(true);
  });

  test('gaps are exponential: their deviation is their mean', () => {
    const times = made({}).map((guest) => guest.arrive!);
    const gaps = times.slice(1).map((t, n) => t - times[n]);
    const deviation = Math.sqrt(mean(gaps.map((gap) => (gap - mean(gaps)) ** 2)));
    expect(mean(gaps)).toBeGreaterThan(170);
    expect(mean(gaps)).toBeLessThan(190);
    expect(deviation / mean(gaps)).toBeCloseTo(1, 1);
  });

  test('the day swings around the same mean, highest at the peak hour', () => {
    const guests = made({ dailySwing: 0.8, peakHour: 14 });
    const hours = guests.map((guest) => Math.floor((guest.arrive! % DAY) / 3600));
    const around = (hour: number): number => share(hours, (h) => Math.abs(h - hour) <= 1) / 3;
    expect(guests.length / 720 / 20).toBeCloseTo(1, 1);
    expect(around(14) * 24).toBeGreaterThan(1.6);
    expect(around(2) * 24).toBeLessThan(0.4);
  });

  test('a burst is one kind of guest several times at one instant; the rate stays', () => {
    const guests = made({ burstShare: 0.3, burstSize: 6 });
    expect(guests.length / 720 / 20).toBeCloseTo(1, 0);
    const bursts = new Map<number, Guest[]>();
    for (const guest of guests) bursts.set(guest.arrive!, [...(bursts.get(guest.arrive!) ?? []), guest]);
    const sizes = [...bursts.values()].map((burst) => burst.length);
    expect(share(sizes, (size) => size > 1)).toBeCloseTo(0.3, 1);
    expect(mean(sizes.filter((size) => size > 1)) / 6).toBeCloseTo(1, 0);
    for (const burst of bursts.values())
      expect(new Set(burst.map(({ vcpus, group }) => `${vcpus} ${group}`)).size).toBe(1);
  });

  test('stays are short and long mixed', () => {
    const lives = stays(made({ shortStaySeconds: 100, longStaySeconds: 10_000, longShare: 0.25 }));
    expect(mean(lives) / (0.75 * 100 + 0.25 * 10_000)).toBeCloseTo(1, 0);
    expect(share(lives, (life) => life > 1000)).toBeCloseTo(0.25 * 0.905, 1);
  });

  test('sizes, kinds and topologies come in their shares', () => {
    const guests = made({
      flavours: [
        { vcpus: 1, memoryMiB: 512, share: 3 },
        { vcpus: 4, memoryMiB: 2048 },
      ],
      profiles: { web: 1, streaming: 1, idle: 0 },
      awareShare: 0.2,
      hotplugShare: 0.5,
    });
    expect(share(guests, (guest) => guest.vcpus === 1)).toBeCloseTo(0.75, 1);
    expect(share(guests, (guest) => guest.group === 'Web server')).toBeCloseTo(0.5, 1);
    expect(share(guests, (guest) => guest.group === 'Idle')).toBe(0);
    expect(share(guests, (guest) => guest.vnumaAware === true)).toBeCloseTo(0.2, 1);
    expect(share(guests, (guest) => guest.hotplug === true)).toBeCloseTo(0.5, 1);
  });

  test('one purpose does not disturb another: other sizes come at the same times, for the same stays', () => {
    const plain = made({ burstShare: 0.1 });
    const larger = made({
      burstShare: 0.1,
      flavours: [{ vcpus: 64, memoryMiB: 1 }],
      awareShare: 1,
      profiles: { web: 1 },
    });
    expect(larger.map((guest) => [guest.arrive, guest.depart])).toEqual(
      plain.map((guest) => [guest.arrive, guest.depart]),
    );
  });

  test('never more than asked for, and never a name that is taken', () => {
    const guests = made({ most: 3 }, { taken: ['vm-2', 'vm-2+'] });
    expect(guests.map((guest) => guest.name)).toEqual(['vm-1', 'vm-2++', 'vm-3']);
    expect(made({ perHour: 0 })).toEqual([]);
    expect(made({ perHour: 1e7, most: 1000 })).toHaveLength(1000);
  });

  test('a kind of workload that is not there is refused with its path', () => {
    expect(() => made({ profiles: { nope: 1 } })).toThrow(expect.objectContaining({ path: 'arrivals.profiles.nope' }));
  });
});

describe('a run with arrivals', () => {
  const scenario = { ...scenarioOf(smallHost([{}, {}]), [guestOn(0, 'first')], [], { until: DAY }), arrivals: {} };
  const fit: Strategy = {
    ...scripted(),
    period: () => 3600,
    place: (view, { vcpus, memoryMiB }) => {
      const node = [0, 1].find((n) => view.freeMiB(n) >= memoryMiB);
      return node === undefined
        ? { kind: 'refused', reason: 'full' }
        : { kind: 'parts', parts: [{ node, vcpus, memoryMiB }] };
    },
  };

  test('its guests follow those of the file, and strategies see the same ones', () => {
    const run = createRun(scenario, fit);
    expect(run.guests[0]).toEqual({
      name: 'first',
      vcpus: 2,
      memoryMiB: 1024,
      vnumaAware: false,
      arrive: 0,
      depart: null,
      generated: false,
    });
    expect(run.guests[1]).toMatchObject({ name: 'vm-1', generated: true });
    expect(createRun(scenario, scripted()).guests).toEqual(run.guests);
    expect(createRun(scenario, fit, { seed: 2 }).guests).not.toEqual(run.guests);
  });

  test('is a function of its seed, and every guest ends up somewhere', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => runScenario(scenario, fit, { seed }));
    expect(a.hash).toBe(b.hash);
    expect(a.hash).not.toBe(c.hash);
    const kinds = a.events.map((event) => event.kind);
    const count = (kind: string): number => kinds.filter((one) => one === kind).length;
    expect(count('arrive') + count('refuse')).toBe(a.guests.length);
    expect(count('refuse')).toBe(a.metrics.refusedGuests);
    expect(a.metrics.refusedGuests).toBeGreaterThan(0);
  });
});
