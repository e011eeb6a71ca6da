import { useEffect, useMemo, useRef } from 'react';
import { moveGuest, useMoveCosts } from '../../store/explore.ts';
import type { MoverId } from './movers.ts';
import type { Dropped, Held } from './drag.ts';
import { nodeStates, type Holding } from './node-states.ts';
import { bestNode, chosenOffer, offersOf, type NodeOffer } from './offers.ts';
import { partsOf, targetsOf, type Placed } from './placed.ts';
import type { Drag } from './use-drag.ts';
import { heldName, moved, putBack, refusedDrop, spoken } from './wording.ts';
import type { NodeState } from '../map/types.ts';

/** A guest in hand with its costs, and what is said about it. */
export interface Moving {
  readonly holding: Holding | undefined;
  readonly states: ReadonlyMap<number, NodeState> | undefined;
  /** For the live region. */
  readonly said: string;
}

function heldOf(drag: Drag): Held | null {
  return drag.state.kind === 'idle' ? null : drag.state.held;
}

function nameOf(placed: Placed, held: Held): string {
  return heldName(placed.guests[held.guest]?.name ?? '?', held.part, partsOf(placed, held.guest).length);
}

/** Ids of the nodes in the order in which their costs are wanted: under the hand first, then the nearest to it. */
function useWanted({ nearest }: Drag, placed: Placed, held: Held | null, over: number | null): readonly number[] {
  const from = held?.from;
  return useMemo(() => {
    if (from === undefined) return [];
    const near = nearest(over ?? from).filter((node) => node !== from);
    return near.map((node) => idOf(placed, node));
  }, [nearest, placed, from, over]);
}

function useHolding(drag: Drag, placed: Placed): Holding | undefined {
  const { state } = drag;
  const held = heldOf(drag);
  const guest = held && placed.guests[held.guest];
  const over = state.kind === 'lifted' || state.kind === 'dropped' ? state.over : null;
  const costs = useMoveCosts(guest?.name ?? null, held?.part ?? null, useWanted(drag, placed, held, over));
  const mechanism: MoverId | null = state.kind === 'lifted' || state.kind === 'dropped' ? state.mechanism : null;
  return useMemo(() => {
    if (!held || !guest) return undefined;
    const ids = placed.host.nodes.map((node) => node.id);
    const offers = offersOf(ids, costs);
    return { placed, held, name: nameOf(placed, held), over, mechanism, offers, best: bestNode(offers, held.from) };
  }, [placed, held, guest, costs, over, mechanism]);
}

function idOf(placed: Placed, node: number): number {
  return placed.host.nodes[node]?.id ?? node;
}

/** What the live region says while a guest is in hand. */
function sayHolding({ placed, held, name, over, mechanism, offers }: Holding): string {
  if (over === null) return `${name} in hand`;
  if (over === held.from) return `${name} over node ${idOf(placed, over)}: home`;
  const offer: NodeOffer = offers[over] ?? { node: over, state: 'computing', offers: [], best: undefined };
  return spoken(name, idOf(placed, over), offer, mechanism);
}

/** Applies a drop once its cost is known; gives what to say, undefined while it is not. */
function applyDrop(state: Dropped, { placed, held, name, offers }: Holding): string | undefined {
  const offer = offers[state.over];
  if (!offer || offer.state === 'computing') return undefined;
  const id = idOf(placed, state.over);
  const chosen = chosenOffer(offer, state.mechanism);
  if (!chosen?.cost) return refusedDrop(name, id, chosen?.refused ?? 'not offered');
  const guest = placed.guests[held.guest]!.name;
  moveGuest({ guest, to: targetsOf(placed, held, state.over), mechanism: chosen.mover });
  return moved(name, id, chosen.mover);
}

function said(drag: Drag, holding: Holding | undefined, placed: Placed): string {
  const { state } = drag;
  if (state.kind === 'lifted') return holding ? sayHolding(holding) : '';
  if (state.kind !== 'idle') return '';
  return state.said ?? (state.back ? putBack(nameOf(placed, state.back)) : '');
}

/** What a guest in hand means for every node; drops are applied here, as soon as their cost is known. */
export function useMoving(drag: Drag, placed: Placed): Moving {
  const { state, send } = drag;
  const holding = useHolding(drag, placed);
  useEffect(() => {
    const outcome = state.kind === 'dropped' && holding ? applyDrop(state, holding) : undefined;
    if (outcome !== undefined) send({ type: 'settle', said: outcome });
  }, [state, holding, send]);
  const shown = state.kind === 'lifted' || state.kind === 'dropped';
  const states = useMemo(() => (holding && shown ? nodeStates(holding) : undefined), [holding, shown]);
  return { holding, states, said: said(drag, holding, placed) };
}

/** Ends the drag when what it began on is no longer there. */
export function useInterrupt(drag: Drag, placed: Placed): void {
  const { send } = drag;
  const begun = useRef(placed);
  useEffect(() => {
    if (begun.current === placed) return;
    begun.current = placed;
    send({ type: 'interrupt' });
  }, [send, placed]);
}
