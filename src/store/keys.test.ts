import { expect, test } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { runInputKey } from './keys.ts';

const base: Scenario = {
  nearfar: 1,
  name: 'x',
  host: { name: 'h', nodes: [] },
  guests: [{ name: 'a', vcpus: 1, memoryMiB: 1 }],
  run: { until: 5, strategies: [{ id: 'p' }] },
};

test('a run is named by what decides it, not by words or by which strategies are compared', () => {
  const same = { ...base, name: 'y', note: 'z', run: { until: 5, strategies: [{ id: 'q' }] } };
  expect(runInputKey(same)).toBe(runInputKey(base));
});

test.each<[string, Partial<Scenario>]>([
  ['length', { run: { until: 6 } }],
  ['guests', { guests: [{ name: 'a', vcpus: 2, memoryMiB: 1 }] }],
  ['host', { host: { name: 'other', nodes: [] } }],
  ['arrivals', { arrivals: { perHour: 1 } }],
])('another %s is another run', (_, change) => {
  expect(runInputKey({ ...base, ...change })).not.toBe(runInputKey(base));
});
