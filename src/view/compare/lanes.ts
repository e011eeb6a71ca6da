import type { MoveRecord, RunResult, TimelineEvent, TimelineKind } from '../../engine/reports.ts';
import type { Seconds } from '../../model/units.ts';
import type { Side } from './metrics.ts';

export type MarkKind = 'arrive' | 'depart' | 'phase' | 'refuse';

/** Something that happened to one or several guests at about one instant. */
export interface Mark {
  readonly at: Seconds;
  readonly kind: MarkKind;
  readonly guests: readonly string[];
  /** Which side refused them; arrivals and departures are the same on both. */
  readonly side: Side | undefined;
}

function isMark(kind: TimelineKind): kind is MarkKind {
  return kind === 'arrive' || kind === 'depart' || kind === 'phase' || kind === 'refuse';
}

function markOf({ at, kind, guest }: TimelineEvent, side: Side): Mark | undefined {
  if (!isMark(kind)) return undefined;
  return { at, kind, guests: [guest], side: kind === 'refuse' ? side : undefined };
}

/**
 * What happened in both runs, in order of time. Guests come and go alike on both sides, unless one side refused them: what A says counts for both, and of B only its
 * refusals and what happened to guests that A refused.
 */
export function marksOf({ events: a }: RunResult, { events: b }: RunResult): readonly Mark[] {
  const refusedByA = new Set(a.filter(({ kind }) => kind === 'refuse').map(({ guest }) => guest));
  const ofA = a.flatMap((event) => markOf(event, 'a') ?? []);
  const ofB = b.flatMap((event) => {
    const counts = event.kind === 'refuse' || refusedByA.has(event.guest);
    return counts ? (markOf(event, 'b') ?? []) : [];
  });
  return [...ofA, ...ofB].toSorted((x, y) => x.at - y.at);
}

/** A mark that may still take guests in: a day has thousands of events. */
interface Merging extends Mark {
  readonly guests: string[];
}

/** Marks in order of time; those of one kind within `within` seconds of the first become one. */
export function mergedMarks(marks: readonly Mark[], within: Seconds): readonly Mark[] {
  const merged: Merging[] = [];
  const latest = new Map<string, Merging>();
  for (const mark of marks) {
    const kind = `${mark.kind} ${mark.side}`;
    const last = latest.get(kind);
    if (last && mark.at - last.at <= within) last.guests.push(...mark.guests);
    else {
      const next = { ...mark, guests: [...mark.guests] };
      merged.push(next);
      latest.set(kind, next);
    }
  }
  return merged;
}

/** Room that a sign takes, px. */
export const SIGN_PX = 11;
/** Signs closer than this become one, px; farther apart where there are too many to stand side by side. */
const CLOSE_PX = 6;
const DENSE_PX = 40;

/** Marks that find room side by side on a plot of a width, px. */
export function fittingMarks(all: readonly Mark[], until: Seconds, plotW: number): readonly Mark[] {
  const within = (px: number): readonly Mark[] => mergedMarks(all, (px * until) / plotW);
  const marks = within(CLOSE_PX);
  return marks.length * SIGN_PX <= plotW ? marks : within(DENSE_PX);
}

/** Moves that were begun, in order. */
export function startedMoves({ moves, events }: RunResult): readonly MoveRecord[] {
  const started = new Set(events.filter((event) => event.kind === 'move-start').map((event) => event.move));
  return moves.filter((_, index) => started.has(index));
}

/** Instants of a comparison: of a day there are tens of thousands, so they are put in order when they are first asked for. */
export type Instants = () => readonly Seconds[];

/** Every instant at which something happens in either run, ascending. */
export function instantsOf(a: RunResult, b: RunResult): readonly Seconds[] {
  return [...new Set([...a.events, ...b.events].map((event) => event.at))].toSorted((x, y) => x - y);
}

/** The same, worked out when it is first asked for. */
export function lazyInstants(a: RunResult, b: RunResult): Instants {
  let known: readonly Seconds[] | undefined;
  return () => (known ??= instantsOf(a, b));
}
