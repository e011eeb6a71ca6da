import type { ParamValue } from '../model/scenario.ts';

/** A parameter of a strategy as data: validation, panel, docs and command-line help are drawn from it. */
export type ParamSpec = NumberParam | ChoiceParam | BooleanParam;

interface ParamBase {
  readonly name: string;
  readonly title: string;
  readonly help: string;
}

export interface NumberParam extends ParamBase {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly unit?: string;
}

export interface ChoiceParam extends ParamBase {
  readonly kind: 'choice';
  readonly default: string;
  readonly choices: readonly { readonly value: string; readonly title: string }[];
}

export interface BooleanParam extends ParamBase {
  readonly kind: 'boolean';
  readonly default: boolean;
}

/** Every parameter of the strategy by name, defaults filled in. */
export type Params = Readonly<Record<string, ParamValue>>;

/** What the panel and the command line know of a strategy. */
export interface StrategyInfo {
  readonly id: string;
  readonly title: string;
  /** The message or source that it follows. */
  readonly origin: string;
  readonly params: readonly ParamSpec[];
}
