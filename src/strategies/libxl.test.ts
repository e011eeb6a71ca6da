import { describe, expect, test } from 'vitest';
import { libxl } from './libxl.ts';
import { neededKb, searchNodes, type SearchNode } from './libxl-search.ts';
import { newcomer, pretendView } from './testing/pretend-view.ts';

const GIB_KB = 1_048_576;

/** "4/8 4/6" = nodes with 4 CPUs and 8 GiB free, 4 CPUs and 6 GiB free. */
function nodes(drawing: string, vcpus: readonly number[]): SearchNode[] {
  return drawing.split(' ').map((node, n) => {
    const [cpus, gib] = node.split('/').map(Number);
    return { cpus, freeKb: gib * GIB_KB, vcpus: vcpus[n] ?? 0 };
  });
}

describe('eight worked examples of libxl’s search', () => {
  test.each<[string, number[], number, number, number[] | undefined]>([
    ['4/8 4/8 4/8 4/8', [0, 0, 0, 0], 2, 2, [0]],
    ['4/8 4/8 4/8 4/8', [2, 0, 0, 0], 2, 2, [1]],
    ['4/8 4/6 4/7 4/8', [4, 2, 2, 4], 2, 2, [2]],
    ['4/8 4/8 4/8 4/8', [4, 0, 2, 0], 2, 6, [1, 3]],
    ['4/1 4/1 4/8 4/2', [], 9, 2, [2, 3]],
    ['4/1 4/1 4/8 4/2', [], 20, 2, undefined],
    ['8/8 4/8', [0, 0], 2, 9, [0, 1]],
  ])('%s with %j vCPUs: %d GiB and %d vCPUs go to %j', (drawing, there, gib, vcpus, found) => {
    expect(searchNodes(nodes(drawing, there), { kb: gib * GIB_KB, vcpus }, false)).toEqual(found);
  });

  test('an HVM guest with HAP, 2048 MB and 2 vCPUs, needs 2,109,440 kB', () => {
    expect(neededKb(2048, 2)).toBe(2_109_440);
  });
});

describe('when it does not search', () => {
  test('on one node, and on more than 16', () => {
    const many = Array.from({ length: 17 }, () => ({ cpus: 4, freeKb: GIB_KB, vcpus: 0 }));
    expect(searchNodes(many.slice(0, 1), { kb: 1, vcpus: 1 }, false)).toBeUndefined();
    expect(searchNodes(many, { kb: 1, vcpus: 1 }, false)).toBeUndefined();
    expect(searchNodes(many.slice(0, 16), { kb: 1, vcpus: 1 }, false)).toEqual([0]);
  });
});

describe('its overflows, on request only', () => {
  const TIB_KB = 1024 * GIB_KB;
  const all = [
    { cpus: 8, freeKb: 5 * TIB_KB, vcpus: 0 },
    { cpus: 8, freeKb: 2 * TIB_KB, vcpus: 0 },
  ];

  test('5 TiB free count as 1 TiB', () => {
    const need = { kb: 1.5 * TIB_KB, vcpus: 1 };
    expect(searchNodes(all, need, false)).toEqual([0]);
    expect(searchNodes(all, need, true)).toEqual([1]);
  });

  test('a set with 2 TiB more counts as worse', () => {
    const two = [
      { cpus: 8, freeKb: TIB_KB, vcpus: 0 },
      { cpus: 8, freeKb: 3.5 * TIB_KB, vcpus: 0 },
    ];
    expect(searchNodes(two, { kb: GIB_KB, vcpus: 1 }, false)).toEqual([1]);
    expect(searchNodes(two, { kb: GIB_KB, vcpus: 1 }, true)).toEqual([0]);
  });
});

describe('on a host', () => {
  test('the set is chosen in order of ids and given as node indices', () => {
    const view = pretendView([{ id: 4 }, { id: 2 }]);
    expect(libxl.place(view, newcomer(2, 1024), { bugCompat: false })).toEqual({ kind: 'unpinned', nodes: [1] });
  });

  test('a vCPU that may run on several nodes counts on each', () => {
    const guests = [
      { vcpus: 3, homes: [0, 1], unpinned: true },
      { vcpus: 4, homes: [2], memoryMiB: 4096 },
    ];
    const view = pretendView([{}, {}, {}], guests);
    expect(libxl.place(view, newcomer(2, 1024), {})).toEqual({ kind: 'unpinned', nodes: [0] });
  });

  test('what fits on no set goes to all nodes', () => {
    expect(libxl.place(pretendView([{}, {}]), newcomer(2, 20_000), {})).toEqual({ kind: 'unpinned' });
  });
});
