import { describe, expect, test } from 'vitest';
import { dealTasks } from './tasks.ts';

/** MODEL §2 word by word: one task after the other. */
function oneByOne(tasks: number, vcpus: readonly number[]): number[] {
  const dealt = vcpus.map(() => 0);
  let turn = 0;
  for (let left = tasks; left > 0;) {
    const open = dealt.some((count, part) => count < vcpus[part]!);
    const part = turn % vcpus.length;
    if (!open || dealt[part]! < vcpus[part]!) {
      dealt[part]!++;
      left--;
    }
    turn++;
    if (open && dealt.every((count, p) => count >= vcpus[p]!)) turn = 0;
  }
  return dealt;
}

describe('tasks over parts (MODEL §2)', () => {
  test.each([
    [1, [2, 2], [1, 0]],
    [3, [2, 2], [2, 1]],
    [5, [2, 1], [3, 2]],
    [4, [1, 3], [1, 3]],
    [4, [0, 0], [2, 2]],
    [0, [4], [0]],
    [7, [], []],
  ])('%d tasks over vCPUs %j', (tasks, vcpus, expected) => {
    expect(dealTasks(tasks, vcpus)).toEqual(expected);
  });
  test('deals as one by one would', () => {
    for (let tasks = 0; tasks < 40; tasks++)
      for (const vcpus of [[3], [1, 4, 2], [5, 5, 5, 1], [0, 3], [7, 1, 1, 1, 2]])
        expect(dealTasks(tasks, vcpus)).toEqual(oneByOne(tasks, vcpus));
  });
  test('a million tasks take no million steps', () => {
    expect(dealTasks(1e6, [1, 2, 3])).toEqual([333_333, 333_333, 333_334]);
  });
});
