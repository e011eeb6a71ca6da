import { expect, test } from 'vitest';
import { newcomer, pretendView, type PretendGuest, type PretendNode } from './testing/pretend-view.ts';
import { xend } from './xend.ts';

const on = (node: number, vcpus: number): PretendGuest => ({ vcpus, homes: [node], memoryMiB: 1 });

function place(nodes: readonly PretendNode[], guests: readonly PretendGuest[], vcpus = 2, mib = 1024): unknown {
  return xend.place(pretendView(nodes, guests), newcomer(vcpus, mib), {});
}

const whole = (node: number, vcpus = 2): object => ({ kind: 'parts', parts: [{ node, vcpus, memoryMiB: 1024 }] });

test('the node with the fewest vCPUs for its CPUs, the lower of equal ones', () => {
  expect(place([{}, {}], [])).toEqual(whole(0));
  expect(place([{}, {}], [on(0, 1)])).toEqual(whole(1));
  // 16·3/8 = 6 against 16·2/4 = 8.
  expect(place([{ cores: 4 }, { cores: 8 }], [on(0, 2), on(1, 3)])).toEqual(whole(1));
});

test('loads are rounded down, so that small differences do not count', () => {
  // 16·1/64 and 0 are both 0.
  expect(place([{ cores: 64 }, { cores: 64 }], [on(0, 3)])).toEqual(whole(0));
});

test('a node without the memory counts half a node more; memory then comes from the others too', () => {
  expect(place([{ usedMiB: 8000 }, {}], [on(1, 1)])).toEqual(whole(1));
  expect(place([{ usedMiB: 8000 }, {}], [on(1, 3)])).toEqual({ kind: 'unpinned', nodes: [0] });
});

test('more nodes until there are as many CPUs as vCPUs, the memory term left out', () => {
  expect(place([{}, { usedMiB: 8000 }, {}], [on(2, 1)], 6)).toEqual({ kind: 'unpinned', nodes: [0, 1] });
  expect(place([{}, {}], [], 20)).toEqual({ kind: 'unpinned', nodes: [0, 1] });
});

test('moves by live migration when the loads stay apart', () => {
  const view = pretendView([{}, {}], [on(0, 2), on(0, 2)]);
  const params = { threshold: 0.25, patience: 1 };
  expect(xend.policy?.(view, params, {})).toMatchObject([{ guest: 0, to: [1], mechanism: 'live' }]);
});
