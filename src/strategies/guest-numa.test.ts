import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { guestNuma } from './guest-numa.ts';
import { newcomer, pretendView, type PretendNode } from './testing/pretend-view.ts';

/** Where the parts go, as "node: vCPUs/MiB". */
function placed(
  nodes: readonly PretendNode[],
  vcpus: number,
  mib: number,
  aware: boolean,
  vnodes = 2,
): string[] | string {
  const decision = guestNuma.place(pretendView(nodes), newcomer(vcpus, mib, aware), { vnodes });
  if (decision.kind === 'parts') return decision.parts.map((part) => `${part.node}: ${part.vcpus}/${part.memoryMiB}`);
  return decision.kind === 'refused' ? decision.reason : decision.kind;
}

const FOUR = [{}, {}, {}, {}];

test('an aware guest is spread over two nodes, the least loaded first', () => {
  expect(placed(FOUR, 4, 2048, true)).toEqual(['0: 2/1024', '1: 2/1024']);
  expect(placed([{ demand: 3 }, { demand: 2 }, { demand: 1 }, {}], 4, 2048, true)).toEqual(['3: 2/1024', '2: 2/1024']);
});

test('odd vCPUs and pages go to the first parts', () => {
  expect(placed(FOUR, 5, 1, true, 3)).toEqual(['0: 2/0.3359375', '1: 2/0.33203125', '2: 1/0.33203125']);
});

test('at most as many parts as vCPUs', () => {
  expect(placed(FOUR, 1, 1024, true)).toEqual(['0: 1/1024']);
  expect(placed(FOUR, 3, 3072, true, 4)).toHaveLength(3);
});

test('what does not fit over two nodes goes over more, then over fewer', () => {
  expect(placed(FOUR, 4, 24_576, true)).toEqual(['0: 2/8192', '1: 1/8192', '2: 1/8192']);
  const one = [{ usedMiB: 8192 }, {}, { usedMiB: 8192 }, { cores: 0 }];
  expect(placed(one, 4, 4096, true)).toEqual(['1: 4/4096']);
});

test('candidates have CPUs and a k-th of the memory free', () => {
  expect(placed([{ cores: 0 }, { usedMiB: 7000 }, {}, {}], 4, 4096, true)).toEqual(['2: 2/2048', '3: 2/2048']);
});

test('a guest that is not aware gets one vnode where it fits, else it is spread flat', () => {
  expect(placed(FOUR, 4, 4096, false)).toEqual(['0: 4/4096']);
  expect(placed(FOUR, 4, 12_288, false)).toEqual(['0: 2/6144', '1: 2/6144']);
});

test('what fits nowhere is refused with the figures', () => {
  expect(placed([{ usedMiB: 8000 }, { usedMiB: 8000 }], 4, 1024, true)).toBe(
    'needs 1024 MiB in 1 to 2 equal parts on nodes with CPUs, 384 MiB is free on 2 nodes',
  );
});

test('parts are whole pages, add up, and fit where they go', () => {
  const node = fc.record({ cores: fc.nat(8), memoryMiB: fc.nat(4096), demand: fc.nat(8) });
  const inputs = [
    fc.array(node, { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 2 ** 20 }),
  ] as const;
  fc.assert(
    fc.property(...inputs, fc.boolean(), fc.integer({ min: 1, max: 8 }), (nodes, vcpus, pages, aware, vnodes) => {
      const decision = guestNuma.place(pretendView(nodes), newcomer(vcpus, pages / 256, aware), { vnodes });
      if (decision.kind !== 'parts') return;
      expect(decision.parts.reduce((sum, part) => sum + part.vcpus, 0)).toBe(vcpus);
      expect(decision.parts.reduce((sum, part) => sum + part.memoryMiB, 0)).toBe(pages / 256);
      for (const part of decision.parts) {
        expect(Number.isInteger(part.memoryMiB * 256)).toBe(true);
        expect(nodes[part.node].cores).toBeGreaterThan(0);
        expect(part.memoryMiB).toBeLessThanOrEqual(nodes[part.node].memoryMiB);
      }
      expect(new Set(decision.parts.map((part) => part.node)).size).toBe(decision.parts.length);
    }),
  );
});
