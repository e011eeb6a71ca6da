import { useCallback, useMemo, useState } from 'react';
import { applyImport, type Given, type ImportMode, type Prepared } from '../../store/importing.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { IMPORT } from '../texts/import.ts';
import { Collector } from './Collector.tsx';
import './import.css';
import { FileInput, InputList, PasteBox, type InputRow } from './Inputs.tsx';
import { Result } from './Result.tsx';
import { useImport, type ImportState } from './use-import.ts';

function inputsOf(files: readonly File[], text: string): readonly Given[] {
  const pasted = text === '' ? [] : [{ source: text, name: IMPORT.pasted }];
  return [...files.map((file) => ({ source: file, name: file.name })), ...pasted];
}

/** The inputs that have a name, with what each was recognised as: summaries leave out what could not be decoded. */
function rowsOf(given: readonly Given[], state: ImportState, onRemove: (at: number) => void): readonly InputRow[] {
  const left = state.kind === 'read' ? [...state.outcome.inputs] : [];
  return given.map(({ name }, at) => {
    const summary = left[0]?.file === name ? left.shift() : undefined;
    return { key: `${at} ${name}`, name, summary, onRemove: () => onRemove(at) };
  });
}

interface ImportDialogProps {
  /** Files that were dropped, and texts that were pasted before the one in the box. */
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  readonly onClose: () => void;
  readonly onApplied: () => void;
}

type Files = Pick<ImportDialogProps, 'files' | 'onFiles'>;

/** The texts and files that are to be read, and the hands that add and remove them. */
function useGiven({ files, onFiles }: Files) {
  const [text, setText] = useState('');
  const given = useMemo(() => inputsOf(files, text), [files, text]);
  const clear = useCallback(() => {
    setText('');
    onFiles([]);
  }, [onFiles]);
  const add = (chosen: readonly File[]): void => onFiles([...files, ...chosen]);
  const keepPaste = (): void => {
    add([new File([text], IMPORT.pastedAs(files.length + 1))]);
    setText('');
  };
  const remove = (at: number): void => (at < files.length ? onFiles(files.filter((_, i) => i !== at)) : setText(''));
  return { text, setText, given, clear, add, keepPaste, remove };
}

interface FootProps {
  readonly prepared: Prepared | undefined;
  readonly onApplied: () => void;
}

/** Applies what was read. */
function Foot({ prepared, onApplied }: FootProps) {
  const apply = (ready: Prepared): void => {
    applyImport(ready);
    onApplied();
  };
  return (
    <footer className="dialog-foot">
      <span className="space" />
      <button type="button" className="button primary" disabled={!prepared} onClick={() => prepared && apply(prepared)}>
        {IMPORT.apply}
      </button>
    </footer>
  );
}

/** Reads hosts, guests or a scenario and shows what they would change; applied only when the user says so. */
export function ImportDialog({ files, onFiles, onClose, onApplied }: ImportDialogProps) {
  const { text, setText, given, clear, add, keepPaste, remove } = useGiven({ files, onFiles });
  const [mode, setMode] = useState<ImportMode>();
  const state = useImport(given);
  const { choices, problems } = state.kind === 'read' ? state.outcome : { choices: [], problems: [] };
  const prepared = choices.find((choice) => choice.mode === mode) ?? choices[0];
  return (
    <Dialog title={IMPORT.title} className="import-dialog" onClose={onClose}>
      <p className="quiet">{IMPORT.lead}</p>
      <div className="import-columns">
        <div className="import-inputs">
          <FileInput onFiles={add} />
          <PasteBox text={text} onText={setText} onMore={keepPaste} />
          <InputList rows={rowsOf(given, state, remove)} problems={problems} />
        </div>
        <div className="import-result" aria-live="polite">
          {state.kind === 'nothing' ? (
            <Collector />
          ) : (
            <Result state={state} prepared={prepared} onMode={setMode} onStop={clear} />
          )}
        </div>
      </div>
      <Foot prepared={prepared} onApplied={onApplied} />
    </Dialog>
  );
}
