/*
 * Named random streams: one for each purpose, each from the run's seed and its own name, so that one more draw in one place
 * changes nothing elsewhere. xoshiro128** on 32-bit integers; integer operations only, equal on every machine.
 */

const TWO_26 = 67_108_864;
const TWO_32 = 4_294_967_296;
const TWO_53 = 9_007_199_254_740_992;

/** One stream's place; plain numbers, so that a run can be saved. */
export type StreamState = [number, number, number, number];

/** All streams of a run that have been drawn from, by name. */
export interface Streams {
  readonly seed: number;
  readonly byName: Record<string, StreamState>;
}

export function createStreams(seed: number): Streams {
  return { seed, byName: {} };
}

/** An independent copy that goes on to the same draws. */
export function cloneStreams(streams: Streams): Streams {
  return {
    seed: streams.seed,
    byName: Object.fromEntries(Object.entries(streams.byName).map(([name, state]) => [name, [...state]])),
  };
}

function scramble(word: number): number {
  let x = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

function startOf(seed: number, name: string): StreamState {
  let h = scramble((seed >>> 0) ^ 0x9e3779b9) ^ Math.floor(seed / TWO_32);
  for (let at = 0; at < name.length; at++) h = scramble(Math.imul(h ^ name.charCodeAt(at), 0x01000193));
  const word = (n: number): number => scramble(h + Math.imul(n, 0x9e3779b9));
  // The one state that xoshiro must not have is all zeros.
  return [word(1), word(2), word(3), word(4) | 1];
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function nextWord(s: StreamState): number {
  const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9);
  const t = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate(s[3], 11);
  return result >>> 0;
}

/** Next draw of a stream, 0 ≤ x < 1, with 53 random bits. */
export function draw(streams: Streams, name: string): number {
  const state = (streams.byName[name] ??= startOf(streams.seed, name));
  const high = nextWord(state) >>> 5;
  const low = nextWord(state) >>> 6;
  return (high * TWO_26 + low) / TWO_53;
}
