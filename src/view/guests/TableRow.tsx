import { memo, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { TABLES } from '../texts/tables.ts';
import type { Cell } from './columns.ts';

/** What can be done with a row that stands for something on the map. */
export interface RowHands {
  /** A click, or Space. */
  readonly onPick: (id: string) => void;
  /** A double click, or Enter. */
  readonly onShow: (id: string) => void;
  readonly onHover?: (id: string | null) => void;
  /** The row's name is taken by the pointer. */
  readonly onPointerDown?: (id: string, event: PointerEvent<HTMLElement>) => void;
  /** Asked before the table's own keys; true = handled. */
  readonly onKey?: (id: string, event: KeyboardEvent<HTMLElement>) => boolean;
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  /** Must keep its identity while the row and the columns do. */
  readonly cells: readonly Cell[];
  readonly isFigure: readonly boolean[];
  /** Of the mark before the name. */
  readonly colour: string | undefined;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly hands: RowHands | undefined;
  readonly onFocusRow: (id: string) => void;
}

function cellClass(isFigure: boolean, { isAssumed, isBad }: Cell): string {
  return [isFigure && 'figure', isAssumed && 'assumed', isBad && 'bad'].filter(Boolean).join(' ');
}

function onKeyDown(hands: RowHands, id: string, event: KeyboardEvent<HTMLElement>): void {
  if (hands.onKey?.(id, event) === true) event.preventDefault();
  else if (event.key === 'Enter') {
    event.preventDefault();
    hands.onShow(id);
  }
}

/** The name of a row: a button where something can be done with it. */
function RowName({ cell, props }: { readonly cell: Cell | undefined; readonly props: RowProps }) {
  const { id, index, colour, isActive, isSelected, hands, onFocusRow } = props;
  const focus = { 'data-row': index, tabIndex: isActive ? 0 : -1, onFocus: () => onFocusRow(id) };
  if (!hands)
    return (
      <span className="row-name" {...focus}>
        {cell?.text}
      </span>
    );
  return (
    <button
      type="button"
      className="row-name"
      aria-pressed={isSelected}
      data-taken={hands.onPointerDown && true}
      onPointerDown={(event) => hands.onPointerDown?.(id, event)}
      onKeyDown={(event) => onKeyDown(hands, id, event)}
      {...focus}
    >
      {colour !== undefined && <i className="guest-swatch" style={{ background: colour }} />}
      <span>{cell?.text}</span>
    </button>
  );
}

/** For who has neither a double click nor the Enter key; those with keys need not pass it in every row. */
function ShowButton({ name, onShow }: { readonly name: string; readonly onShow: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="row-show"
      title={TABLES.showHint}
      aria-label={TABLES.show(name)}
      onClick={(event) => {
        event.stopPropagation();
        onShow();
      }}
    >
      <Icon name="search" />
    </button>
  );
}

/** The handlers of a whole row. */
function rowHandlers(hands: RowHands | undefined, id: string) {
  if (!hands) return {};
  return {
    // The second click of a double click picks nothing.
    onClick: (event: MouseEvent) => event.detail < 2 && hands.onPick(id),
    onDoubleClick: () => hands.onShow(id),
    onPointerEnter: () => hands.onHover?.(id),
    onPointerLeave: () => hands.onHover?.(null),
  };
}

/** One row. Scrolling renders those that come into the frame, not those that stay in it. */
export const TableRow = memo(function TableRow(props: RowProps) {
  const { id, index, top, cells, isFigure, isSelected, hands } = props;
  const [name, ...rest] = cells;
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      className={isSelected ? 'selected' : ''}
      style={{ transform: `translateY(${top}px)` }}
      {...rowHandlers(hands, id)}
    >
      <th role="rowheader" scope="row" title={name?.source}>
        <RowName cell={name} props={props} />
        {hands && name && <ShowButton name={name.text} onShow={() => hands.onShow(id)} />}
      </th>
      {rest.map((cell, at) => (
        // Columns keep their places for as long as the table is there.
        // oxlint-disable-next-line react/no-array-index-key
        <td key={at} role="cell" title={cell.source} className={cellClass(isFigure[at + 1] === true, cell)}>
          {cell.text}
        </td>
      ))}
    </tr>
  );
});
