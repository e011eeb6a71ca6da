import type { ParamSpec } from '../../engine/strategy.ts';
import { Badge } from '../shell/Badge.tsx';
import type { NumberRule } from '../shell/number-rule.ts';
import { HAND } from '../texts/hand.ts';
import { RUN } from '../texts/run.ts';
import {
  timeRule,
  choiceDraft,
  NUMBER_FIELDS,
  ruleOfParam,
  type BranchDraft,
  type ChoiceDraft,
  type Infos,
  type SideDraft,
} from './draft.ts';
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

interface StrategyInputsProps {
  readonly infos: Infos;
  readonly choice: ChoiceDraft;
  readonly onChange: (choice: ChoiceDraft) => void;
}

/** Which strategy, and its parameters: drawn from the strategy's own description. */
export function StrategyInputs({ infos, choice, onChange }: StrategyInputsProps) {
  const info = infos.find((one) => one.id === choice.id);
  const params = info?.params ?? [];
  return (
    <>
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
    </>
  );
}

interface BranchFieldsProps {
  readonly infos: Infos;
  readonly branch: BranchDraft;
  readonly rule: NumberRule;
  readonly onChange: (branch: BranchDraft) => void;
}

/** From when on which strategy is in charge. */
export function BranchFields({ infos, branch, rule, onChange }: BranchFieldsProps) {
  return (
    <>
      <NumberInput
        title={HAND.at}
        help={HAND.atHelp}
        unit="s"
        rule={rule}
        value={branch.at}
        onChange={(at) => onChange({ ...branch, at })}
      />
      <StrategyInputs infos={infos} choice={branch} onChange={(choice) => onChange({ ...branch, ...choice })} />
    </>
  );
}

interface StrategyFieldsProps {
  readonly infos: Infos;
  readonly side: 'a' | 'b';
  readonly choice: SideDraft;
  readonly onChange: (choice: SideDraft) => void;
}

const RULE = timeRule(NUMBER_FIELDS.until.max);

/** What a side runs: a strategy, and those that take over from it. */
export function StrategyFields({ infos, side, choice, onChange }: StrategyFieldsProps) {
  const title = infos.find((one) => one.id === choice.id)?.title ?? choice.id;
  const { branches } = choice;
  return (
    <fieldset className="run-side">
      <legend>
        <Badge side={side} /> {title}
      </legend>
      <StrategyInputs infos={infos} choice={choice} onChange={(first) => onChange({ ...choice, ...first })} />
      {branches.map((branch, n) => (
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={n} className="run-branch">
          <legend>{HAND.branch}</legend>
          <BranchFields
            infos={infos}
            branch={branch}
            rule={RULE}
            onChange={(next) => onChange({ ...choice, branches: branches.with(n, next) })}
          />
          <button
            type="button"
            className="button"
            onClick={() => onChange({ ...choice, branches: branches.filter((_, i) => i !== n) })}
          >
            {HAND.removeBranch}
          </button>
        </fieldset>
      ))}
    </fieldset>
  );
}
