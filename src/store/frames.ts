import { frameIndexAt, type Frames } from '../engine/frames.ts';
import type { Seconds } from '../model/units.ts';

/** The frame that holds at an instant: frame `index` of a chunk, and the instant itself. */
export interface FrameAt {
  readonly frames: Frames;
  readonly index: number;
  readonly time: Seconds;
}

/** Frames of a run in the chunks in which they came. */
export class FrameLog {
  readonly #chunks: Frames[] = [];

  add(frames: Frames | undefined): void {
    if (frames && frames.count > 0) this.#chunks.push(frames);
  }

  /** Last chunk that begins at or before `time`. */
  #chunkAt(time: Seconds): Frames | undefined {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#chunks[middle]!.times[0]! <= time) low = middle + 1;
      else high = middle;
    }
    return this.#chunks[Math.max(0, low - 1)];
  }

  /** The frame at `time`; the first one before all frames, undefined while there is none. */
  frameAt(time: Seconds): FrameAt | undefined {
    const frames = this.#chunkAt(time);
    return frames && { frames, index: Math.max(0, frameIndexAt(frames, time)), time };
  }
}
