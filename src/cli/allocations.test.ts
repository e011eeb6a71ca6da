import { expect, test } from 'vitest';
import { bytesPerEvent } from './allocations.ts';

/** Ten pieces of ten events each. */
function pieces(event: () => void): () => number {
  let left = 10;
  return () => {
    if (left-- === 0) return 0;
    for (let n = 0; n < 10; n++) event();
    return 10;
  };
}

test('what an event allocates is told, whatever asking costs', () => {
  const kept: unknown[][] = [];
  const bytes = bytesPerEvent(pieces(() => kept.push(Array.from({ length: 1000 }))));
  expect(kept).toHaveLength(100);
  // A thousand elements of one word each.
  expect(bytes).toBeGreaterThan(3900);
});

test('events that do not exist allocate nothing that is known', () => {
  expect(bytesPerEvent(() => 0)).toBe(null);
});
