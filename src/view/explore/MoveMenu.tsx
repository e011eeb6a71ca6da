import { useCallback } from 'react';
import type { Holding } from './node-states.ts';
import { PartMenu } from './PartMenu.tsx';
import { holdOf, partsOf, type Placed } from './placed.ts';
import type { Drag } from './use-drag.ts';
import type { GuestMenu } from './use-explorer.ts';
import { heldName } from './wording.ts';

interface MoveMenuProps {
  readonly menu: GuestMenu;
  readonly placed: Placed;
  readonly drag: Drag;
  readonly holding: Holding | undefined;
}

/** The menu of one part, bound to the drag: what it offers are the drag's own inputs. */
export function MoveMenu({ menu, placed, drag, holding }: MoveMenuProps) {
  const { part, anchor, close, show } = menu;
  const { state, send } = drag;
  const lifted = state.kind === 'lifted' ? state : undefined;
  const count = partsOf(placed, part.guest).length;
  const onClose = useCallback((): void => {
    send({ type: 'interrupt' });
    close();
  }, [send, close]);
  return (
    <PartMenu
      name={heldName(placed.guests[part.guest]?.name ?? '', part.part, count)}
      anchor={anchor}
      moving={lifted !== undefined}
      home={part.node}
      over={lifted?.over ?? null}
      mechanism={lifted?.mechanism ?? null}
      offers={holding?.offers ?? []}
      idOf={(node) => placed.host.nodes[node]?.id ?? node}
      split={count > 1}
      onMove={(whole) => send({ type: 'lift', held: holdOf(placed, part, whole) })}
      onShow={show}
      onChoose={(over) => send({ type: 'choose', over })}
      onMechanism={(mechanism) => {
        send({ type: 'mechanism', mechanism });
        send({ type: 'place' });
      }}
      onClose={onClose}
    />
  );
}
