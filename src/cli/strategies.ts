import { fillParams } from '../engine/params.ts';
import type { Branch } from '../engine/run.ts';
import type { ParamSpec, Params, Strategy, StrategyInfo } from '../engine/strategy.ts';
import { shown } from '../model/findings.ts';
import { MOVE_FIELDS } from '../model/fields.ts';
import type { ParamValue, Scenario, StrategyChoice } from '../model/scenario.ts';
import { strategyById, STRATEGIES } from '../strategies/index.ts';
import { numberOption, UsageError } from './arguments.ts';
import { twoColumns } from './command.ts';
import { EngineError } from '../engine/scenario/host-model.ts';

/** A strategy to run, with every parameter, and who takes over from it when. */
export interface Choice {
  readonly strategy: Strategy;
  readonly params: Params;
  readonly branches: readonly Branch[];
}

/** A strategy with its parameters, of a choice or one of its branches. */
type Charge = Pick<Choice, 'strategy' | 'params'>;

function knownIds(): string {
  return STRATEGIES.map((strategy) => strategy.id).join(', ');
}

function valueOf(spec: ParamSpec, text: string): ParamValue {
  if (spec.kind === 'choice') return text;
  if (spec.kind === 'boolean') return text === 'true' || (text === 'false' ? false : text);
  return text.trim() === '' ? text : Number(text);
}

function paramsOf(info: StrategyInfo, text: string): Record<string, ParamValue> {
  const pairs = text.split(',').map((pair): [string, ParamValue] => {
    const equals = pair.indexOf('=');
    if (equals < 0) throw new UsageError(`--strategy: "${shown(pair)}" is not a parameter such as key=value`);
    const name = pair.slice(0, equals);
    const spec = info.params.find((one) => one.name === name);
    if (spec === undefined) throw new UsageError(`${info.id} has no parameter "${shown(name)}"; see --help`);
    return [name, valueOf(spec, pair.slice(equals + 1))];
  });
  return Object.fromEntries(pairs);
}

/** `ID` or `ID:key=value,…`. Throws UsageError for what is unknown or out of range. */
function parseCharge(text: string): Charge {
  const [, id = '', given] = /^([^:]*)(?::([\s\S]*))?$/.exec(text) ?? [];
  const strategy = strategyById(id);
  if (strategy === undefined) throw new UsageError(`there is no strategy "${shown(id)}", only ${knownIds()}`);
  try {
    return { strategy, params: fillParams(strategy, given === undefined ? {} : paramsOf(strategy, given)) };
  } catch (error) {
    if (error instanceof EngineError) throw new UsageError(error.message);
    throw error;
  }
}

/** `S=ID` or `S=ID:key=value,…`: from S on. */
function parseBranch(text: string): Branch {
  const [, at = '', charge = ''] = /^([^=]*)=([\s\S]*)$/.exec(text) ?? [];
  return { at: numberOption('strategy @', at, MOVE_FIELDS.at.min, MOVE_FIELDS.at.max), ...parseCharge(charge) };
}

/** A strategy, then `@S=` and the one that takes over at S, if any. Throws UsageError for what is unknown or out of range. */
export function parseChoice(text: string): Choice {
  const [first = '', ...later] = text.split('@');
  const branches = later.map(parseBranch);
  const back = branches.findIndex(({ at }, n) => n > 0 && at <= (branches[n - 1]?.at ?? 0));
  if (back > 0) throw new UsageError(`--strategy: @${branches[back]?.at} is not after the one before it`);
  return { ...parseCharge(first), branches };
}

const APPROACHES = ['guest-numa', 'dynamic-balance'];

/** A strategy that the file names at `path`. Throws EngineError with the field's path. */
function chargeAt({ id, params }: StrategyChoice, path: string): Charge {
  const strategy = strategyById(id);
  if (strategy === undefined)
    throw new EngineError(`there is no strategy "${shown(id)}", only ${knownIds()}`, `${path}.id`);
  try {
    return { strategy, params: fillParams(strategy, params) };
  } catch (error) {
    if (error instanceof EngineError) throw new EngineError(error.message, `${path}.${error.path}`);
    throw error;
  }
}

/** The strategies that the file names, or both approaches of the discussion. Throws EngineError with the field's path. */
export function choicesOf(scenario: Scenario): Choice[] {
  const named = scenario.run?.strategies ?? [];
  const choices = named.length > 0 ? named : APPROACHES.map((id) => ({ id, params: {} }));
  return choices.map(({ branches: later = [], ...first }: StrategyChoice, n) => {
    const path = `run.strategies[${n}]`;
    const branches = later.map(({ at, ...branch }, i) => ({ at, ...chargeAt(branch, `${path}.branches[${i}]`) }));
    return { ...chargeAt(first, path), branches };
  });
}

function rangeOf(spec: ParamSpec): string {
  if (spec.kind === 'boolean') return 'true or false';
  if (spec.kind === 'choice') return spec.choices.map((choice) => choice.value).join(', ');
  return `${spec.min}..${spec.max}${spec.unit === undefined ? '' : ` ${spec.unit}`}`;
}

function describe(info: StrategyInfo): string {
  const rows = info.params.map((spec): [string, string] => [
    `  ${spec.name}=${spec.default}`,
    `${spec.help} (${rangeOf(spec)})`,
  ]);
  return [`  ${info.id}: ${info.origin}`, ...(rows.length === 0 ? [] : [twoColumns(rows)])].join('\n');
}

/** All strategies with their parameters and defaults, drawn from their own descriptions. */
export function strategyHelp(): string {
  return `Strategies, with their parameters and defaults:\n${STRATEGIES.map(describe).join('\n')}`;
}
