import { BYTES_PER_MIB } from '../../../model/units.ts';
import { scanJson } from '../../json-scan.ts';
import { quoted } from '../../problems.ts';
import { MAX_MEMORY_BYTES } from '../limits.ts';
import type { Source } from '../source.ts';
import type { Word } from './words.ts';

/** The keys of an option's argument, each with all its values in order; `first` is the value without a key. */
export interface Keys {
  readonly first: string | undefined;
  readonly offset: number;
  all(key: string): readonly string[];
  get(key: string): string | undefined;
}

function keysOf(pairs: readonly (readonly [string, string])[], first: string | undefined, offset: number): Keys {
  const all = (key: string): string[] => pairs.filter(([name]) => name === key).map(([, value]) => value);
  return { first, offset, all, get: (key) => all(key).at(-1) };
}

function flatten(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(flatten);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

function jsonKeys(source: Source, word: Word): Keys {
  // The scan bounds the depth, too.
  const fault = scanJson(word.text, {});
  if (fault) source.error('json', `${quoted(word.text)} is not JSON: ${fault.message}`, word.offset);
  const parsed: unknown = fault ? undefined : JSON.parse(word.text);
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  const pairs = entries.flatMap(([key, value]) => flatten(value).map((one) => [key, one] as const));
  return keysOf(
    pairs,
    pairs.find(([key]) => key === 'qom-type' || key === 'type' || key === 'driver')?.[1],
    word.offset,
  );
}

/** Items between commas; a doubled comma stands for one inside an item. */
function splitItems(text: string): string[] {
  const items = [''];
  for (const chunk of text.match(/,,|,|[^,]+/g) ?? []) {
    if (chunk === ',') items.push('');
    else items[items.length - 1] += chunk === ',,' ? ',' : chunk;
  }
  return items;
}

/** "node,nodeid=0,cpus=0-1" or its JSON form; a doubled comma is a comma in a value. */
export function parseKeys(source: Source, word: Word): Keys {
  if (word.text.startsWith('{')) return jsonKeys(source, word);
  const items = splitItems(word.text);
  const [head = '', ...rest] = items;
  const pairs = (head.includes('=') ? items : rest).map((item) => {
    const at = item.indexOf('=');
    return at < 0 ? ([item, 'on'] as const) : ([item.slice(0, at), item.slice(at + 1)] as const);
  });
  return keysOf(pairs, head.includes('=') ? undefined : head, word.offset);
}

const FACTORS: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  m: BYTES_PER_MIB,
  g: 2 ** 30,
  t: 2 ** 40,
  p: 2 ** 50,
};

/** A size with QEMU's suffixes, in bytes; without a suffix in `unit`. */
export function sizeOf(source: Source, text: string | undefined, unit: number, offset: number): number | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{1,19})(?:\.(\d{1,6}))?([bkmgtp]?)$/i.exec(text);
  const factor = match?.[3] ? FACTORS[match[3].toLowerCase()]! : unit;
  const bytes = match ? Number(`${match[1]}.${match[2] ?? 0}`) * factor : Number.NaN;
  if (bytes <= MAX_MEMORY_BYTES) return bytes;
  source.error('size', `${quoted(text)} is not a size like 4096, 512M or 4G`, offset);
  return undefined;
}

/** A whole number of an option. */
export function countOf(
  source: Source,
  text: string | undefined,
  what: string,
  max: number,
  offset: number,
): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text) && Number(text) <= max) return Number(text);
  source.error('not-a-number', `${what} ${quoted(text)} is not a whole number up to ${max}`, offset);
  return undefined;
}
