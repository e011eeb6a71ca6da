import type { NumberParam, ParamSpec } from '../../engine/strategy.ts';
import { RUN_FIELDS, type FieldSpec } from '../../model/fields.ts';
import type { ParamValue, PrecopyRule, RunSettings, StrategyChoice } from '../../model/scenario.ts';
import { strategyById } from '../../strategies/index.ts';
import { RUN } from '../texts/run.ts';

/** What the panel holds while it is open: numbers as they are typed. */
export interface Draft {
  readonly strategies: readonly [ChoiceDraft, ChoiceDraft];
  readonly until: string;
  readonly seed: string;
  readonly reserved: string;
  readonly precopy: PrecopyRule;
}

export interface ChoiceDraft {
  readonly id: string;
  readonly values: Readonly<Record<string, string | boolean>>;
}

/** What a number may be; undefined = no bound. */
export interface NumberRule {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isWhole: boolean;
}

export const NUMBER_FIELDS = {
  until: RUN_FIELDS.until,
  seed: RUN_FIELDS.seed,
  reserved: RUN_FIELDS.reservedMiBPerNode,
} as const;
export type NumberField = keyof typeof NUMBER_FIELDS;

export function ruleOfField(spec: FieldSpec): NumberRule {
  return { min: spec.min, max: spec.max, isWhole: spec.kind === 'integer' };
}

export function ruleOfParam(spec: NumberParam): NumberRule {
  return { min: spec.min, max: spec.max, isWhole: spec.kind === 'integer' };
}

function short(value: number): string {
  return Math.abs(value) >= 1e6 ? value.toExponential(0).replace('e+', '·10^') : String(value);
}

/** What is wrong with a typed number; undefined = nothing. */
export function faultOf(text: string, { min = -Infinity, max = Infinity, isWhole }: NumberRule): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return RUN.number;
  if (isWhole && !Number.isInteger(value)) return RUN.integer;
  return value < min || value > max ? RUN.within(short(min), short(max)) : undefined;
}

/** A strategy's parameters as the panel shows them: those given, the others by default. */
export function choiceDraft({ id, params = {} }: StrategyChoice): ChoiceDraft {
  const specs = strategyById(id)?.params ?? [];
  const values = specs.map((spec) => {
    const value = params[spec.name] ?? spec.default;
    return [spec.name, typeof value === 'boolean' ? value : String(value)] as const;
  });
  return { id, values: Object.fromEntries(values) };
}

export function draftOf(run: RunSettings, pair: readonly [StrategyChoice, StrategyChoice]): Draft {
  return {
    strategies: [choiceDraft(pair[0]), choiceDraft(pair[1])],
    until: String(run.until ?? RUN_FIELDS.until.default),
    seed: String(run.seed ?? RUN_FIELDS.seed.default),
    reserved: String(run.reservedMiBPerNode ?? RUN_FIELDS.reservedMiBPerNode.default),
    precopy: run.precopy ?? 'xen-4.6',
  };
}

function valueOf(spec: ParamSpec, value: string | boolean | undefined): ParamValue {
  if (spec.kind === 'number' || spec.kind === 'integer') return Number(value);
  return value ?? spec.default;
}

/** Only what differs from the defaults is written down. */
function choiceOf({ id, values }: ChoiceDraft): StrategyChoice {
  const specs = strategyById(id)?.params ?? [];
  const changed = specs.flatMap((spec) => {
    const value = valueOf(spec, values[spec.name]);
    return value === spec.default ? [] : [[spec.name, value] as const];
  });
  return changed.length === 0 ? { id } : { id, params: Object.fromEntries(changed) };
}

function isFaulty(choice: ChoiceDraft): boolean {
  const specs = strategyById(choice.id)?.params ?? [];
  return specs.some(
    (spec) =>
      (spec.kind === 'number' || spec.kind === 'integer') &&
      faultOf(String(choice.values[spec.name] ?? ''), ruleOfParam(spec)) !== undefined,
  );
}

/** The settings that the draft stands for, what it does not name kept; undefined while a number is wrong. */
export function settingsOf(draft: Draft, old: RunSettings): RunSettings | undefined {
  const isWrong = (name: NumberField): boolean => faultOf(draft[name], ruleOfField(NUMBER_FIELDS[name])) !== undefined;
  if (isWrong('until') || isWrong('seed') || isWrong('reserved') || draft.strategies.some(isFaulty)) return undefined;
  return {
    ...old,
    until: Number(draft.until),
    seed: Number(draft.seed),
    reservedMiBPerNode: Number(draft.reserved),
    precopy: draft.precopy,
    strategies: [...draft.strategies.map(choiceOf), ...(old.strategies ?? []).slice(2)],
  };
}
