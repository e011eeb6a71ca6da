import { useCallback, useState } from 'react';
import { applyImport, type Prepared } from '../../store/importing.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { IMPORT } from '../texts/import.ts';
import './import.css';
import { Problems, Summary } from './Summary.tsx';
import { useImport, type Given, type ImportState } from './use-import.ts';

interface ResultProps {
  readonly state: ImportState;
  readonly name: string;
  readonly onStop: () => void;
}

function Result({ state, name, onStop }: ResultProps) {
  if (state.kind === 'reading')
    return (
      <p className="reading late">
        <progress aria-label={IMPORT.reading(name)} />
        {IMPORT.reading(name)}
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

interface ImportDialogProps {
  /** A file that was dropped, to begin with. */
  readonly file: File | undefined;
  readonly onClose: () => void;
  readonly onApplied: () => void;
}

/** Reads a host or a scenario and shows what it would do; applied only when the user says so. */
export function ImportDialog({ file, onClose, onApplied }: ImportDialogProps) {
  const [given, setGiven] = useState<Given | undefined>(() => file && { source: file, name: file.name });
  const state = useImport(given);
  const clear = useCallback(() => setGiven(undefined), []);
  const ready = state.kind === 'read' ? state.outcome.prepared : undefined;
  const apply = (prepared: Prepared): void => {
    applyImport(prepared);
    onApplied();
  };
  return (
    <Dialog title={IMPORT.title} className="import-dialog" onClose={onClose}>
      <p className="quiet">{IMPORT.lead}</p>
      <label className="file-input">
        <input
          type="file"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) setGiven({ source: chosen, name: chosen.name });
          }}
        />
        <span className="button">{IMPORT.file}</span>
        <span className="quiet">{typeof given?.source === 'object' ? given.name : IMPORT.orDrop}</span>
      </label>
      <label className="paste">
        <span>{IMPORT.paste}</span>
        <textarea
          spellCheck={false}
          placeholder={IMPORT.pasteHint}
          value={typeof given?.source === 'string' ? given.source : ''}
          onChange={({ target: { value } }) => setGiven(value ? { source: value, name: IMPORT.pasted } : undefined)}
        />
      </label>
      <div className="import-result" aria-live="polite">
        <Result state={state} name={given?.name ?? ''} onStop={clear} />
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
