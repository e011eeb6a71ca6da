import { useMemo } from 'react';
import type { GuestPaint } from '../map/colours.ts';
import type { MapGraph } from '../map/graph.ts';
import { cardOf } from './card.ts';
import { CostCard } from './CostCard.tsx';
import type { DragInput } from './drag.ts';
import type { Holding } from './node-states.ts';
import { heldSpeed } from './placed.ts';

interface HeldCardProps {
  readonly holding: Holding;
  readonly graph: MapGraph;
  readonly paints: readonly GuestPaint[];
  readonly send: (input: DragInput) => void;
  readonly setBox: (element: HTMLElement | null) => void;
}

/** The cost card of the guest in hand over the node it is held over. */
export function HeldCard({ holding, graph, paints, send, setBox }: HeldCardProps) {
  const { placed, held, over, name } = holding;
  const offer = over === null ? undefined : holding.offers[over];
  const card = useMemo(() => offer && cardOf(offer, holding, graph), [offer, holding, graph]);
  if (!offer || !card) return null;
  const idOf = (node: number): number => placed.host.nodes[node]!.id;
  return (
    <CostCard
      guest={held.also ? name : placed.guests[held.guest]!.name}
      name={name}
      nodeId={idOf(offer.node)}
      computing={offer.state === 'computing'}
      staysHome={over === held.from && !held.also}
      card={card}
      stay={heldSpeed(placed, held)}
      paints={paints}
      hue={paints[held.guest]?.base ?? 'transparent'}
      idOf={idOf}
      onMechanism={(mechanism) => send({ type: 'mechanism', mechanism })}
      onChoose={(node) => send({ type: 'choose', over: node })}
      onPlace={() => send({ type: 'place' })}
      onCancel={() => send({ type: 'interrupt' })}
      setBox={setBox}
    />
  );
}
