import type { Seconds } from '../../model/units.ts';
import type { Frames } from '../frames.ts';
import { finish, step } from './loop.ts';
import { createRecorder, heldBytes, rosterOf, takeFrames, type Recorder, type Roster } from '../results/recorder.ts';
import type { Session, Setting } from './session.ts';
import { checkpointOf, goOn, type Checkpoint } from './snapshot.ts';

/** Checkpoints of a run, evenly over its events: at most `MOST`, whatever its length. */
export interface Archive {
  readonly checkpoints: Checkpoint[];
  every: number;
  sinceLast: number;
}

/** Frames of a part of a run. Their guests are the run's guests `guests` (by index, ascending), in this order. */
export interface FrameWindow {
  readonly frames: Frames;
  readonly guests: Int32Array<ArrayBuffer>;
  /** The frames hold from here … */
  readonly from: Seconds;
  /** … until here, where the next window begins. */
  readonly to: Seconds;
}

const MOST = 48;
const FIRST_EVERY = 256;
/** Most that the frames of one window take. */
const WINDOW_BYTES = 8_000_000;

export function createArchive(): Archive {
  return { checkpoints: [], every: FIRST_EVERY, sinceLast: FIRST_EVERY };
}

/** Call it before each event. Keeps a checkpoint now and then; when there are too many, every second one goes. */
export function keepCheckpoint(archive: Archive, s: Session): void {
  if (archive.sinceLast++ < archive.every) return;
  archive.sinceLast = 1;
  archive.checkpoints.push(checkpointOf(s));
  if (archive.checkpoints.length <= MOST) return;
  const kept = archive.checkpoints.filter((_, n) => n % 2 === 0);
  archive.checkpoints.splice(0, Infinity, ...kept);
  archive.every *= 2;
}

function checkpointBefore({ checkpoints }: Archive, t: number): number {
  let low = 0;
  let high = checkpoints.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (checkpoints[middle].since <= t) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function presentBetween({ specs }: Setting, from: number, to: number): Roster {
  return rosterOf(specs.length, (guest) => specs[guest].arrive <= to && specs[guest].depart >= from);
}

/** Frames of the past are given too, as far back as this share of the time between two checkpoints. */
const LOOK_BACK = 0.1;

/** Plays on until the recorded frames hold at `t` and have filled their room, or until `end`. Gives where they end. */
function playWindow(s: Session, recorder: Recorder, t: number, end: number): { frames: Frames; to: number } {
  while (step(s, end)) {
    if (heldBytes(recorder) < WINDOW_BYTES) continue;
    const frames = takeFrames(recorder);
    if (s.since > t) return { frames, to: s.since };
  }
  if (end < s.until) return { frames: takeFrames(recorder), to: s.since };
  finish(s);
  return { frames: takeFrames(recorder), to: s.until };
}

/**
 * The frames around `t`, computed again from the checkpoint before it, to the same bits as in the run itself. They hold from
 * some instant at or before `t` until some instant after it (at the end of the run: until the end).
 */
export function framesAround(archive: Archive, setting: Setting, t: Seconds): FrameWindow | undefined {
  const n = checkpointBefore(archive, t);
  const checkpoint = archive.checkpoints[n];
  if (checkpoint === undefined) return undefined;
  const end = archive.checkpoints[n + 1]?.since ?? setting.until;
  const roster = presentBetween(setting, checkpoint.since, end);
  const recorder = createRecorder(Infinity, roster);
  const from = goOn(setting, checkpoint);
  const start = Math.min(t, setting.until) - LOOK_BACK * (end - checkpoint.since);
  while (from.since < start && step(from, start));
  const { frames, to } = playWindow({ ...from, recorder }, recorder, Math.min(t, setting.until), end);
  return { frames, guests: roster.guests, from: frames.times[0], to };
}
