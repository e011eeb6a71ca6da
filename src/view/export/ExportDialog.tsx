import { useState } from 'react';
import { useScenario } from '../../store/document.ts';
import { useExport, type Exported, type ExportedFile, type ExportTarget } from '../../store/exporting.ts';
import type { Scenario } from '../../model/scenario.ts';
import { ChoiceInput } from '../shell/fields.tsx';
import { CopyButton } from '../shell/CopyButton.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { fileName, saveFile, saveScenario } from '../shell/save-file.ts';
import { EXPORT } from '../texts/take-away.ts';
import './export.css';
import { picturePng, pictureSvg } from './pictures.ts';
import { currentPictures, type Picture } from './registry.ts';

function MapRow({ picture, scenario }: { readonly picture: Picture; readonly scenario: Scenario }) {
  const name = `${scenario.name ?? scenario.host.name} ${picture.title}`;
  const savePng = async (): Promise<void> => saveFile(fileName(name, 'png'), await picturePng(picture));
  return (
    <div className="export-row">
      <span>{picture.title}</span>
      <button
        type="button"
        className="button"
        onClick={() => saveFile(fileName(name, 'svg'), pictureSvg(picture), 'image/svg+xml')}
      >
        {EXPORT.svg}
      </button>
      <button type="button" className="button" onClick={() => void savePng()}>
        {EXPORT.png}
      </button>
    </div>
  );
}

const TARGETS = Object.entries(EXPORT.targets).map(([value, title]) => ({ value, title }));

function isTarget(value: string): value is ExportTarget {
  return Object.hasOwn(EXPORT.targets, value);
}

/** A script that does nothing. */
function isEmpty(target: ExportTarget, { text }: ExportedFile): boolean {
  return target === 'commands' && text.trim().split('\n').length < 2;
}

function Content({ target, file }: { readonly target: ExportTarget; readonly file: ExportedFile }) {
  if (isEmpty(target, file)) return <p className="quiet">{EXPORT.unchanged}</p>;
  return (
    <>
      <textarea className="code" aria-label={EXPORT.content} readOnly value={file.text} spellCheck={false} />
      <div className="export-row">
        <CopyButton text={file.text} />
        <button type="button" className="button" onClick={() => saveFile(file.name, file.text, 'text/plain')}>
          {EXPORT.download}
        </button>
      </div>
    </>
  );
}

function Notes({ notes }: { readonly notes: Exported['notes'] }) {
  if (notes.length === 0) return null;
  return (
    <details className="notes">
      <summary>
        {EXPORT.notes} ({notes.length})
      </summary>
      <ul>
        {notes.map(({ guest, message }) => (
          <li key={`${guest} ${message}`}>
            {guest && <b>{guest}: </b>}
            {message}
          </li>
        ))}
      </ul>
    </details>
  );
}

function FileChoice(props: {
  readonly files: readonly ExportedFile[];
  readonly file: ExportedFile;
  readonly onChange: (name: string) => void;
}) {
  const choices = props.files.map(({ name }) => ({ value: name, title: name }));
  return <ChoiceInput title={EXPORT.file} choices={choices} value={props.file.name} onChange={props.onChange} />;
}

function Waiting({ error, isDone }: { readonly error: Error | null; readonly isDone: boolean }) {
  if (error) return <p className="field-fault">{error.message}</p>;
  return <p className="quiet">{isDone ? EXPORT.none : EXPORT.writing}</p>;
}

function Guests() {
  const [target, setTarget] = useState<ExportTarget>('commands');
  const [name, setName] = useState('');
  const { data, error } = useExport(target);
  const file = data?.files.find((one) => one.name === name) ?? data?.files[0];
  const choose = (value: string): void => {
    if (isTarget(value)) setTarget(value);
  };
  return (
    <section className="export-part">
      <h3>{EXPORT.guests}</h3>
      <p className="quiet">{EXPORT.guestsHint}</p>
      <div className="export-choices">
        <ChoiceInput title={EXPORT.as} choices={TARGETS} value={target} onChange={choose} />
        {data && file && <FileChoice files={data.files} file={file} onChange={setName} />}
      </div>
      {file ? <Content target={target} file={file} /> : <Waiting error={error} isDone={data !== undefined} />}
      {data && <Notes notes={data.notes} />}
    </section>
  );
}

/** The scenario, the maps on screen and the guests, to take away. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const scenario = useScenario();
  const [pictures] = useState(currentPictures);
  if (!scenario) return null;
  return (
    <Dialog title={EXPORT.title} className="export-dialog" onClose={onClose}>
      <section className="export-part">
        <h3>{EXPORT.scenario}</h3>
        <p className="quiet">{EXPORT.scenarioHint}</p>
        <div className="export-row">
          <button type="button" className="button" onClick={saveScenario}>
            {fileName(scenario.name ?? scenario.host.name, 'nearfar.json')}
          </button>
        </div>
      </section>
      {pictures.length > 0 && (
        <section className="export-part">
          <h3>{EXPORT.map}</h3>
          <p className="quiet">{EXPORT.mapHint}</p>
          {pictures.map((picture) => (
            <MapRow key={picture.title} picture={picture} scenario={scenario} />
          ))}
        </section>
      )}
      <Guests />
    </Dialog>
  );
}
