import { useEffect, useMemo, useRef } from 'react';
import { moveGuests } from '../../store/explore.ts';
import { useMoveCosts, usePinCosts, type Movers } from '../../store/explore-costs.ts';
import type { NodeState } from '../map/types.ts';
import { SELECTION } from '../texts/explore.ts';
import type { Dropped, Held, HeldSpot } from './drag.ts';
import { commandsOf } from './commands.ts';
import type { MoverId } from './movers.ts';
import { nodeStates, type Holding } from './node-states.ts';
import { bestNode, chosenOffer, offersOf, pinOffer, type NodeOffer } from './offers.ts';
import { noPinsOn, pinCounts, pinOf } from './pins.ts';
import { heldGuests, heldParts, partsOf, type Placed } from './placed.ts';
import type { Drag } from './use-drag.ts';
import { heldName, moved, pinned, putBack, refusedDrop, spoken } from './wording.ts';

/** A guest in hand with its costs, and what is said about it. */
export interface Moving {
  readonly holding: Holding | undefined;
  readonly states: ReadonlyMap<number, NodeState> | undefined;
  /** For the live region. */
  readonly said: string;
}

interface Aim {
  readonly held: Held | null;
  readonly over: number | null;
  readonly spot: HeldSpot;
  readonly mechanism: MoverId | null;
}

/** What the drag holds over what. */
function aimOf({ state }: Drag): Aim {
  if (state.kind === 'lifted' || state.kind === 'dropped') return state;
  return { held: state.kind === 'pressed' ? state.held : null, over: null, spot: null, mechanism: null };
}

/** What is in hand is called by its name, several guests by their number. */
export function nameOf(placed: Placed, held: Held): string {
  if (held.also) return SELECTION.count(heldGuests(held).length);
  return heldName(placed.guests[held.guest]?.name ?? '?', held.part, partsOf(placed, held.guest).length);
}

/** Ids of the nodes in the order in which their costs are wanted: under the hand first, then the nearest to it. */
function useWanted({ nearest }: Drag, placed: Placed, held: Held | null, over: number | null): readonly number[] {
  const from = held?.from;
  const whole = held?.also !== undefined;
  return useMemo(() => {
    if (from === undefined) return [];
    const near = nearest(over ?? from).filter((node) => whole || node !== from);
    return near.map((node) => idOf(placed, node));
  }, [nearest, placed, from, over, whole]);
}

/** Who is in hand, by name; the same object for as long as the same are held. */
function useMovers(placed: Placed, held: Held | null): Movers | null {
  return useMemo(() => {
    const guest = held && placed.guests[held.guest];
    if (!held || !guest) return null;
    const also = (held.also ?? []).map((one) => placed.guests[one]!.name);
    return { guest: guest.name, part: held.part, also };
  }, [placed, held]);
}

const NO_COUNTS: readonly number[] = [];

/** The CPUs under the hand with what pinning to them would cost; undefined where none are chosen. */
function usePin(placed: Placed, { held, over, spot }: Aim, movers: Movers | null) {
  const pin = useMemo(() => (held ? pinOf(placed, held, over, spot) : undefined), [placed, held, over, spot]);
  const node = pin?.node;
  const counts = useMemo(() => (node === undefined ? NO_COUNTS : pinCounts(placed, node)), [placed, node]);
  const costs = usePinCosts(movers, node === undefined ? null : idOf(placed, node), counts);
  return useMemo(() => {
    if (!pin || !held) return undefined;
    const isHome = heldParts(placed, held).every((part) => part.home === pin.node);
    return { pin, offer: pinOffer(pin.node, costs.get(pin.group.count), isHome) };
  }, [placed, held, pin, costs]);
}

/** The node where everything in hand is at home, −1 = there is none. */
function homeOf(placed: Placed, held: Held): number {
  if (!held.also) return held.from;
  return heldParts(placed, held).every((part) => part.home === held.from) ? held.from : -1;
}

function useHolding(drag: Drag, placed: Placed): Holding | undefined {
  const aim = aimOf(drag);
  const { held, over, spot, mechanism } = aim;
  const movers = useMovers(placed, held);
  const costs = useMoveCosts(movers, useWanted(drag, placed, held, over));
  const aimed = usePin(placed, aim, movers);
  return useMemo(() => {
    if (!held || !movers) return undefined;
    const plain = offersOf(
      placed.host.nodes.map((node) => node.id),
      costs,
    );
    const offers = aimed ? plain.map((offer) => (offer.node === aimed.pin.node ? aimed.offer : offer)) : plain;
    const best = bestNode(plain, homeOf(placed, held));
    return { placed, held, name: nameOf(placed, held), over, spot, pin: aimed?.pin, mechanism, offers, best };
  }, [placed, held, movers, costs, aimed, over, spot, mechanism]);
}

function idOf(placed: Placed, node: number): number {
  return placed.host.nodes[node]?.id ?? node;
}

const UNKNOWN: Omit<NodeOffer, 'node'> = { state: 'computing', offers: [], best: undefined };

/** What the live region says while a guest is in hand. */
function sayHolding({ placed, held, name, over, spot, pin, mechanism, offers }: Holding): string {
  if (over === null) return `${name} in hand`;
  const id = idOf(placed, over);
  const unnumbered = spot === 'unnumbered' ? `; ${noPinsOn(placed, over).spoken}` : '';
  if (over === homeOf(placed, held) && !pin) return `${name} over node ${id}: home${unnumbered}`;
  return spoken(name, id, offers[over] ?? { node: over, ...UNKNOWN }, mechanism, pin) + unnumbered;
}

/** Applies a drop once its cost is known; gives what to say, undefined while it is not. */
function applyDrop(state: Dropped, holding: Holding): string | undefined {
  const { placed, held, name, offers, pin } = holding;
  const offer = offers[state.over];
  if (!offer || offer.state === 'computing') return undefined;
  const id = idOf(placed, state.over);
  const chosen = chosenOffer(offer, state.mechanism);
  if (!chosen?.cost) return refusedDrop(name, id, chosen?.refused ?? 'not offered');
  moveGuests(commandsOf(holding, state.over, chosen.mover, pin));
  return pin && state.over === homeOf(placed, held) ? pinned(name, id, pin) : moved(name, id, chosen.mover, pin);
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
