import type { ReactNode } from 'react';
import type { FieldSpec } from '../../model/fields.ts';
import { Icon } from '../shell/Icon.tsx';
import { HOST_EDITOR } from '../texts/host-editor.ts';

/** What a row is of, what stands in it, and how it goes. */
export interface EditorRow {
  readonly key: string | number;
  /** Spoken where it is removed: "node 2". */
  readonly name: string;
  readonly head: ReactNode;
  /** Behind the head, in the order of the columns. */
  readonly cells: readonly ReactNode[];
  readonly onRemove: () => void;
}

interface RowTableProps {
  readonly label: string;
  readonly className: string;
  /** The columns, the head's first. */
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly rows: readonly EditorRow[];
  readonly isFixed: boolean;
}

function Heads({ fields }: Pick<RowTableProps, 'fields'>) {
  return (
    <thead>
      <tr>
        {Object.entries(fields).map(([name, { title, unit, help }]) => (
          <th key={name} scope="col" title={help}>
            {title} {unit && <small>{unit}</small>}
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">{HOST_EDITOR.actions}</span>
        </th>
      </tr>
    </thead>
  );
}

function Row({
  row,
  columns,
  isFixed,
}: {
  readonly row: EditorRow;
  readonly columns: readonly string[];
  readonly isFixed: boolean;
}) {
  return (
    <tr>
      <th scope="row">{row.head}</th>
      {columns.slice(1).map((name, i) => (
        <td key={name}>{row.cells[i]}</td>
      ))}
      <td>
        <button type="button" className="button icon bare" disabled={isFixed} onClick={row.onRemove}>
          <Icon name="close" />
          <span className="visually-hidden">{HOST_EDITOR.remove(row.name)}</span>
        </button>
      </td>
    </tr>
  );
}

/** A table whose columns are fields and whose rows can be removed. */
export function RowTable({ label, className, fields, rows, isFixed }: RowTableProps) {
  const columns = Object.keys(fields);
  return (
    <div className="host-scroll">
      <table aria-label={label} className={`host-table ${className}`}>
        <Heads fields={fields} />
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} columns={columns} isFixed={isFixed} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
