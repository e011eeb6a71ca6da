import { shown } from '../model/findings.ts';

/** The command was called wrongly; the message says how. */
export class UsageError extends Error {}

export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for its value in the help; without it the option is a switch. */
  readonly value?: string;
  readonly repeat?: boolean;
  readonly help: string;
}

export interface ArgumentSpec {
  /** What stands for the files in the help: "SCENARIO", "FILE…". */
  readonly files: string;
  readonly least: number;
  readonly most: number;
  readonly options: readonly OptionSpec[];
}

export interface Arguments {
  readonly files: readonly string[];
  readonly has: (option: string) => boolean;
  readonly all: (option: string) => readonly string[];
  readonly one: (option: string) => string | undefined;
}

function optionNamed(spec: ArgumentSpec, name: string): OptionSpec {
  const option = spec.options.find((one) => one.name === name);
  if (option === undefined) throw new UsageError(`unknown option --${shown(name)}`);
  return option;
}

interface Taken {
  readonly files: string[];
  readonly values: Map<string, string[]>;
}

function keep({ values }: Taken, option: OptionSpec, value: string): void {
  const before = values.get(option.name) ?? [];
  if (before.length > 0 && option.repeat !== true) throw new UsageError(`--${option.name} is given twice`);
  values.set(option.name, [...before, value]);
}

/** One option at `argv[at]`; gives the number of words that it takes. */
function takeOption(spec: ArgumentSpec, taken: Taken, argv: readonly string[], at: number): number {
  const [, name = '', given] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(argv[at] ?? '') ?? [];
  const option = optionNamed(spec, name);
  if (option.value === undefined) {
    if (given !== undefined) throw new UsageError(`--${name} takes no value`);
    keep(taken, option, '');
    return 1;
  }
  const value = given ?? argv[at + 1];
  if (value === undefined) throw new UsageError(`--${name} wants a value: ${option.value}`);
  keep(taken, option, value);
  return given === undefined ? 2 : 1;
}

function checkFiles({ files, least, most }: ArgumentSpec, given: readonly string[]): void {
  if (given.length < least) throw new UsageError(`${files} is missing`);
  if (given.length > most) throw new UsageError(`"${shown(given[most] ?? '')}" is one file too many`);
  if (given.filter((file) => file === '-').length > 1) throw new UsageError('standard input can be read only once');
}

/** The words after the command. Throws UsageError for unknown options, missing values and a wrong number of files. */
export function parseArguments(spec: ArgumentSpec, argv: readonly string[]): Arguments {
  const taken: Taken = { files: [], values: new Map() };
  for (let at = 0; at < argv.length;) {
    const word = argv[at] ?? '';
    if (word === '--') {
      taken.files.push(...argv.slice(at + 1));
      break;
    }
    if (word.startsWith('--')) at += takeOption(spec, taken, argv, at);
    else if (word.startsWith('-') && word !== '-') throw new UsageError(`unknown option ${shown(word)}`);
    else {
      taken.files.push(word);
      at++;
    }
  }
  checkFiles(spec, taken.files);
  const all = (option: string): readonly string[] => taken.values.get(option) ?? [];
  return { files: taken.files, has: (option) => taken.values.has(option), all, one: (option) => all(option)[0] };
}

/** A number as an option wants it. Throws UsageError that names the option and its range. */
export function numberOption(name: string, text: string, min: number, max: number, whole = false): number {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  const kind = whole ? 'a whole number' : 'a number';
  if (!(value >= min && value <= max) || (whole && !Number.isInteger(value)))
    throw new UsageError(`--${name} ${shown(text)}: ${kind} within ${min}..${max} is expected`);
  return value;
}
