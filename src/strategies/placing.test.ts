import { expect, test } from 'vitest';
import { dynamicBalance } from './dynamic-balance.ts';
import { firstFit } from './first-fit.ts';
import { pinVcpuOnly } from './pin-vcpu-only.ts';
import { newcomer, pretendView, type PretendNode } from './testing/pretend-view.ts';

function placed(strategy: typeof firstFit, nodes: readonly PretendNode[], vcpus = 2, memoryMiB = 1024): unknown {
  const decision = strategy.place(pretendView(nodes), newcomer(vcpus, memoryMiB), {});
  return decision.kind === 'parts' ? decision.parts : decision;
}

const PART = { vcpus: 2, memoryMiB: 1024 };

test('first fit takes the lowest node with CPUs and the free memory', () => {
  const nodes = [{ cores: 0 }, { usedMiB: 8000 }, { demand: 9 }, {}];
  expect(placed(firstFit, nodes)).toEqual([{ node: 2, ...PART }]);
});

test('more vCPUs than threads are allowed', () => {
  expect(placed(firstFit, [{ cores: 1 }], 64)).toEqual([{ node: 0, vcpus: 64, memoryMiB: 1024 }]);
});

test.each([dynamicBalance, pinVcpuOnly])('$id takes the least loaded node that has the memory', (strategy) => {
  expect(placed(strategy, [{ demand: 2 }, { demand: 1 }, { demand: 1, usedMiB: 7900 }])).toEqual([
    { node: 1, ...PART },
  ]);
});

test.each([dynamicBalance, pinVcpuOnly])('$id: ties go to less used memory, then to the lower id', (strategy) => {
  expect(placed(strategy, [{ usedMiB: 2000 }, { usedMiB: 1000 }])).toEqual([{ node: 1, ...PART }]);
  expect(placed(strategy, [{ id: 5 }, { id: 3 }])).toEqual([{ node: 1, ...PART }]);
});

test('load is demand by cores, so that a large node takes more', () => {
  expect(placed(dynamicBalance, [{ demand: 2 }, { cores: 16, demand: 4 }])).toEqual([{ node: 1, ...PART }]);
});

test.each([firstFit, dynamicBalance, pinVcpuOnly])('$id refuses what fits nowhere, with the figures', (strategy) => {
  expect(placed(strategy, [{ usedMiB: 7200 }, { cores: 0 }])).toEqual({
    kind: 'refused',
    reason: 'needs 1024 MiB on one node with CPUs, at most 992 MiB is free',
  });
});
