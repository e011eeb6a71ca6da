import { useCallback, useMemo, useState } from 'react';
import { applyImport, type Given, type Prepared } from '../../store/importing.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { Icon } from '../shell/Icon.tsx';
import { IMPORT } from '../texts/import.ts';
import './import.css';
import { Problems, Summary } from './Summary.tsx';
import { useImport, type ImportState } from './use-import.ts';

interface ResultProps {
  readonly state: ImportState;
  readonly onStop: () => void;
}

function Result({ state, onStop }: ResultProps) {
  if (state.kind === 'reading')
    return (
      <p className="reading late">
        <progress aria-label={IMPORT.reading} />
        {IMPORT.reading}
        <button type="button" className="button" onClick={onStop}>
          {IMPORT.stop}
        </button>
      </p>
    );
  if (state.kind === 'failed') return <p className="field-fault">{IMPORT.failed(state.reason)}</p>;
  if (state.kind !== 'read') return null;
  const { prepared, problems } = state.outcome;
  return (
    <>
      <Problems problems={problems} />
      {prepared && <Summary prepared={prepared} />}
    </>
  );
}

interface FilesProps {
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
}

function Files({ files, onChange }: FilesProps) {
  return (
    <>
      <label className="file-input">
        <input
          type="file"
          multiple
          onChange={(event) => {
            onChange([...files, ...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <span className="button">{IMPORT.file}</span>
        <span className="quiet">{IMPORT.orDrop}</span>
      </label>
      {files.length > 0 && (
        <ul className="files" aria-label={IMPORT.files}>
          {files.map((file, i) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              {file.name}
              <button
                type="button"
                className="button icon bare"
                onClick={() => onChange(files.filter((_, at) => at !== i))}
              >
                <Icon name="close" />
                <span className="visually-hidden">{IMPORT.remove(file.name)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ImportDialogProps {
  /** Files that were dropped. */
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  readonly onClose: () => void;
  readonly onApplied: () => void;
}

/** Reads a host, guests or a scenario and shows what they would change; applied only when the user says so. */
export function ImportDialog({ files, onFiles, onClose, onApplied }: ImportDialogProps) {
  const [text, setText] = useState('');
  const given = useMemo((): readonly Given[] => {
    const pasted = text === '' ? [] : [{ source: text, name: IMPORT.pasted }];
    return [...files.map((file) => ({ source: file, name: file.name })), ...pasted];
  }, [files, text]);
  const state = useImport(given);
  const clear = useCallback(() => {
    setText('');
    onFiles([]);
  }, [onFiles]);
  const ready = state.kind === 'read' ? state.outcome.prepared : undefined;
  const apply = (prepared: Prepared): void => {
    applyImport(prepared);
    onApplied();
  };
  return (
    <Dialog title={IMPORT.title} className="import-dialog" onClose={onClose}>
      <p className="quiet">{IMPORT.lead}</p>
      <Files files={files} onChange={onFiles} />
      <label className="paste">
        <span>{IMPORT.paste}</span>
        <textarea
          spellCheck={false}
          placeholder={IMPORT.pasteHint}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <div className="import-result" aria-live="polite">
        <Result state={state} onStop={clear} />
      </div>
      <footer className="dialog-foot">
        <span className="space" />
        <button type="button" className="button primary" disabled={!ready} onClick={() => ready && apply(ready)}>
          {IMPORT.apply}
        </button>
      </footer>
    </Dialog>
  );
}
