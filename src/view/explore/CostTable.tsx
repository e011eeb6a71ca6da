import { percent } from '../map/units-text.ts';
import { CARD } from '../texts/explore.ts';
import type { Card, CardColumn } from './card.ts';
import type { MoverId } from './movers.ts';
import './cost-table.css';
import { curveRange, SpeedCurve } from './SpeedCurve.tsx';

interface TableProps {
  readonly card: Pick<Card, 'columns' | 'rows'>;
  readonly stay: number;
  readonly onMechanism: (mover: MoverId) => void;
}

function mark(column: CardColumn | undefined): string | undefined {
  return column?.chosen ? 'chosen' : undefined;
}

function Head({ column, onMechanism }: { readonly column: CardColumn } & Pick<TableProps, 'onMechanism'>) {
  const { mover, chosen } = column;
  return (
    <th scope="col" className={mark(column)}>
      <button type="button" aria-pressed={chosen} onClick={() => onMechanism(mover.id)}>
        <b>{mover.title}</b>
        <small>{mover.detail}</small>
      </button>
    </th>
  );
}

function curveTitle({ mover }: CardColumn, stay: number, after: number): string {
  return CARD.curve(mover.title, percent(stay), percent(after));
}

function Curves({ card, stay }: Pick<TableProps, 'card' | 'stay'>) {
  const costs = card.columns.flatMap((column) => column.offer?.cost ?? []);
  const range = curveRange(
    costs.map((cost) => cost.curve),
    stay,
  );
  return (
    <tr className="cost-curves">
      <th scope="row">
        {CARD.curves}
        <span>{CARD.curvesScale}</span>
        <span>
          <i className="stay-dash" aria-hidden="true" /> {CARD.stay(percent(stay))}
        </span>
      </th>
      {card.columns.map((column) => (
        <td key={column.mover.id} className={mark(column)}>
          {column.offer?.cost ? (
            <SpeedCurve
              curve={column.offer.cost.curve}
              stay={stay}
              range={range}
              title={curveTitle(column, stay, column.offer.cost.speedAfter)}
            />
          ) : (
            <span className="cost-refused">{column.refused}</span>
          )}
        </td>
      ))}
    </tr>
  );
}

/** The three mechanisms side by side: curves, then figures; the one that a drop would take stands out. */
export function CostTable({ card, stay, onMechanism }: TableProps) {
  return (
    <table className="cost-table">
      <thead>
        <tr>
          <td />
          {card.columns.map((column) => (
            <Head key={column.mover.id} column={column} onMechanism={onMechanism} />
          ))}
        </tr>
      </thead>
      <tbody>
        <Curves card={card} stay={stay} />
        {card.rows.map((row) => (
          <tr key={row.title}>
            <th scope="row">{row.title}</th>
            {row.cells.map((cell, i) => (
              <td key={card.columns[i]?.mover.id} className={mark(card.columns[i])} data-bad={cell.bad || undefined}>
                {cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
