import type { FrameWindow } from '../engine/run.ts';
import type { Guest } from '../model/scenario.ts';
import type { Seconds } from '../model/units.ts';
import { FrameLog } from './frames.ts';

/** A part of a run that can be drawn: frames, and the guests that their columns are of. */
export interface Piece {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly guests: readonly Guest[];
  readonly source: FrameLog;
}

/** The pictures of a run: all at once, or in windows that are computed when they are looked at. */
export interface Pieces {
  /** The piece that holds an instant; undefined while it is computed, or if it cannot be. */
  at(time: Seconds): Piece | undefined;
  /** Calls back when a piece has come; gives the function that ends it. */
  subscribe(onChange: () => void): () => void;
}

/** A run that is there as a whole. */
export function wholePiece(piece: Piece): Pieces {
  return { at: () => piece, subscribe: () => () => undefined };
}

/** Windows kept: some back, some ahead. */
const MOST_KEPT = 6;
/** From this share of a window on the next one is asked for. */
const AHEAD = 0.5;

/** Windows of a long run, asked for one at a time: the one that is looked at first, then the next. */
export class Windows implements Pieces {
  readonly #ask: (time: Seconds) => Promise<FrameWindow | undefined>;
  readonly #guests: readonly Guest[];
  readonly #until: Seconds;
  readonly #listeners = new Set<() => void>();
  #pieces: Piece[] = [];
  #isAsking = false;
  #wanted: Seconds | undefined;

  constructor(guests: readonly Guest[], until: Seconds, ask: (time: Seconds) => Promise<FrameWindow | undefined>) {
    this.#guests = guests;
    this.#until = until;
    this.#ask = ask;
  }

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  #find(time: Seconds): Piece | undefined {
    return this.#pieces.find(({ from, to }) => time >= from && (time < to || to >= this.#until));
  }

  at(time: Seconds): Piece | undefined {
    const found = this.#find(time);
    if (!found) void this.#fetch(time);
    else if (found.to < this.#until && time > found.from + (found.to - found.from) * AHEAD && !this.#find(found.to))
      void this.#fetch(found.to);
    return found;
  }

  async #fetch(time: Seconds): Promise<void> {
    this.#wanted = time;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      await this.#serve();
    } catch {
      // The picture stays away; the next look asks again.
    } finally {
      this.#isAsking = false;
    }
  }

  /** Until the newest wish is there: wishes that came and went meanwhile are passed over. */
  async #serve(): Promise<void> {
    for (;;) {
      const wanted = this.#wanted;
      if (wanted === undefined || this.#find(wanted)) return;
      const window = await this.#ask(wanted);
      if (!window) return;
      this.#keep(window);
      if (this.#wanted === wanted) this.#wanted = undefined;
    }
  }

  #keep({ frames, guests, from, to }: FrameWindow): void {
    const source = new FrameLog();
    source.add(frames);
    const present = Array.from(guests, (index) => this.#guests[index]).filter((guest) => guest !== undefined);
    this.#pieces = [...this.#pieces, { from, to, guests: present, source }].slice(-MOST_KEPT);
    for (const tell of this.#listeners) tell();
  }
}
