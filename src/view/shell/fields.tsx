import { useId } from 'react';
import { RUN } from '../texts/run.ts';
import { faultOf, type NumberRule } from './number-rule.ts';
import './fields.css';

interface NumberInputProps {
  readonly title: string;
  readonly help: string;
  readonly unit?: string | undefined;
  /** The default, where there is one. */
  readonly fallback?: string;
  readonly rule: NumberRule;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function helpText(help: string, fallback: string | undefined): string {
  return fallback === undefined ? help : `${help.replace(/\.$/, '')} · ${RUN.defaultIs(fallback)}`;
}

/** A number with its unit, what it is, its default, and what is wrong with it. */
export function NumberInput({ title, help, unit, fallback, rule, value, onChange }: NumberInputProps) {
  const id = useId();
  const fault = faultOf(value, rule);
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <span className="field-box">
        <input
          id={id}
          type="number"
          step="any"
          min={rule.min}
          max={rule.max}
          value={value}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.target.value)}
        />
        {unit && <span className="field-unit">{unit}</span>}
      </span>
      <p id={`${id}-help`} className={fault ? 'field-fault' : 'field-help'}>
        {fault ?? helpText(help, fallback)}
      </p>
    </div>
  );
}

interface ChoiceInputProps {
  readonly title: string;
  readonly help?: string | undefined;
  readonly choices: readonly { readonly value: string; readonly title: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of a few. */
export function ChoiceInput({ title, help, choices, value, onChange }: ChoiceInputProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <span className="field-box">
        <select
          id={id}
          value={value}
          aria-describedby={help && `${id}-help`}
          onChange={(event) => onChange(event.target.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.title}
            </option>
          ))}
        </select>
      </span>
      {help && (
        <p id={`${id}-help`} className="field-help">
          {help}
        </p>
      )}
    </div>
  );
}

interface CheckInputProps {
  readonly title: string;
  readonly help?: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Yes or no. */
export function CheckInput({ title, help, value, onChange }: CheckInputProps) {
  const id = useId();
  return (
    <div className="field field-check">
      <label className="check">
        <input
          type="checkbox"
          checked={value}
          aria-describedby={help && `${id}-help`}
          onChange={(event) => onChange(event.target.checked)}
        />
        {title}
      </label>
      {help && (
        <p id={`${id}-help`} className="field-help">
          {help}
        </p>
      )}
    </div>
  );
}
