import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Pair } from '../../store/runs.ts';
import { clockText } from '../format.ts';
import { HAND } from '../texts/hand.ts';
import type { Clock } from './clock.ts';
import { moveItem, removeItem } from './hand-actions.ts';
import { useHandAsking, type HandWish } from './hand-asking.ts';
import { HandDialogs, type Opened } from './HandDialogs.tsx';
import { handItems, type HandItem } from './hand-items.ts';
import type { HandActions } from './HandLane.tsx';

/** What is done by hand in a comparison. */
export interface ByHand {
  /** What the timeline shows of it; the same for as long as nothing of it changes. */
  readonly drawn: { readonly items: readonly HandItem[]; readonly actions: HandActions };
  /** Begins a branch or a move at the time on the clock. */
  readonly begin: (wish: HandWish) => void;
  /** The dialog that is open, and what was done last, for the live region. */
  readonly dialogs: ReactNode;
}

/** Branches and moves by hand: what there is, and every way to change it. */
export function useByHand(pair: Pair, clock: Clock, selected: string | null): ByHand {
  const { a, b } = pair;
  const moves = a.scenario.run?.moves;
  const items = useMemo(() => handItems(a, b, moves ?? []), [a, b, moves]);
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState('');
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
      onList: (list) => setOpened({ kind: 'list', items: list }),
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
  const close = useCallback(() => setOpened(undefined), []);
  const dialogs = (
    <>
      <HandDialogs opened={opened} pair={pair} selected={selected} actions={actions} onSaid={setSaid} onClose={close} />
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  );
  const drawn = useMemo(() => ({ items, actions }), [items, actions]);
  return { drawn, begin, dialogs };
}
