import { useMemo, useState, type ReactNode } from 'react';
import type { Pair } from '../../store/runs.ts';
import { CsvButton } from '../export/CsvButton.tsx';
import { clockText, sentenceText } from '../format.ts';
import { Badge } from '../shell/Badge.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { COMPARE } from '../texts/compare.ts';
import { EVENTS } from '../texts/events.ts';
import type { Clock } from './clock.ts';
import './events.css';
import { eventRows, eventTable, filtered, type EventRow } from './event-rows.ts';
import type { Side } from './metrics.ts';

/** Rows that are drawn; more are a matter for the filter or the file. */
const MOST_ROWS = 300;

function sideName(side: Side | undefined): string {
  return side ? COMPARE.sides[side] : `${COMPARE.sides.a} ${COMPARE.sides.b}`;
}

function Row({ row, onGo }: { readonly row: EventRow; readonly onGo: (row: EventRow) => void }) {
  const time = clockText(row.at);
  return (
    <tr>
      <td>
        <button type="button" className="link" aria-label={EVENTS.go(time)} onClick={() => onGo(row)}>
          {time}
        </button>
      </td>
      <td>{row.side ? <Badge side={row.side} /> : <span className="quiet">{sideName(undefined)}</span>}</td>
      <th scope="row">{row.guest}</th>
      <td>{row.what}</td>
      <td>{row.nodes}</td>
      <td className="number">{row.copiedGiB?.toFixed(1)}</td>
      <td className="number">{row.seconds !== undefined && `${row.seconds.toFixed(1)} s`}</td>
      <td>{row.outcome}</td>
      <td className="quiet">{sentenceText(row.reason)}</td>
    </tr>
  );
}

function Head() {
  const { columns } = EVENTS;
  const names = [columns.time, columns.side, columns.guest, columns.what, columns.nodes, columns.copied, columns.took];
  return (
    <thead>
      <tr>
        {[...names, columns.outcome, columns.reason].map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface Query {
  readonly words: string;
  readonly movesOnly: boolean;
}

interface ToolsProps {
  readonly query: Query;
  readonly onChange: (query: Query) => void;
  readonly csv: ReactNode;
}

function Tools({ query, onChange, csv }: ToolsProps) {
  return (
    <div className="events-tools">
      <input
        type="search"
        className="filter"
        aria-label={EVENTS.filter}
        placeholder={EVENTS.filterHint}
        value={query.words}
        onChange={({ target }) => onChange({ ...query, words: target.value })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={query.movesOnly}
          onChange={({ target }) => onChange({ ...query, movesOnly: target.checked })}
        />
        {EVENTS.only}
      </label>
      {csv}
    </div>
  );
}

interface TableProps {
  readonly rows: readonly EventRow[];
  readonly onGo: (row: EventRow) => void;
}

function Table({ rows, onGo }: TableProps) {
  return (
    <div className="events-scroll" tabIndex={0} role="region" aria-label={EVENTS.table}>
      <table aria-label={EVENTS.table}>
        <Head />
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <Row
              key={`${row.at} ${row.side} ${row.what} ${row.guest} ${row.nodes} ${row.reason}`}
              row={row}
              onGo={onGo}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface EventsDialogProps {
  readonly pair: Pair;
  readonly clock: Clock;
  readonly onClose: () => void;
}

/** The timeline as a table: who came and left, who moved where, by what and why. */
export function EventsDialog({ pair, clock, onClose }: EventsDialogProps) {
  const rows = useMemo(() => eventRows(pair.a.result, pair.b.result), [pair]);
  const [query, setQuery] = useState<Query>({ words: '', movesOnly: false });
  const found = useMemo(() => filtered(rows, query.words, query.movesOnly), [rows, query]);
  const go = ({ at }: EventRow): void => {
    clock.pause();
    clock.seek(at);
    onClose();
  };
  const { scenario } = pair.b;
  const csv = (
    <CsvButton
      title={`${scenario.name ?? scenario.host.name} events`}
      guests={pair.b.guests}
      values={() => eventTable(found, sideName)}
    />
  );
  return (
    <Dialog title={EVENTS.title} className="events-dialog" onClose={onClose}>
      <p className="quiet">{EVENTS.lead}</p>
      <Tools query={query} onChange={setQuery} csv={csv} />
      <Table rows={found} onGo={go} />
      <p role="status" className="quiet events-foot">
        {found.length === 0 && EVENTS.none}
        {found.length > MOST_ROWS && EVENTS.more(found.length - MOST_ROWS)}
      </p>
    </Dialog>
  );
}
