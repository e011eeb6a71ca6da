import type { Arguments, ArgumentSpec, OptionSpec } from './arguments.ts';
import type { Io } from './io.ts';

/** One command of the program: a file of its own and a line in `commands.ts`. */
export interface Command extends ArgumentSpec {
  readonly name: string;
  readonly summary: string;
  /** More for `--help`, below the options. */
  readonly details?: () => string;
  /** The exit status. Throws UsageError and EngineError. */
  readonly run: (given: Arguments, io: Io) => number;
}

export const JSON_OPTION: OptionSpec = { name: 'json', help: 'one JSON document instead of tables' };
export const HELP_OPTION: OptionSpec = { name: 'help', help: 'this text' };

function optionWords({ name, value }: OptionSpec): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function synopsis(command: Command): string {
  const options = command.options.map((option) => `[${optionWords(option)}]${option.repeat === true ? '…' : ''}`);
  return ['nearfar', command.name, command.files, ...options].filter((word) => word !== '').join(' ');
}

/** Lines of two columns, the second wrapped nowhere. */
export function twoColumns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

/** The text of `nearfar COMMAND --help`. */
export function helpOf(command: Command): string {
  const options = twoColumns([...command.options, HELP_OPTION].map((option) => [optionWords(option), option.help]));
  const details = command.details?.();
  const parts = [`Usage: ${synopsis(command)}`, command.summary, `Options:\n${options}`];
  return `${[...parts, ...(details === undefined ? [] : [details])].join('\n\n')}\n`;
}
