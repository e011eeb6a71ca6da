import { useMemo, useState } from 'react';
import { useAfterMoves, type MoveCommand } from '../../store/explore.ts';
import type { LensId } from '../map/lens.ts';
import type { Difference, NodeState } from '../map/types.ts';
import { commandsOf } from './commands.ts';
import { changeBetween } from './foresight.ts';
import type { Holding } from './node-states.ts';
import { chosenOffer } from './offers.ts';
import type { Placed } from './placed.ts';
import type { Drag } from './use-drag.ts';

/** What the lens of differences shows in Explore. */
export interface Foresight {
  /** undefined = there is nothing to compare. */
  readonly difference: Difference | undefined;
  /** It is about a drop that has not happened. */
  readonly ahead: boolean;
}

const NOTHING: readonly MoveCommand[] = [];

/** The moves of a drop where the hand is; none where it would change nothing or is refused. */
function pendingMoves(holding: Holding | undefined): readonly MoveCommand[] {
  if (!holding || holding.over === null) return NOTHING;
  const offer = holding.offers[holding.over];
  const chosen = offer && offer.state !== 'computing' ? chosenOffer(offer, holding.mechanism) : undefined;
  return chosen?.cost ? commandsOf(holding, holding.over, chosen.mover, holding.pin) : NOTHING;
}

interface Steps {
  /** The placement that is shown. */
  readonly now: Placed;
  /** A drop is under way from it. */
  readonly dropping: boolean;
  /** The one before the last drop; undefined after anything else. */
  readonly before: Placed | undefined;
}

/** The placement before the last drop, until anything else is done. */
function useBefore(placed: Placed, { state }: Drag): Placed | undefined {
  const [steps, setSteps] = useState<Steps>({ now: placed, dropping: false, before: undefined });
  const { guests, host } = steps.now;
  if (guests !== placed.guests || host !== placed.host) {
    const isMove = steps.dropping && host === placed.host;
    setSteps({ now: placed, dropping: false, before: isMove ? steps.now : undefined });
  } else if (state.kind === 'dropped' && !steps.dropping) {
    setSteps({ ...steps, dropping: true });
  } else if (steps.dropping && state.kind === 'lifted') {
    setSteps({ ...steps, dropping: false });
  }
  return steps.before;
}

/** Against before the move: while a guest is in hand what its drop would change, afterwards what the last move has changed. */
export function useForesight(placed: Placed, drag: Drag, holding: Holding | undefined, lens: LensId): Foresight {
  const before = useBefore(placed, drag);
  const isOn = lens === 'change';
  const pending = useMemo(() => (isOn ? pendingMoves(holding) : NOTHING), [isOn, holding]);
  // The same moves keep their identity while offers for other nodes come in.
  const [moves, setMoves] = useState(pending);
  if (moves !== pending && JSON.stringify(moves) !== JSON.stringify(pending)) setMoves(pending);
  const { data } = useAfterMoves(moves);
  const inHand = holding !== undefined && drag.state.kind === 'lifted';
  const difference = useMemo(() => {
    if (!isOn) return undefined;
    const { host, guests } = placed;
    const at = data?.source.frameAt(0);
    if (inHand) return data && at && changeBetween(host, placed, { guests: data.scenario.guests, at }, guests);
    return before && changeBetween(host, before, placed, guests);
  }, [isOn, inHand, placed, data, before]);
  return { difference, ahead: inHand };
}

/** What the rooms say while a guest is in hand under the lens: what changes, but for the target, which says more by itself. */
export function withChanges(
  states: ReadonlyMap<number, NodeState>,
  difference: Difference | undefined,
): ReadonlyMap<number, NodeState> {
  if (!difference) return states;
  return new Map(
    [...states].map(([node, state]) => {
      const { cpuText, freeText, change } = difference.states.get(node) ?? {};
      return [
        node,
        { ...(cpuText && { cpuText }), ...(freeText && { freeText }), ...(change && { change }), ...state },
      ];
    }),
  );
}
