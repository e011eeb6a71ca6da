import { useMemo, useSyncExternalStore } from 'react';
import type { Guest } from '../../model/scenario.ts';
import type { Pair, SideRun } from '../../store/runs.ts';
import type { Difference, FrameAt } from '../map/types.ts';
import { differenceOf, type RunAt } from './difference.ts';
import type { Side } from './metrics.ts';

export type DifferenceAt = (guests: readonly Guest[], at: FrameAt) => Difference | undefined;
type Differences = Readonly<Record<Side, DifferenceAt>>;

function runAt({ pieces }: SideRun, time: number): RunAt | undefined {
  const piece = pieces.at(time);
  const at = piece?.source.frameAt(time);
  return piece && at && { guests: piece.guests, at };
}

function sameFrame(a: FrameAt, b: FrameAt): boolean {
  return a.frames === b.frames && a.index === b.index;
}

/** One side against the other; the same answer for as long as both stand at the same frames. */
function sideAgainst(pair: Pair, side: Side): DifferenceAt {
  const other = side === 'a' ? pair.b : pair.a;
  let last: { readonly own: RunAt; readonly against: RunAt; readonly difference: Difference } | undefined;
  return (guests, at) => {
    const against = runAt(other, at.time);
    if (!against) return undefined;
    if (last?.own.guests === guests && sameFrame(last.own.at, at) && sameFrame(last.against.at, against.at))
      return last.difference;
    const own = { guests, at };
    const [a, b] = side === 'a' ? [own, against] : [against, own];
    last = { own, against, difference: differenceOf(pair.a.scenario.host, own, a, b) };
    return last.difference;
  };
}

/** What a pair differs in, made anew when more of a run can be seen. */
class DifferenceSource {
  #now: Differences;
  readonly #pair: Pair;

  constructor(pair: Pair) {
    this.#pair = pair;
    this.#now = { a: sideAgainst(pair, 'a'), b: sideAgainst(pair, 'b') };
  }

  readonly get = (): Differences => this.#now;

  readonly subscribe = (onChange: () => void): (() => void) => {
    const renew = (): void => {
      this.#now = { a: sideAgainst(this.#pair, 'a'), b: sideAgainst(this.#pair, 'b') };
      onChange();
    };
    const ends = [this.#pair.a, this.#pair.b].map(({ pieces }) => pieces.subscribe(renew));
    return () => ends.forEach((end) => end());
  };
}

/** Each side against the other at any instant, for the maps. */
export function useDifferences(pair: Pair): Differences {
  const source = useMemo(() => new DifferenceSource(pair), [pair]);
  return useSyncExternalStore(source.subscribe, source.get);
}
