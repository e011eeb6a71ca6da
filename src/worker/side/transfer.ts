import type { Frames } from '../../engine/frames.ts';

/** The buffers of a chunk, to be handed over instead of cloned. */
export function buffersOf(frames: Frames | undefined): ArrayBuffer[] {
  if (!frames) return [];
  const { times, nodes, links, guests, partStart, parts, traffic, runStart, runs, copyStart, copies } = frames;
  const columns = [times, nodes, links, guests, partStart, parts, traffic, runStart, runs, copyStart, copies];
  return [...new Set(columns.map((column) => column.buffer))];
}
