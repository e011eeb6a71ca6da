import { useState } from 'react';
import { setRun } from '../../store/edits.ts';
import { pairOf } from '../../store/pair.ts';
import { runAgain } from '../../store/runs.ts';
import { RUN_FIELDS } from '../../model/fields.ts';
import type { Scenario } from '../../model/scenario.ts';
import { goTo } from '../routes.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { DialogForm } from '../shell/DialogForm.tsx';
import { Icon } from '../shell/Icon.tsx';
import { RUN } from '../texts/run.ts';
import {
  draftOf,
  NUMBER_FIELDS,
  ruleOfField,
  settingsOf,
  type Draft,
  type Infos,
  type NumberField,
  type SideDraft,
} from './draft.ts';
import { ChoiceInput, NumberInput } from '../shell/fields.tsx';
import './run.css';
import { StrategyFields } from './StrategyFields.tsx';

const PRECOPY = RUN_FIELDS.precopy.choices.map((value) => ({ value, title: value }));
const FIELD_NAMES: readonly NumberField[] = ['until', 'seed', 'reserved'];

interface SettingsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function Settings({ draft, onChange }: SettingsProps) {
  return (
    <fieldset className="run-settings">
      <legend>{RUN.settings}</legend>
      {FIELD_NAMES.map((name) => {
        const spec = NUMBER_FIELDS[name];
        return (
          <NumberInput
            key={name}
            title={spec.title}
            help={spec.help}
            unit={'unit' in spec ? spec.unit : undefined}
            fallback={String(spec.default)}
            rule={ruleOfField(spec)}
            value={draft[name]}
            onChange={(value) => onChange({ ...draft, [name]: value })}
          />
        );
      })}
      <ChoiceInput
        title={RUN_FIELDS.precopy.title}
        help={RUN_FIELDS.precopy.help}
        choices={PRECOPY}
        value={draft.precopy}
        onChange={(value) => onChange({ ...draft, precopy: value === 'xen-4.5' ? 'xen-4.5' : 'xen-4.6' })}
      />
    </fieldset>
  );
}

interface RunPanelProps {
  readonly infos: Infos;
  readonly scenario: Scenario;
  readonly onClose: () => void;
}

/** Which strategies run, with which parameters, how long. */
export function RunPanel({ infos, scenario, onClose }: RunPanelProps) {
  const old = scenario.run ?? {};
  const [draft, setDraft] = useState(() => draftOf(infos, old, pairOf(scenario)));
  const [a, b] = draft.strategies;
  const settings = settingsOf(infos, draft, old);
  const setA = (choice: SideDraft): void => setDraft({ ...draft, strategies: [choice, b] });
  const setB = (choice: SideDraft): void => setDraft({ ...draft, strategies: [a, choice] });
  const submit = (): boolean => {
    if (!settings) return false;
    setRun(settings);
    runAgain();
    onClose();
    goTo('compare');
    return true;
  };
  const reset = (
    <button
      type="button"
      className="button bare"
      onClick={() => setDraft(draftOf(infos, {}, [{ id: a.id }, { id: b.id }]))}
    >
      {RUN.reset}
    </button>
  );
  const run = (
    <>
      <Icon name="play" />
      {RUN.run}
    </>
  );
  return (
    <Dialog title={RUN.title} className="run-panel" onClose={onClose}>
      <DialogForm onSubmit={submit} submit={run} aside={reset}>
        <p className="quiet">{RUN.lead}</p>
        <div className="run-columns">
          <StrategyFields infos={infos} side="a" choice={a} onChange={setA} />
          <StrategyFields infos={infos} side="b" choice={b} onChange={setB} />
          <Settings draft={draft} onChange={setDraft} />
        </div>
      </DialogForm>
    </Dialog>
  );
}
