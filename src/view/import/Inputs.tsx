import type { InputSummary } from '../../store/importing.ts';
import type { Problem } from '../../model/problem.ts';
import { Icon } from '../shell/Icon.tsx';
import { IMPORT } from '../texts/import.ts';

/** Outputs named in one line. */
const MOST_NAMED = 4;

function formatText(format: string | undefined): string {
  return format === undefined ? IMPORT.unknown : (IMPORT.formats[format] ?? format);
}

/** What an input was recognised as. */
function recognised({ outputs }: InputSummary): string {
  const [only] = outputs;
  if (only?.command === undefined) return formatText(only?.format);
  const names = [
    ...new Set(outputs.filter(({ format }) => format !== undefined).map(({ format }) => formatText(format))),
  ];
  const some = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…'] : names;
  const failed = outputs.filter((output) => output.failed).map(({ command }) => IMPORT.outputFailed(command ?? ''));
  const known = outputs.filter(({ format }) => format !== undefined).length;
  return [IMPORT.outputs(known, some.join(', ')), ...failed].join(' · ');
}

export interface InputRow {
  readonly key: string;
  readonly name: string;
  /** undefined while it is read, and for what cannot be read as text. */
  readonly summary: InputSummary | undefined;
  readonly onRemove: () => void;
}

interface InputListProps {
  readonly rows: readonly InputRow[];
  readonly problems: readonly Problem[];
}

/** Everything that was given, with what it was recognised as. */
export function InputList({ rows, problems }: InputListProps) {
  if (rows.length === 0) return null;
  const faulty = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  return (
    <ul className="inputs" aria-label={IMPORT.inputs}>
      {rows.map(({ key, name, summary, onRemove }) => (
        <li key={key} className={faulty.has(name) ? 'error' : ''}>
          <span className="input-name">{name}</span>
          {summary && <span className="quiet">{recognised(summary)}</span>}
          <button type="button" className="button icon bare" onClick={onRemove}>
            <Icon name="close" />
            <span className="visually-hidden">{IMPORT.remove(name)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Chooses files; several at once, again and again. */
export function FileInput({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  return (
    <label className="file-input">
      <input
        type="file"
        multiple
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <span className="button">{IMPORT.file}</span>
      <span className="quiet">{IMPORT.orDrop}</span>
    </label>
  );
}

interface PasteBoxProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The text is complete: it becomes an input of its own. */
  readonly onMore: () => void;
}

/** Takes a paste; the next one after it has a box of its own. */
export function PasteBox({ text, onText, onMore }: PasteBoxProps) {
  return (
    <div className="paste">
      <label>
        <span>{IMPORT.paste}</span>
        <textarea
          className="code"
          spellCheck={false}
          placeholder={IMPORT.pasteHint}
          value={text}
          onChange={({ target }) => onText(target.value)}
        />
      </label>
      {text.trim() !== '' && (
        <button type="button" className="button" onClick={onMore}>
          {IMPORT.pasteMore}
        </button>
      )}
    </div>
  );
}
