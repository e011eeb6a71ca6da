import { describe, expect, test } from 'vitest';
import type { StrategyChoice } from '../model/scenario.ts';
import { branchedOff, replaced, sharedUntil, withBranch } from './branches.ts';

const PLAIN: StrategyChoice = { id: 'guest-numa', params: { vnodes: 2 } };
const XEND = { at: 10, id: 'xend' };
const TWICE: StrategyChoice = {
  ...PLAIN,
  branches: [
    { at: 10, id: 'xend' },
    { at: 20, id: 'esxi' },
  ],
};

function times({ branches = [] }: StrategyChoice): readonly number[] {
  return branches.map(({ at }) => at);
}

describe('a branch', () => {
  test('cuts off what would have come after it', () => {
    expect(branchedOff(PLAIN, { at: 5, id: 'random' })).toEqual({ ...PLAIN, branches: [{ at: 5, id: 'random' }] });
    expect(times(branchedOff(TWICE, { at: 15, id: 'random' }))).toEqual([10, 15]);
    expect(times(branchedOff(TWICE, { at: 10, id: 'random' }))).toEqual([10]);
  });

  test('goes away without a trace', () => {
    expect(times(withBranch(TWICE, { at: 10, id: 'xend' }, undefined))).toEqual([20]);
    const branch = { at: 5, id: 'random' };
    expect(withBranch(branchedOff(PLAIN, branch), { ...branch }, undefined)).toEqual(PLAIN);
  });

  test('that is not there any more is left alone', () => {
    expect(withBranch(TWICE, { at: 11, id: 'xend' }, undefined)).toBe(TWICE);
    const list = [{ a: 1 }];
    expect(replaced(list, { a: 2 }, { a: 3 })).toBe(list);
  });

  test('finds its place when its time changes, and takes that of one at the same instant', () => {
    const moved = withBranch(TWICE, XEND, { at: 30, id: 'xend' });
    expect(moved.branches?.map(({ id }) => id)).toEqual(['esxi', 'xend']);
    expect(withBranch(TWICE, XEND, { at: 20, id: 'xend' }).branches).toEqual([{ at: 20, id: 'xend' }]);
  });
});

describe('two choices are the same', () => {
  test('until the first branch that only one has, or that says something else', () => {
    expect(sharedUntil(PLAIN, TWICE)).toBe(10);
    expect(sharedUntil(TWICE, branchedOff(TWICE, { at: 15, id: 'random' }))).toBe(15);
    expect(
      sharedUntil(TWICE, withBranch(TWICE, { at: 20, id: 'esxi' }, { at: 20, id: 'esxi', params: { period: 1 } })),
    ).toBe(20);
  });

  test('never, or always; in whatever order the parameters are written', () => {
    expect(sharedUntil(PLAIN, { id: 'guest-numa' })).toBe(0);
    const [x, y] = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ].map((params) => ({ id: 'xend', params }));
    expect(sharedUntil(x!, y!)).toBe(Infinity);
  });
});
