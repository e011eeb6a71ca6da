import { expect, test } from 'vitest';
import { Findings } from './findings.ts';
import { upgraded } from './upgrade.ts';

test('an old document goes through every step up to the newest schema', () => {
  const out = new Findings();
  const steps = {
    1: (old: Readonly<Record<string, unknown>>) => ({ ...old, guests: old['domains'] }),
    2: (old: Readonly<Record<string, unknown>>) => ({ ...old, name: 'new' }),
  };
  expect(upgraded({ nearfar: 1, domains: [] }, out, 3, steps)).toEqual({
    nearfar: 3,
    domains: [],
    guests: [],
    name: 'new',
  });
  expect(out.problems).toEqual([]);
});

test.each([0, 1.5, '1', null])('%j is no schema version', (nearfar) => {
  const out = new Findings();
  expect(upgraded({ nearfar }, out)).toBeUndefined();
  expect(out.problems).toHaveLength(1);
});
