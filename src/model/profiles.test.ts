import { describe, expect, test } from 'vitest';
import { DEFAULT_PROFILES } from './arrivals.ts';
import { WORKLOAD_FIELDS } from './fields.ts';
import { fieldFault } from './check.ts';
import { PROFILES, profileById, trafficOf, workloadOf } from './profiles.ts';

describe.each(PROFILES.map((profile) => [profile.id, profile] as const))('%s', (id, profile) => {
  const workload = workloadOf(profile, { memoryMiB: 4096 });

  test('is a workload that the file format takes', () => {
    for (const [name, value] of Object.entries(workload))
      expect(fieldFault(WORKLOAD_FIELDS[name as keyof typeof WORKLOAD_FIELDS], value)).toBeUndefined();
    expect(workload.hotShare).toBeGreaterThanOrEqual(workload.hotFraction!);
    expect(workload.writableSetMiB).toBeLessThanOrEqual(4096);
    expect(workload.bandwidthPerCoreGBs).toBeGreaterThanOrEqual(0.001);
  });

  test('every figure says where it comes from', () => {
    expect(profile.sources['memoryStall']?.text).not.toBe('');
    expect(profile.sources['bandwidthPerCoreGBs']?.kind).toBe('inferred');
    expect(profile.sources['']?.kind).toBe('estimate');
  });

  test('is found by its id', () => {
    expect(profileById(id)).toBe(profile);
  });
});

test('the stalls are those of the published classes', () => {
  const stalls = Object.fromEntries(PROFILES.map(({ id, workload }) => [id, workload.memoryStall]));
  expect(stalls).toMatchObject({ 'cpu-bound': 0.02, web: 0.15, analytics: 0.5, 'pointer-chase': 0.8 });
  expect(stalls['oltp']).toBeGreaterThanOrEqual(0.35);
  expect(stalls['oltp']).toBeLessThanOrEqual(0.5);
});

test('traffic follows from stalls and misses in flight: a pointer chase moves a line of 64 B at a time', () => {
  expect(trafficOf(profileById('pointer-chase')!)).toBeCloseTo(0.8 * 0.64, 12);
});

test('a single task stays single in a guest of any size, the others have one for each vCPU', () => {
  expect(workloadOf(profileById('single-task')!, { memoryMiB: 1 }).tasks).toBe(1);
  expect(workloadOf(profileById('web')!, { memoryMiB: 1 }).tasks).toBeUndefined();
});

test('the mix that the generator draws from names nothing else', () => {
  for (const id of Object.keys(DEFAULT_PROFILES)) expect(profileById(id)).toBeDefined();
  expect(profileById('no such kind')).toBeUndefined();
});
