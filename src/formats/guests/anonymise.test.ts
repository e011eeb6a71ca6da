import { expect, it } from 'vitest';
import type { Scenario } from '../../model/scenario.ts';
import { anonymise, anonymiseText, pseudonymsOf } from './anonymise.ts';
import { rowOf } from './testing/placed.ts';

const host = { ...rowOf(2), name: 'prod-7', sources: { '': { kind: 'file', text: 'lstopo of prod-7' } } } as const;
const parts = (node: number) => ({ placement: { parts: [{ node, vcpus: 2, memoryMiB: 512 }] } });
const SECRET: Scenario = {
  nearfar: 1,
  name: 'prod-7 before acme leaves',
  note: 'acme-db next to acme',
  host,
  guests: [
    {
      name: 'acme',
      group: 'customers',
      vcpus: 2,
      memoryMiB: 512,
      ...parts(0),
      original: { format: 'libvirt-domain', text: '<domain>…acme…</domain>' },
    },
    { name: 'acme-db', vcpus: 2, memoryMiB: 512, ...parts(1) },
  ],
  run: { moves: [{ at: 1, guest: 'acme-db', to: [0], mechanism: 'live' }] },
};

it('leaves no name of a guest, a group or the host', () => {
  const anonymous = anonymise(SECRET);
  expect(JSON.stringify(anonymous)).not.toMatch(/acme|customers|prod-7/);
  expect(anonymous.guests.map(({ name, group }) => [name, group])).toEqual([
    ['guest-1', 'group-1'],
    ['guest-2', undefined],
  ]);
  expect(anonymous.note).toBe('guest-2 next to guest-1');
  expect(anonymous.run?.moves?.[0]?.guest).toBe('guest-2');
});

const figures = ({ guests }: Scenario) =>
  guests.map(({ vcpus, memoryMiB, placement }) => [vcpus, memoryMiB, placement]);

it('changes no figure', () => {
  expect(figures(anonymise(SECRET))).toEqual(figures(SECRET));
});

it('replaces names in a text where they stand as words', () => {
  const text = 'acme-db is not acme_x; "acme" and acmes; prod-7.example';
  expect(anonymiseText(text, pseudonymsOf(SECRET))).toBe('guest-2 is not acme_x; "guest-1" and acmes; host.example');
});
