import { useScenario } from '../../store/document.ts';
import type { ImportMode, ImportOutcome, Prepared } from '../../store/importing.ts';
import { IMPORT } from '../texts/import.ts';
import { Changes } from './Changes.tsx';
import { Problems, Summary } from './Summary.tsx';
import type { ImportState } from './use-import.ts';
import './result.css';

interface ReadingProps {
  readonly state: Extract<ImportState, { kind: 'reading' }>;
  readonly onStop: () => void;
}

function Reading({ state: { progress }, onStop }: ReadingProps) {
  const title = IMPORT.reading(progress?.file ?? '…');
  return (
    <p className="reading late">
      <progress aria-label={title} {...(progress && { value: progress.done })} />
      <span className="reading-name">{title}</span>
      <button type="button" className="button" onClick={onStop}>
        {IMPORT.stop}
      </button>
    </p>
  );
}

interface ModesProps {
  readonly choices: readonly Prepared[];
  readonly mode: ImportMode;
  readonly onMode: (mode: ImportMode) => void;
}

/** What becomes of the guests on the table. */
function Modes({ choices, mode, onMode }: ModesProps) {
  const count = useScenario()?.guests.length ?? 0;
  if (choices.length < 2 || count === 0) return null;
  return (
    <fieldset className="import-modes">
      <legend className="visually-hidden">{IMPORT.mode}</legend>
      {choices.map((choice) => (
        <label key={choice.mode}>
          <input type="radio" name="import-mode" checked={choice.mode === mode} onChange={() => onMode(choice.mode)} />
          {IMPORT.modes[choice.mode](count)}
        </label>
      ))}
    </fieldset>
  );
}

interface OutcomeProps {
  readonly outcome: ImportOutcome;
  readonly prepared: Prepared | undefined;
  readonly onMode: (mode: ImportMode) => void;
}

function Outcome({ outcome, prepared, onMode }: OutcomeProps) {
  return (
    <>
      <Problems problems={outcome.problems} />
      {prepared && (
        <>
          <Modes choices={outcome.choices} mode={prepared.mode} onMode={onMode} />
          {prepared.difference && <Changes difference={prepared.difference} />}
          <Summary prepared={prepared} />
        </>
      )}
    </>
  );
}

interface ResultProps {
  readonly state: ImportState;
  readonly prepared: Prepared | undefined;
  readonly onMode: (mode: ImportMode) => void;
  readonly onStop: () => void;
}

/** What came of the inputs: still being read, what is wrong with them, what they would change. */
export function Result({ state, prepared, onMode, onStop }: ResultProps) {
  if (state.kind === 'reading') return <Reading state={state} onStop={onStop} />;
  if (state.kind === 'failed') return <p className="field-fault">{IMPORT.failed(state.reason)}</p>;
  if (state.kind !== 'read') return null;
  return <Outcome outcome={state.outcome} prepared={prepared} onMode={onMode} />;
}
