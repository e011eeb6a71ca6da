import type { NumberParam, ParamSpec, StrategyInfo } from '../../engine/strategy.ts';
import { RUN_FIELDS, type FieldSpec } from '../../model/fields.ts';
import type { ParamValue, PrecopyRule, RunSettings, StrategyBranch, StrategyChoice } from '../../model/scenario.ts';
import { faultOf, type NumberRule } from '../shell/number-rule.ts';

/** What the panel holds while it is open: numbers as they are typed. */
export interface Draft {
  readonly strategies: readonly [SideDraft, SideDraft];
  readonly until: string;
  readonly seed: string;
  readonly reserved: string;
  readonly precopy: PrecopyRule;
}

export interface ChoiceDraft {
  readonly id: string;
  readonly values: Readonly<Record<string, string | boolean>>;
}

/** A strategy that takes over, at a time as it is typed. */
export interface BranchDraft extends ChoiceDraft {
  readonly at: string;
}

/** What one side runs. */
export interface SideDraft extends ChoiceDraft {
  readonly branches: readonly BranchDraft[];
}

export type Infos = readonly StrategyInfo[];

function paramsOf(infos: Infos, id: string): readonly ParamSpec[] {
  return infos.find((info) => info.id === id)?.params ?? [];
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

/** A strategy's parameters as the panel shows them: those given, the others by default. */
export function choiceDraft(infos: Infos, { id, params = {} }: StrategyChoice): ChoiceDraft {
  const values = paramsOf(infos, id).map((spec) => {
    const value = params[spec.name] ?? spec.default;
    return [spec.name, typeof value === 'boolean' ? value : String(value)] as const;
  });
  return { id, values: Object.fromEntries(values) };
}

export function branchDraft(infos: Infos, branch: StrategyBranch): BranchDraft {
  return { at: String(branch.at), ...choiceDraft(infos, branch) };
}

function sideDraft(infos: Infos, choice: StrategyChoice): SideDraft {
  const branches = (choice.branches ?? []).map((branch) => branchDraft(infos, branch));
  return { ...choiceDraft(infos, choice), branches };
}

export function draftOf(infos: Infos, run: RunSettings, pair: readonly [StrategyChoice, StrategyChoice]): Draft {
  return {
    strategies: [sideDraft(infos, pair[0]), sideDraft(infos, pair[1])],
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
function choiceOf(infos: Infos, { id, values }: ChoiceDraft): StrategyChoice {
  const changed = paramsOf(infos, id).flatMap((spec) => {
    const value = valueOf(spec, values[spec.name]);
    return value === spec.default ? [] : [[spec.name, value] as const];
  });
  return changed.length === 0 ? { id } : { id, params: Object.fromEntries(changed) };
}

/** Times within a run of that length, s: when a branch or a move may be. */
export function timeRule(until: number): NumberRule {
  return { min: 0, max: until, isWhole: false };
}

/** The branch that a draft stands for; undefined while something in it is wrong. */
export function branchOf(infos: Infos, draft: BranchDraft, rule: NumberRule): StrategyBranch | undefined {
  if (faultOf(draft.at, rule) !== undefined || isFaulty(infos, draft)) return undefined;
  return { at: Number(draft.at), ...choiceOf(infos, draft) };
}

function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** What a side runs; of branches at one instant the last counts. undefined while something in it is wrong. */
function sideOf(infos: Infos, draft: SideDraft): StrategyChoice | undefined {
  const rule = timeRule(NUMBER_FIELDS.until.max);
  const found = draft.branches.map((branch) => branchOf(infos, branch, rule)).filter(isGiven);
  if (isFaulty(infos, draft) || found.length < draft.branches.length) return undefined;
  const byTime = new Map(found.map((branch) => [branch.at, branch]));
  const branches = [...byTime.values()].toSorted((a, b) => a.at - b.at);
  return { ...choiceOf(infos, draft), ...(branches.length > 0 && { branches }) };
}

function isFaulty(infos: Infos, choice: ChoiceDraft): boolean {
  return paramsOf(infos, choice.id).some(
    (spec) =>
      (spec.kind === 'number' || spec.kind === 'integer') &&
      faultOf(String(choice.values[spec.name] ?? ''), ruleOfParam(spec)) !== undefined,
  );
}

/** The settings that the draft stands for, what it does not name kept; undefined while a number is wrong. */
export function settingsOf(infos: Infos, draft: Draft, old: RunSettings): RunSettings | undefined {
  const isWrong = (name: NumberField): boolean => faultOf(draft[name], ruleOfField(NUMBER_FIELDS[name])) !== undefined;
  if (isWrong('until') || isWrong('seed') || isWrong('reserved')) return undefined;
  const sides = draft.strategies.map((side) => sideOf(infos, side)).filter(isGiven);
  if (sides.length < draft.strategies.length) return undefined;
  return {
    ...old,
    until: Number(draft.until),
    seed: Number(draft.seed),
    reservedMiBPerNode: Number(draft.reserved),
    precopy: draft.precopy,
    strategies: [...sides, ...(old.strategies ?? []).slice(2)],
  };
}
