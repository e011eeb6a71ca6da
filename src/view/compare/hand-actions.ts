import type { Seconds } from '../../model/units.ts';
import { replaceBranch } from '../../store/branches.ts';
import { replaceMove } from '../../store/hand-moves.ts';
import type { Pair } from '../../store/runs.ts';
import { clockText } from '../format.ts';
import { COMPARE } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import type { HandItem, HandPlace } from './hand-items.ts';
import type { Side } from './metrics.ts';

function retimeMove(pair: Pair, index: number, at: Seconds | undefined): void {
  const old = pair.a.scenario.run?.moves?.[index];
  if (!old) return;
  const label = at === undefined ? HAND.labels.removeMove : HAND.labels.changeMove;
  replaceMove(old, at === undefined ? undefined : { ...old, at }, label(old.guest, clockText(old.at)));
}

function retimeBranch(pair: Pair, side: Side, index: number, at: Seconds | undefined): void {
  const old = pair[side].choice.branches?.[index];
  if (!old) return;
  const label = at === undefined ? HAND.labels.removeBranch : HAND.labels.changeBranch;
  const words = label(COMPARE.sides[side], clockText(old.at));
  replaceBranch(side, old, at === undefined ? undefined : { ...old, at }, words);
}

/** The same at another time, or (`at` undefined) gone. */
function retime(pair: Pair, place: HandPlace, at: Seconds | undefined): void {
  if (place.kind === 'move') retimeMove(pair, place.index, at);
  else retimeBranch(pair, place.side, place.index, at);
}

/** Another time for what was done by hand, as one step that can be undone. */
export function moveItem(pair: Pair, { place, at: before }: HandItem, at: Seconds): void {
  if (at !== before) retime(pair, place, at);
}

/** Takes back what was done by hand, as one step that can be undone. */
export function removeItem(pair: Pair, { place }: Pick<HandItem, 'place'>): void {
  retime(pair, place, undefined);
}
