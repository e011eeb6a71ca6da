import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { GUEST, GUEST_FIELDS, GUEST_STATUS, PART, PART_FIELDS } from './frames.ts';
import { placeAll } from './place.ts';
import { ratesOf } from './rates-report.ts';
import { stillFrames } from './still.ts';
import type { Strategy } from './strategy.ts';
import { guestOn, scripted } from './testing/scripted.ts';
import { smallHost } from './testing/small.ts';

const SCENARIO: Scenario = {
  nearfar: 1,
  host: smallHost([{ id: 2 }, { id: 5 }]),
  guests: [
    { name: 'loose', vcpus: 4, memoryMiB: 2048, arrive: 9 },
    guestOn(5, 'kept', { arrive: 20, depart: 21 }),
    { name: 'huge', vcpus: 1, memoryMiB: 9000, arrive: 1 },
  ],
};

const lowest: Strategy = {
  ...scripted(),
  place: (view, { vcpus, memoryMiB }) =>
    view.freeMiB(0) < memoryMiB
      ? { kind: 'refused', reason: `only ${view.freeMiB(0)} MiB are free` }
      : { kind: 'parts', parts: [{ node: 0, vcpus, memoryMiB }] },
};

test('placements come in file order, with the reason where there is none', () => {
  expect(placeAll(SCENARIO, lowest)).toEqual({
    placements: [
      { name: 'loose', nodes: [2] },
      { name: 'kept', nodes: [5] },
      { name: 'huge', nodes: [], refused: 'only 8192 MiB are free' },
    ],
  });
});

test('a strategy that gets the sums wrong is not believed', () => {
  const wrong: Strategy = {
    ...lowest,
    place: () => ({ kind: 'parts', parts: [{ node: 0, vcpus: 1, memoryMiB: 1 }] }),
  };
  expect(placeAll(SCENARIO, wrong).placements[0].refused).toBe(
    'was placed with 1 vCPUs and 1 MiB instead of 4 and 2048',
  );
});

test('a guest may run unpinned over some nodes; what does not fit there spills to the others', () => {
  const some: Strategy = { ...lowest, place: () => ({ kind: 'unpinned', nodes: [1] }) };
  const { placements } = placeAll(SCENARIO, some);
  expect(placements.map(({ nodes }) => nodes)).toEqual([[5], [5], [5]]);
});

const STILL: Scenario = { ...SCENARIO, guests: SCENARIO.guests.slice(0, 2) };

test('rates take every guest of the file at once, those without a placement unpinned', () => {
  const report = ratesOf(STILL);
  expect(report.guests.map((guest) => [guest.name, guest.parts.map((part) => part.node)])).toEqual([
    ['loose', [2, 5]],
    ['kept', [5]],
  ]);
  expect(report.nodes.map((node) => [node.id, node.cpuDemand])).toEqual([
    [2, 2],
    [5, 4],
  ]);
  expect(report.links.map((link) => [link.from, link.to])).toEqual([
    [2, 5],
    [5, 2],
  ]);
});

test('a file whose guests do not fit is refused with the guest’s path', () => {
  expect(() => ratesOf(SCENARIO)).not.toThrow();
  const full = { ...SCENARIO, guests: [...SCENARIO.guests, { name: 'more', vcpus: 1, memoryMiB: 8000 }] };
  expect(() => ratesOf(full)).toThrow(expect.objectContaining({ path: 'guests[2]' }));
});

test('a still is one frame in which every guest of the file runs', () => {
  const frames = stillFrames(STILL);
  expect([frames.count, frames.times[0], frames.partStart[1]]).toEqual([1, 0, 3]);
  expect([0, 1].map((g) => frames.guests[g * GUEST_FIELDS + GUEST.status])).toEqual([
    GUEST_STATUS.running,
    GUEST_STATUS.running,
  ]);
  expect([0, 1, 2].map((p) => frames.parts[p * PART_FIELDS + PART.home])).toEqual([0, 1, 1]);
});
