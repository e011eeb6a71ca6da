import type { ParamSpec } from '../../engine/strategy.ts';
import { Badge } from '../shell/Badge.tsx';
import { RUN } from '../texts/run.ts';
import { choiceDraft, ruleOfParam, type ChoiceDraft, type Infos } from './draft.ts';
import { CheckInput, ChoiceInput, NumberInput } from '../shell/fields.tsx';

interface ParamProps {
  readonly spec: ParamSpec;
  readonly value: string | boolean | undefined;
  readonly onChange: (value: string | boolean) => void;
}

/** The control that a parameter's description asks for. */
function ParamInput({ spec, value, onChange }: ParamProps) {
  const { title, help } = spec;
  if (spec.kind === 'boolean')
    return <CheckInput title={title} help={help} value={value === true} onChange={onChange} />;
  const text = String(value ?? '');
  if (spec.kind === 'choice')
    return <ChoiceInput title={title} help={help} choices={spec.choices} value={text} onChange={onChange} />;
  return (
    <NumberInput
      title={title}
      help={help}
      unit={spec.unit}
      fallback={String(spec.default)}
      rule={ruleOfParam(spec)}
      value={text}
      onChange={onChange}
    />
  );
}

interface StrategyFieldsProps {
  readonly infos: Infos;
  readonly side: 'a' | 'b';
  readonly choice: ChoiceDraft;
  readonly onChange: (choice: ChoiceDraft) => void;
}

/** Which strategy a side runs, and its parameters: drawn from the strategy's own description. */
export function StrategyFields({ infos, side, choice, onChange }: StrategyFieldsProps) {
  const info = infos.find((one) => one.id === choice.id);
  const params = info?.params ?? [];
  return (
    <fieldset className="run-side">
      <legend>
        <Badge side={side} /> {info?.title ?? choice.id}
      </legend>
      <ChoiceInput
        title={RUN.strategy}
        help={info?.origin}
        choices={infos.map(({ id, title }) => ({ value: id, title }))}
        value={choice.id}
        onChange={(id) => onChange(choiceDraft(infos, { id }))}
      />
      {params.length === 0 && <p className="quiet">{RUN.noParams}</p>}
      {params.map((spec) => (
        <ParamInput
          key={spec.name}
          spec={spec}
          value={choice.values[spec.name]}
          onChange={(value) => onChange({ ...choice, values: { ...choice.values, [spec.name]: value } })}
        />
      ))}
    </fieldset>
  );
}
