import type { Seconds } from '../../model/units.ts';
import { chooseFor, withBranch, withoutBranch } from '../../store/branches.ts';
import { removeMove, replaceMove } from '../../store/hand-moves.ts';
import type { Pair } from '../../store/runs.ts';
import { clockText } from '../format.ts';
import { COMPARE } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import type { HandItem } from './hand-items.ts';

function moveMove(pair: Pair, index: number, at: Seconds): void {
  const old = pair.a.scenario.run?.moves?.[index];
  if (old && old.at !== at) replaceMove(index, { ...old, at }, HAND.labels.changeMove(old.guest, clockText(old.at)));
}

/** Another time for what was done by hand, as one step that can be undone. */
export function moveItem(pair: Pair, { place }: HandItem, at: Seconds): void {
  if (place.kind === 'move') return moveMove(pair, place.index, at);
  const { choice } = pair[place.side];
  const old = choice.branches?.[place.index];
  if (!old || old.at === at) return;
  const label = HAND.labels.changeBranch(COMPARE.sides[place.side], clockText(old.at));
  chooseFor(place.side, withBranch(choice, place.index, { ...old, at }), label);
}

/** Takes back what was done by hand, as one step that can be undone. */
export function removeItem(pair: Pair, { place, at }: HandItem): void {
  if (place.kind === 'move') {
    const guest = pair.a.scenario.run?.moves?.[place.index]?.guest ?? '';
    return removeMove(place.index, HAND.labels.removeMove(guest, clockText(at)));
  }
  const label = HAND.labels.removeBranch(COMPARE.sides[place.side], clockText(at));
  chooseFor(place.side, withoutBranch(pair[place.side].choice, place.index), label);
}
