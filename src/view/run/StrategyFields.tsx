import type { ParamSpec } from '../../engine/strategy.ts';
import { STRATEGIES, strategyById } from '../../strategies/index.ts';
import { Badge } from '../shell/Badge.tsx';
import { RUN } from '../texts/run.ts';
import { choiceDraft, ruleOfParam, type ChoiceDraft } from './draft.ts';
import { CheckInput, ChoiceInput, NumberInput } from './fields.tsx';

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

const CHOICES = STRATEGIES.map(({ id, title }) => ({ value: id, title }));

interface StrategyFieldsProps {
  readonly side: 'a' | 'b';
  readonly choice: ChoiceDraft;
  readonly onChange: (choice: ChoiceDraft) => void;
}

/** Which strategy a side runs, and its parameters: drawn from the strategy's own description. */
export function StrategyFields({ side, choice, onChange }: StrategyFieldsProps) {
  const info = strategyById(choice.id);
  const params = info?.params ?? [];
  return (
    <fieldset className="run-side">
      <legend>
        <Badge side={side} /> {info?.title ?? choice.id}
      </legend>
      <ChoiceInput
        title={RUN.strategy}
        help={info?.origin}
        choices={CHOICES}
        value={choice.id}
        onChange={(id) => onChange(choiceDraft({ id }))}
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
