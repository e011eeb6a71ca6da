import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Scenario } from '../model/scenario.ts';
import { difference } from './difference.ts';

const node = { id: 0, cores: 4, threads: 4, memoryMiB: 8192, bandwidthGBs: 10, latencyNs: 100 };
const BEFORE: Scenario = {
  nearfar: 1,
  host: { name: 'h', nodes: [node], sources: { '': { kind: 'file', text: 'a' } } },
  guests: [
    { name: 'stays', vcpus: 1, memoryMiB: 512 },
    { name: 'moves', vcpus: 2, memoryMiB: 512, placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 512 }] } },
    { name: 'goes', vcpus: 1, memoryMiB: 512 },
  ],
};

it('names what came, went and changed, by field', () => {
  const after: Scenario = {
    ...BEFORE,
    host: { ...BEFORE.host, nodes: [{ ...node, memoryMiB: 4096 }], sources: { '': { kind: 'file', text: 'b' } } },
    guests: [
      BEFORE.guests[0],
      { name: 'moves', vcpus: 2, memoryMiB: 512, placement: { parts: [{ node: 1, vcpus: 2, memoryMiB: 512 }] } },
      { name: 'comes', vcpus: 1, memoryMiB: 1 },
    ],
  };
  expect(difference(BEFORE, after)).toEqual({
    host: [{ path: 'nodes[0].memoryMiB', before: 8192, after: 4096 }],
    added: ['comes'],
    removed: ['goes'],
    changed: [{ guest: 'moves', fields: [{ path: 'placement.parts[0].node', before: 0, after: 1 }] }],
  });
});

const of = (extra: unknown): Scenario => ({ ...BEFORE, host: Object.assign({}, BEFORE.host, { extra }) });

it('finds nothing between equal things, and something between others', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(difference(of(a), of(structuredClone(a))).host).toEqual([]);
      if (JSON.stringify(a) === JSON.stringify(b)) return;
      const empty = [a, b].every((one) => typeof one === 'object' && one !== null && Object.keys(one).length === 0);
      if (!empty) expect(difference(of(a), of(b)).host.length).toBeGreaterThan(0);
    }),
  );
});
