import type { Seconds } from '../../model/units.ts';
import type { Frames } from '../frames.ts';
import { finish, step } from './loop.ts';
import { createRecorder, heldBytes, rosterOf, takeFrames, type Recorder, type Roster } from '../results/recorder.ts';
import type { Accounts, Session, Setting } from './session.ts';
import { checkpointOf, copyAccounts, goOn, type Checkpoint } from './snapshot.ts';

/** A checkpoint, and what the run had come to by then; of most checkpoints only pictures are wanted. */
interface Kept {
  readonly checkpoint: Checkpoint;
  readonly accounts: Accounts | undefined;
}

/** Checkpoints of a run, evenly over its events: at most `MOST`, whatever its length. */
export interface Archive {
  kept: readonly Kept[];
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
/** One checkpoint in so many keeps the accounts, which of a long run take more than the instant itself. */
const ACCOUNTS_EVERY = 4;
/** Most that the frames of one window take. */
const WINDOW_BYTES = 8_000_000;

export function createArchive(): Archive {
  return { kept: [], every: FIRST_EVERY, sinceLast: FIRST_EVERY };
}

/** Call it before each event. Keeps a checkpoint now and then; when there are too many, every second one goes. */
export function keepCheckpoint(archive: Archive, s: Session): void {
  if (archive.sinceLast++ < archive.every) return;
  archive.sinceLast = 1;
  const hasAccounts = archive.kept.length % ACCOUNTS_EVERY === 0;
  const accounts = hasAccounts ? copyAccounts(s) : undefined;
  archive.kept = [...archive.kept, { checkpoint: checkpointOf(s), accounts }];
  if (archive.kept.length > MOST) thin(archive);
}

function thin(archive: Archive): void {
  archive.kept = archive.kept
    .filter((_, n) => n % 2 === 0)
    .map((kept, n) => (n % ACCOUNTS_EVERY === 0 ? kept : { ...kept, accounts: undefined }));
  archive.every *= 2;
}

/** A run that goes on from a checkpoint under another setting, with the archive of both. */
interface Branched {
  readonly session: Session;
  readonly archive: Archive;
}

/**
 * Goes on under a setting that is the run's own until `at`, in its first `stages` stages: from the last checkpoint with
 * accounts that has passed nothing after `at`. It records no frames of its own; the checkpoints before it are shared.
 */
export function goOnFrom({ kept, every }: Archive, setting: Setting, at: Seconds, stages: number): Branched {
  const fits = ({ checkpoint, accounts }: Kept): boolean =>
    accounts !== undefined && checkpoint.now <= at && checkpoint.stage < stages;
  const n = kept.findLastIndex(fits);
  const { checkpoint, accounts } = kept[n];
  const session = goOn(setting, checkpoint, accounts, createRecorder(0));
  return { session, archive: { kept: kept.slice(0, n + 1), every, sinceLast: 1 } };
}

function checkpointBefore({ kept }: Archive, t: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle].checkpoint.since <= t) low = middle + 1;
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
  const checkpoint = archive.kept[n]?.checkpoint;
  if (checkpoint === undefined) return undefined;
  const end = archive.kept[n + 1]?.checkpoint.since ?? setting.until;
  const roster = presentBetween(setting, checkpoint.since, end);
  const recorder = createRecorder(Infinity, roster);
  const from = goOn(setting, checkpoint);
  const start = Math.min(t, setting.until) - LOOK_BACK * (end - checkpoint.since);
  while (from.since < start && step(from, start));
  const { frames, to } = playWindow({ ...from, recorder }, recorder, Math.min(t, setting.until), end);
  return { frames, guests: roster.guests, from: frames.times[0], to };
}
