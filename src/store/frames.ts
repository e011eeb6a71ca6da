import { frameIndexAt, type Frames } from '../engine/frames.ts';
import type { Seconds } from '../model/units.ts';

/** The frame that holds at an instant: frame `index` of a chunk, and the instant itself. */
export interface FrameAt {
  readonly frames: Frames;
  readonly index: number;
  readonly time: Seconds;
}

/** Frames of one run that are kept at most, bytes; a run of days has more of them than a page may hold. */
const MOST_BYTES = 96 * 2 ** 20;

function bytesOf(frames: Frames): number {
  const { times, nodes, links, guests, parts, traffic, runs, copies } = frames;
  return [times, nodes, links, guests, parts, traffic, runs, copies].reduce(
    (sum, column) => sum + column.byteLength,
    0,
  );
}

/** Frames of a run in the chunks in which they came. */
export class FrameLog {
  readonly #chunks: Frames[] = [];
  readonly #mostBytes: number;
  #bytes = 0;
  #keptUntil = Infinity;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** From here on no frame was kept; Infinity where all were. */
  get keptUntil(): Seconds {
    return this.#keptUntil;
  }

  add(frames: Frames | undefined): void {
    if (!frames || frames.count === 0 || this.#keptUntil < Infinity) return;
    this.#bytes += bytesOf(frames);
    if (this.#bytes > this.#mostBytes && this.#chunks.length > 0) this.#keptUntil = frames.times[0]!;
    else this.#chunks.push(frames);
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

  /** The frame at `time`; the first one before all frames, undefined where there is none. */
  frameAt(time: Seconds): FrameAt | undefined {
    if (time >= this.#keptUntil) return undefined;
    const frames = this.#chunkAt(time);
    return frames && { frames, index: Math.max(0, frameIndexAt(frames, time)), time };
  }
}
