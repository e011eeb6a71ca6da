import type { Guest } from '../../model/scenario.ts';
import { csvText, renamedTable, type CsvValue } from '../csv.ts';
import { Icon } from '../shell/Icon.tsx';
import { fileName, saveFile } from '../shell/save-file.ts';
import { EXPORT, FIGURES } from '../texts/take-away.ts';
import { renameFor, setAnonymous, useAnonymous } from './names.ts';
import './csv-button.css';

interface CsvButtonProps {
  /** Of the file, without its ending. */
  readonly title: string;
  /** Whose names may be in it. */
  readonly guests: readonly Guest[];
  readonly hint?: string;
  /** Head and rows; asked when the file is. */
  readonly values: () => readonly (readonly CsvValue[])[];
}

/** Saves a table as a CSV file, with names or without. */
export function CsvButton({ title, guests, hint, values }: CsvButtonProps) {
  const isAnonymous = useAnonymous();
  const save = (): void => {
    const rename = renameFor(guests);
    saveFile(fileName(rename(title), 'csv'), csvText(renamedTable(values(), rename)), 'text/csv');
  };
  return (
    <span className="csv">
      <label className="check" title={EXPORT.anonymousHelp}>
        <input type="checkbox" checked={isAnonymous} onChange={({ target }) => setAnonymous(target.checked)} />
        {EXPORT.anonymous}
      </label>
      <button type="button" className="button" title={hint} onClick={save}>
        <Icon name="export" />
        {FIGURES.csv}
      </button>
    </span>
  );
}
