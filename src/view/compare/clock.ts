import type { Seconds } from '../../model/units.ts';

/** A run up to this long plays in its own time at 1×; a longer one as fast as one of this length. */
const LONGEST_REAL = 600;

/** Simulated seconds for each second that the user waits, at 1×. */
export function baseRate(until: Seconds): number {
  return until <= LONGEST_REAL ? 1 : until / 120;
}

export const SPEEDS = [0.5, 1, 4, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** Where the time comes from and how a next frame is asked for; tests hand in their own. */
export interface Ticker {
  now(): number;
  ask(callback: () => void): number;
  cancel(id: number): void;
}

const BROWSER: Ticker = {
  now: () => performance.now(),
  ask: (callback) => requestAnimationFrame(callback),
  cancel: (id) => cancelAnimationFrame(id),
};

/**
 * The one clock of a comparison. While it plays it moves on in one animation frame after the other and tells whoever draws;
 * React only hears of play, pause and speed.
 */
export class Clock {
  #now: Seconds = 0;
  #until: Seconds;
  #speed: Speed = 1;
  #frame: number | undefined;
  #last = 0;
  readonly #ticks = new Set<() => void>();
  readonly #states = new Set<() => void>();
  readonly #ticker: Ticker;

  constructor(until: Seconds, ticker: Ticker = BROWSER) {
    this.#until = until;
    this.#ticker = ticker;
  }

  readonly now = (): Seconds => this.#now;
  readonly isPlaying = (): boolean => this.#frame !== undefined;
  readonly speed = (): Speed => this.#speed;

  readonly until = (): Seconds => this.#until;

  /** After every change of the time. */
  readonly subscribe = (onTick: () => void): (() => void) => {
    this.#ticks.add(onTick);
    return () => this.#ticks.delete(onTick);
  };

  /** After every change of play, pause and speed. */
  readonly subscribeState = (onChange: () => void): (() => void) => {
    this.#states.add(onChange);
    return () => this.#states.delete(onChange);
  };

  /** Another length: the time stays if it is still within. */
  setUntil(until: Seconds): void {
    this.#until = until;
    this.seek(this.#now);
    this.#tellState();
  }

  seek(time: Seconds): void {
    this.#now = Math.min(this.#until, Math.max(0, time));
    for (const tell of this.#ticks) tell();
  }

  /** From the beginning again if it stands at the end. */
  play(): void {
    if (this.isPlaying()) return;
    if (this.#now >= this.#until) this.seek(0);
    this.#last = this.#ticker.now();
    this.#frame = this.#ticker.ask(this.#advance);
    this.#tellState();
  }

  pause(): void {
    if (this.#frame === undefined) return;
    this.#ticker.cancel(this.#frame);
    this.#frame = undefined;
    this.#tellState();
  }

  toggle(): void {
    if (this.isPlaying()) this.pause();
    else this.play();
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
    this.#tellState();
  }

  readonly #advance = (): void => {
    const time = this.#ticker.now();
    const next = this.#now + ((time - this.#last) / 1000) * baseRate(this.#until) * this.#speed;
    this.#last = time;
    this.#frame = this.#ticker.ask(this.#advance);
    this.seek(next);
    if (this.#now >= this.#until) this.pause();
  };

  #tellState(): void {
    for (const tell of this.#states) tell();
  }
}

/** The instant of the next (or previous) event; the end (or the beginning) where there is none. */
export function neighbour(instants: readonly Seconds[], now: Seconds, forward: boolean, until: Seconds): Seconds {
  if (forward) return instants.find((at) => at > now + 1e-9) ?? until;
  return instants.findLast((at) => at < now - 1e-9) ?? 0;
}
