import type { KeyboardEvent } from 'react';
import { CsvButton } from '../export/CsvButton.tsx';
import type { CsvValue } from '../csv.ts';
import type { Guest } from '../../model/scenario.ts';
import { TABLES } from '../texts/tables.ts';
import type { Facet } from './facets.ts';
import type { Query, Tab } from './query.ts';
import './tables.css';

interface ChipsProps {
  readonly facets: readonly Facet[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function Chips({ facets, chosen, onChange }: ChipsProps) {
  if (facets.length === 0) return null;
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <div role="group" aria-label={TABLES.chips} className="facets">
      {facets.map(({ id, title, count }) => (
        <button key={id} type="button" className="facet" aria-pressed={chosen.has(id)} onClick={() => toggle(id)}>
          {title} <small>{count}</small>
        </button>
      ))}
    </div>
  );
}

interface FilterProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Words that rows must have; Escape takes them away first, then whatever it closes. */
function Filter({ text, onChange }: FilterProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || text === '') return;
    event.preventDefault();
    event.stopPropagation();
    onChange('');
  };
  return (
    <input
      type="search"
      className="filter"
      aria-label={TABLES.filter}
      placeholder={TABLES.filterHint}
      value={text}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

interface BarProps {
  readonly tab: Tab;
  readonly query: Query;
  readonly onQuery: (query: Query) => void;
  readonly facets: readonly Facet[];
  readonly shown: number;
  readonly total: number;
  readonly fileTitle: string;
  /** Whose names may be in the file. */
  readonly guests: readonly Guest[];
  readonly values: () => readonly (readonly CsvValue[])[];
}

/** What narrows a table and saves it. */
export function TableBar(props: BarProps) {
  const { tab, query, onQuery, facets, shown, total, fileTitle, guests, values } = props;
  return (
    <>
      <Filter text={query.text} onChange={(text) => onQuery({ ...query, text })} />
      <Chips facets={facets} chosen={query.chosen} onChange={(next) => onQuery({ ...query, chosen: next })} />
      <span role="status" className="quiet tables-count">
        {TABLES.shown(shown, total, TABLES.one[tab])}
      </span>
      <CsvButton title={`${fileTitle} ${tab}`} guests={guests} hint={TABLES.csvHint} values={values} />
    </>
  );
}
