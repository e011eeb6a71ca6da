import { parseCpulist } from './cpulist.ts';
import type { FieldSpec } from './fields.ts';
import { memberPath, shownValue, type Findings } from './findings.ts';
import { PAGES_PER_MIB } from './units.ts';

/** Looks at the value at `path` and says what is wrong with it. */
export type Check = (value: unknown, path: string, out: Findings) => void;

/** Keys of an object, each with its check; `required` in the order in which they are missed. */
export interface Shape {
  readonly checks: readonly (readonly [string, Check])[];
  readonly known: ReadonlySet<string>;
  readonly required: readonly (readonly [string, string])[];
}

type Fault = readonly [code: string, message: string];

function rangeOf({ min = 0, max, aboveMin }: FieldSpec): string {
  const range = max === undefined ? `${min} or more` : `${min}..${max}`;
  return aboveMin === true ? `${range}, ${min} excluded` : range;
}

const NOUNS: Record<FieldSpec['kind'], string> = {
  number: 'a number',
  integer: 'a whole number',
  mebibytes: 'a whole number of MiB or of pages (1/256 MiB)',
  text: 'a text',
  boolean: 'true or false',
  choice: 'a choice',
  cpulist: 'a list of CPUs such as "0-3,8"',
};

/** What a field wants, in words. */
export function expected(spec: FieldSpec): string {
  if (spec.kind === 'choice') return `one of ${(spec.choices ?? []).join(', ')}`;
  if (spec.kind === 'text' || spec.kind === 'boolean' || spec.kind === 'cpulist') return NOUNS[spec.kind];
  return `${NOUNS[spec.kind]} within ${rangeOf(spec)}`;
}

/** Figures below this underflow when they are multiplied; nothing that is not 0 is so small. */
const LEAST = 1e-12;

function isOutside(value: number, { min = -Infinity, max = Infinity, aboveMin }: FieldSpec): boolean {
  return value < min || value > max || (aboveMin === true && value === min);
}

function numberFault(spec: FieldSpec, value: unknown): Fault | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return ['not-a-number', `${shownValue(value)} is not ${NOUNS[spec.kind]}`];
  if (isOutside(value, spec)) return ['out-of-range', `${value} is not within ${rangeOf(spec)}`];
  if (value !== 0 && Math.abs(value) < LEAST)
    return ['too-small', `${value} is too small to compute with, expected 0 or at least ${LEAST}`];
  const grain = spec.kind === 'mebibytes' ? PAGES_PER_MIB : 1;
  if (spec.kind !== 'number' && !Number.isInteger(value * grain))
    return ['not-whole', `${value} is not ${NOUNS[spec.kind]}`];
  return undefined;
}

function textFault(spec: FieldSpec, value: unknown): Fault | undefined {
  if (typeof value !== 'string') return ['not-a-text', `${shownValue(value)} is not a text`];
  if (value.length < (spec.min ?? 0)) return ['empty-text', 'the text is empty'];
  if (value.length > (spec.max ?? Infinity))
    return ['long-text', `a text of ${value.length} characters is longer than ${spec.max}`];
  return undefined;
}

function choiceFault(spec: FieldSpec, value: unknown): Fault | undefined {
  if (typeof value === 'string' && spec.choices?.includes(value) === true) return undefined;
  return ['not-a-choice', `${shownValue(value)} is not ${expected(spec)}`];
}

function cpulistFault(spec: FieldSpec, value: unknown): Fault | undefined {
  if (typeof value !== 'string') return ['not-a-cpulist', `${shownValue(value)} is not ${NOUNS[spec.kind]}`];
  const numbers = parseCpulist(value);
  return typeof numbers === 'string' ? ['not-a-cpulist', numbers] : undefined;
}

function booleanFault(_spec: FieldSpec, value: unknown): Fault | undefined {
  return typeof value === 'boolean' ? undefined : ['not-a-boolean', `${shownValue(value)} is neither true nor false`];
}

const FAULTS: Record<FieldSpec['kind'], (spec: FieldSpec, value: unknown) => Fault | undefined> = {
  number: numberFault,
  integer: numberFault,
  mebibytes: numberFault,
  text: textFault,
  boolean: booleanFault,
  choice: choiceFault,
  cpulist: cpulistFault,
};

/** What is wrong with a value for this field, as a sentence; undefined if nothing is. Forms ask it too. */
export function fieldFault(spec: FieldSpec, value: unknown): string | undefined {
  return FAULTS[spec.kind](spec, value)?.[1];
}

/** The check of one field of the table. */
export function field(spec: FieldSpec): Check {
  return (value, path, out) => {
    const fault = FAULTS[spec.kind](spec, value);
    if (fault !== undefined) out.error(path, ...fault);
  };
}

/** An object with the fields of the table and further keys with checks of their own; `wanted` says what a required key is to be. */
export function shape(
  fields: Readonly<Record<string, FieldSpec>>,
  inner: Readonly<Record<string, Check>> = {},
  wanted: Readonly<Record<string, string>> = {},
): Shape {
  const checks = [
    ...Object.entries(fields).map(([key, spec]): [string, Check] => [key, field(spec)]),
    ...Object.entries(inner),
  ];
  const required = Object.entries(fields)
    .filter(([, spec]) => spec.required === true)
    .map(([key, spec]): [string, string] => [key, expected(spec)]);
  return {
    checks,
    known: new Set(checks.map(([key]) => key)),
    required: [...required, ...Object.entries(wanted)],
  };
}

/** An object as JSON means it: no list, not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member; what the object inherits is not in the file. */
export function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function recordOr(value: unknown, path: string, out: Findings): Record<string, unknown> | undefined {
  if (isRecord(value)) return value;
  out.error(path, 'not-an-object', `${shownValue(value)} is not an object { … }`);
  return undefined;
}

/** The check of an object: wrong and missing members are errors, unknown keys are warned of. */
export function object({ checks, known, required }: Shape): Check {
  return (value, path, out) => {
    const record = recordOr(value, path, out);
    if (record === undefined) return;
    for (const key of Object.keys(record)) {
      if (!known.has(key)) out.warn(memberPath(path, key), 'unknown-key', 'unknown key, kept as it is');
    }
    for (const [key, check] of checks) {
      const member = own(record, key);
      if (member !== undefined) check(member, memberPath(path, key), out);
    }
    for (const [key, words] of required) {
      if (own(record, key) === undefined) out.error(memberPath(path, key), 'missing', `missing, expected ${words}`);
    }
  };
}

/** The check of a list whose items all pass `item`. */
export function list(item: Check, most: number): Check {
  return (value, path, out) => {
    if (!Array.isArray(value)) {
      out.error(path, 'not-a-list', `${shownValue(value)} is not a list [ … ]`);
      return;
    }
    if (value.length > most) {
      out.error(path, 'too-many', `${value.length} items are more than ${most}`);
      return;
    }
    for (let n = 0; n < value.length && !out.full; n++) item(value[n], `${path}[${n}]`, out);
  };
}

/** The check of an object with free keys whose members all pass `item`. */
export function dictionary(item: Check): Check {
  return (value, path, out) => {
    const record = recordOr(value, path, out);
    if (record === undefined) return;
    for (const key of Object.keys(record)) item(record[key], memberPath(path, key), out);
  };
}

/** True if the check finds nothing wrong: then the value is what the check says. */
export function passes(check: Check, value: unknown, path: string, out: Findings): boolean {
  const before = out.errors;
  check(value, path, out);
  return out.errors === before;
}
