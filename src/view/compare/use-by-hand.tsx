import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Seconds } from '../../model/units.ts';
import { chooseFor, withBranch, withoutBranch } from '../../store/branches.ts';
import type { Pair } from '../../store/runs.ts';
import { useStrategies } from '../../store/strategies.ts';
import { clockText } from '../format.ts';
import { COMPARE } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import type { Clock } from './clock.ts';
import { useHandAsking, type HandWish } from './hand-asking.ts';
import { handItems, type HandItem, type HandPlace } from './hand-items.ts';
import type { HandActions } from './HandLane.tsx';

const BranchDialog = lazy(async () => ({ default: (await import('./BranchDialog.tsx')).BranchDialog }));
const BranchEditor = lazy(async () => ({ default: (await import('./BranchDialog.tsx')).BranchEditor }));

/** The dialog that is open. */
type Opened = { readonly kind: 'new'; readonly wish: HandWish; readonly at: Seconds } | HandPlace;

/** What is done by hand in a comparison. */
export interface ByHand {
  readonly items: readonly HandItem[];
  readonly actions: HandActions;
  /** Begins a branch or a move at the time on the clock. */
  readonly begin: (wish: HandWish) => void;
  /** The dialog that is open, and what was done last, for the live region. */
  readonly dialogs: ReactNode;
}

function moveItem(pair: Pair, { place }: HandItem, at: Seconds): void {
  if (place.kind !== 'branch') return;
  const { choice } = pair[place.side];
  const old = choice.branches?.[place.index];
  if (!old || old.at === at) return;
  const label = HAND.labels.changeBranch(COMPARE.sides[place.side], clockText(old.at));
  chooseFor(place.side, withBranch(choice, place.index, { ...old, at }), label);
}

function removeItem(pair: Pair, { place, at }: HandItem): void {
  if (place.kind !== 'branch') return;
  const label = HAND.labels.removeBranch(COMPARE.sides[place.side], clockText(at));
  chooseFor(place.side, withoutBranch(pair[place.side].choice, place.index), label);
}

/** Branches and moves by hand: what there is, and every way to change it. */
export function useByHand(pair: Pair, clock: Clock): ByHand {
  const { a, b } = pair;
  const moves = a.scenario.run?.moves;
  const items = useMemo(() => handItems(a, b, moves ?? []), [a, b, moves]);
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState('');
  const { data: infos } = useStrategies();
  const begin = useCallback(
    (wish: HandWish): void => {
      clock.pause();
      setOpened({ kind: 'new', wish, at: clock.now() });
    },
    [clock],
  );
  useHandAsking(begin);
  const actions = useMemo(
    (): HandActions => ({
      onEdit: ({ place }) => setOpened(place),
      onMove: (item, at) => {
        moveItem(pair, item, at);
        setSaid(HAND.saidMoved(item.name, clockText(at)));
      },
      onRemove: (item) => {
        removeItem(pair, item);
        setSaid(HAND.saidRemoved(item.name));
      },
    }),
    [pair],
  );
  const close = (): void => setOpened(undefined);
  const shared = infos && { pair, infos, onSaid: setSaid, onClose: close };
  const dialogs = (
    <>
      <Suspense>
        {shared && opened?.kind === 'new' && <BranchDialog {...shared} at={opened.at} />}
        {shared && opened?.kind === 'branch' && <BranchEditor {...shared} side={opened.side} index={opened.index} />}
      </Suspense>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  );
  return { items, actions, begin, dialogs };
}
