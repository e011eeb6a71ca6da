import { getHeapStatistics } from 'node:v8';

/** Bytes on the heap, collected or not yet. */
function heapBytes(): number {
  return getHeapStatistics().used_heap_size;
}

/**
 * Bytes that an event allocates: how much the heap grows while `pass` plays some events, over all its pieces; `pass` gives the
 * number of events that it played, 0 where there are no more. A piece in which the heap shrinks is left out: garbage was
 * collected in it, and what it allocated is not known. Null where no piece is left.
 */
export function bytesPerEvent(pass: () => number): number | null {
  let bytes = 0;
  let events = 0;
  for (;;) {
    const first = heapBytes();
    const before = heapBytes();
    const played = pass();
    const after = heapBytes();
    if (played === 0) return events > 0 ? bytes / events : null;
    // What asking allocates is asked once more, and taken off.
    const asking = before - first;
    if (after < before || asking < 0) continue;
    bytes += after - before - asking;
    events += played;
  }
}
