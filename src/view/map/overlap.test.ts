import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { textProblems } from './overlap.ts';
import { hostOf } from './testing/hosts.ts';
import { pictureOf } from './testing/pictures.ts';

const guestArb = fc.record({
  name: fc.string({ minLength: 1, maxLength: 14 }),
  vcpus: fc.integer({ min: 1, max: 12 }),
  share: fc.double({ min: 0.01, max: 0.4, noNaN: true }),
  node: fc.nat(),
  GBs: fc.double({ min: 0, max: 30, noNaN: true }),
});

const sceneArb = fc.record({
  count: fc.integer({ min: 1, max: 9 }),
  cores: fc.integer({ min: 1, max: 40 }),
  bandwidthGBs: fc.constantFrom(5.5, 10.7, 61, 259),
  memoryMiB: fc.constantFrom(2048, 8192, 131_072),
  width: fc.integer({ min: 200, max: 1400 }),
  size: fc.constantFrom('compare' as const, 'explore' as const),
  guests: fc.array(guestArb, { maxLength: 24 }),
});

/** Places guests until the nodes they ask for are full. */
function place(input: { count: number; memoryMiB: number; guests: { node: number; share: number }[] }): number[] {
  const free = Array.from({ length: input.count }, () => 1);
  return input.guests.flatMap(({ node, share }, i) => {
    const home = node % input.count;
    if (free[home] < share) return [];
    free[home] -= share;
    return [i];
  });
}

test('no texts of any host and guests overlap or leave their room', () => {
  fc.assert(
    fc.property(sceneArb, (input) => {
      const { count, cores, bandwidthGBs, memoryMiB, width, size } = input;
      const host = hostOf(count, { cores, threads: cores, bandwidthGBs, memoryMiB });
      const placed = place(input).map((i) => ({ ...input.guests[i], name: `${i}${input.guests[i].name}` }));
      const guests = placed.map(({ name, vcpus, share }) => ({ name, vcpus, memoryMiB: share * memoryMiB }));
      const parts = placed.map(({ name, vcpus, share, node, GBs }, i) => ({
        guest: name,
        vcpus,
        sizeMiB: share * memoryMiB,
        home: node % count,
        GBs,
        far: 0.5,
        farNode: i % count,
      }));
      const picture = pictureOf(host, { guests, parts }, { width, size });
      expect(textProblems(picture.layers, picture.layout)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
