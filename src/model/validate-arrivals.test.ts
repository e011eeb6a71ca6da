import { expect, test } from 'vitest';
import { ARRIVAL_FIELDS } from './arrivals.ts';
import { validateScenario } from './validate.ts';

function problems(arrivals: unknown): string[] {
  const host = { name: 'h', nodes: [{ id: 0, cores: 1, threads: 1, memoryMiB: 1, bandwidthGBs: 1, latencyNs: 100 }] };
  return validateScenario({ nearfar: 1, host, guests: [], arrivals }).problems.map(
    ({ severity, path, message }) => `${severity} ${path}: ${message}`,
  );
}

test('takes every field of the table at its default', () => {
  const defaults = Object.fromEntries(
    Object.entries(ARRIVAL_FIELDS)
      .filter(([name]) => name !== 'until')
      .map(([name, spec]) => [name, spec.default]),
  );
  expect(problems(defaults)).toEqual([]);
  expect(problems({})).toEqual([]);
  expect(problems({ flavours: [{ vcpus: 2, memoryMiB: 0.5 }], profiles: { web: 1 } })).toEqual([]);
});

test.each([
  [{ longShare: 1.4 }, 'error arrivals.longShare: 1.4 is not within 0..1'],
  [{ perHour: 'many' }, 'error arrivals.perHour: "many" is not a number'],
  [
    { flavours: [{ vcpus: 2 }] },
    'error arrivals.flavours[0].memoryMiB: missing, expected a whole number of MiB or of pages (1/256 MiB) within 0.00390625..4398046511104',
  ],
  [{ flavours: [{ vcpus: 2, memoryMiB: 1, share: 0 }] }, 'error arrivals.flavours: all shares are 0'],
  [{ profiles: { web: 0 } }, 'error arrivals.profiles: all shares are 0'],
  [
    { profiles: { wep: 1 } },
    'error arrivals.profiles.wep: there is no such kind of workload, expected cpu-bound, web, oltp, analytics, streaming, pointer-chase, single-task, idle',
  ],
  [{ rate: 1 }, 'warning arrivals.rate: unknown key, kept as it is'],
  [[], 'error arrivals: a list is not an object { … }'],
])('%j: %s', (arrivals, problem) => {
  expect(problems(arrivals)).toEqual([problem]);
});
