import type { MouseEvent } from 'react';
import { NarrowGuestTable } from '../guests/GuestTable.tsx';
import { unfoldList, useListOpen } from '../guests/open.ts';
import type { TablesProps } from '../guests/Tables.tsx';
import type { Theme } from '../map/colours.ts';
import { TABLES } from '../texts/tables.ts';
import './guest-table.css';

interface GuestTableProps {
  readonly tables: TablesProps;
  readonly theme: Theme | undefined;
  /** Where the host has too many nodes for all guests to be seen on the map. */
  readonly isOpen: boolean;
}

/** The guests beside the map: the table of guests with few of its columns. */
export function GuestTable({ tables, theme, isOpen }: GuestTableProps) {
  const { sides, clock, hands } = tables;
  const isShown = useListOpen(isOpen);
  const [side] = sides;
  const shown = side?.at(clock.now());
  if (!side || !shown) return null;
  // React says what is open, not the element.
  const onClick = (event: MouseEvent): void => {
    event.preventDefault();
    unfoldList(!isShown);
  };
  return (
    <details className="guest-table" open={isShown}>
      <summary onClick={onClick}>
        {TABLES.tabs.guests} <small>{shown.guests.length + side.unplaced.length}</small>
      </summary>
      {isShown && <NarrowGuestTable sides={sides} side={side} shown={shown} hands={hands} theme={theme} />}
    </details>
  );
}
