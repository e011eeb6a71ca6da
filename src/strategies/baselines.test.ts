import { expect, test } from 'vitest';
import { interleave } from './interleave.ts';
import { random } from './random.ts';
import { newcomer, pretendView } from './testing/pretend-view.ts';

test('interleave leaves every guest unpinned', () => {
  expect(interleave.place(pretendView([{}]), newcomer(1, 1), {})).toEqual({ kind: 'unpinned' });
});

test.each([
  [0, 1],
  [0.49, 1],
  [0.5, 3],
  [0.999, 3],
])('random: a draw of %d takes node %d of those that fit', (drawn, node) => {
  const nodes = [{ cores: 0 }, {}, { usedMiB: 8192 }, {}];
  const streams: string[] = [];
  const draw = (stream: string): number => {
    streams.push(stream);
    return drawn;
  };
  const decision = random.place(pretendView(nodes, [], { random: draw }), newcomer(1, 1024), {});
  expect(decision).toMatchObject({ kind: 'parts', parts: [{ node }] });
  expect(streams).toEqual(['place']);
});

function drawnInVain(): number {
  throw new Error('drawn in vain');
}

test('random refuses what fits nowhere without a draw', () => {
  const view = pretendView([{}], [], { random: drawnInVain });
  expect(random.place(view, newcomer(1, 9000), {}).kind).toBe('refused');
});
