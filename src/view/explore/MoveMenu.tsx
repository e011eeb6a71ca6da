import { useCallback } from 'react';
import { unpinGuest } from '../../store/explore.ts';
import { MENU } from '../texts/explore.ts';
import type { MenuCommand } from './menu-items.tsx';
import type { Holding } from './node-states.ts';
import { PartMenu } from './PartMenu.tsx';
import { pinItems, pinnedParts } from './pins.ts';
import { holdOf, partsOf, type Placed } from './placed.ts';
import type { Drag } from './use-drag.ts';
import type { GuestMenu } from './use-explorer.ts';
import { nameOf } from './use-moving.ts';
import type { Picks } from './use-picks.ts';

interface MoveMenuProps {
  readonly menu: GuestMenu;
  readonly placed: Placed;
  readonly drag: Drag;
  readonly picks: Picks;
  readonly holding: Holding | undefined;
}

/** What the menu can do beside moving what is in hand; several guests have no more. */
function commandsFor({ menu, placed, drag, picks }: MoveMenuProps, isSet: boolean): readonly MenuCommand[] {
  const { part, close, show } = menu;
  const { guest } = part;
  const { name } = placed.guests[guest]!;
  const closing = (act: () => void) => (): void => {
    act();
    close();
  };
  const all = (): void => drag.send({ type: 'lift', held: holdOf(placed, part, true) });
  const isSplit = partsOf(placed, guest).length > 1;
  const isPinned = pinnedParts(placed, guest).length > 0;
  const isPicked = picks.guests.includes(guest);
  return [
    { title: MENU.moveAll, opens: true, does: isSplit && !isSet ? all : undefined },
    { title: MENU.unpin, does: isPinned && !isSet ? closing(() => unpinGuest(name)) : undefined },
    { title: isPicked ? MENU.deselect : MENU.select, does: closing(() => picks.toggle(guest)) },
    { title: MENU.details, does: isSet ? undefined : show },
  ];
}

/** The menu of one part, bound to the drag: what it offers are the drag's own inputs. One of several that are selected moves all. */
export function MoveMenu(props: MoveMenuProps) {
  const { menu, placed, drag, picks, holding } = props;
  const { part, anchor, close } = menu;
  const { state, send } = drag;
  const lifted = state.kind === 'lifted' ? state : undefined;
  const held = holdOf(placed, part, false, picks.guests);
  const isSet = held.also !== undefined;
  const onClose = useCallback((): void => {
    send({ type: 'interrupt' });
    close();
  }, [send, close]);
  return (
    <PartMenu
      name={nameOf(placed, held)}
      anchor={anchor}
      moving={lifted !== undefined}
      home={isSet ? -1 : part.node}
      over={lifted?.over ?? null}
      spot={lifted?.spot ?? null}
      mechanism={lifted?.mechanism ?? null}
      offers={holding?.offers ?? []}
      idOf={(node) => placed.host.nodes[node]?.id ?? node}
      cpusOf={(node) => (isSet ? [] : pinItems(placed, node))}
      commands={commandsFor(props, isSet)}
      onMove={() => send({ type: 'lift', held })}
      onChoose={(over, spot) => send({ type: 'choose', over, ...(spot && { spot }) })}
      onPlace={() => send({ type: 'place' })}
      onMechanism={(mechanism) => {
        send({ type: 'mechanism', mechanism });
        send({ type: 'place' });
      }}
      onClose={onClose}
    />
  );
}
