import { expect, test } from 'vitest';
import type { PartRow } from './frame-rows.ts';
import { farTraffic } from './far-traffic.ts';

function part(home: number, ...GBs: number[]): PartRow {
  const rest = { guest: 0, part: 0, vcpus: 1, demand: 1, cpuShare: 1, sizeMiB: 1, unpinned: false, runs: [] };
  return { ...rest, home, traffic: Float32Array.from(GBs) };
}

test('rows read from columns, near traffic is left out, parts add up', () => {
  const { GBs, most, busiest } = farTraffic(3, [part(0, 5, 1, 0), part(0, 0, 2, 0.5), part(2, 1, 0, 9)]);
  expect([...GBs]).toEqual([0, 3, 0.5, 0, 0, 0, 1, 0, 0]);
  expect(most).toBe(3);
  expect(busiest).toEqual({ node: 0, GBs: 3.5 });
});

test('without far traffic nobody is busiest', () => {
  expect(farTraffic(2, [part(1, 0, 4)]).busiest.node).toBe(-1);
});
