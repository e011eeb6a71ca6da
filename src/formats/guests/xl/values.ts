import { quoted } from '../../problems.ts';
import type { Source } from '../source.ts';
import type { Settings, Value } from './settings.ts';

/** The text of a single value, with where it stands; undefined if the setting is missing or a list (which is said). */
export function textOf(source: Source, settings: Settings, name: string): { text: string; offset: number } | undefined {
  const setting = settings.get(name);
  if (!setting) return undefined;
  const { value } = setting;
  if (value.kind === 'atom') return { text: value.value, offset: value.offset };
  source.warn(
    'single-value-expected',
    `"${name}" is a list, expected a single value: ignored, as xl does`,
    value.offset,
  );
  return undefined;
}

/** A number as `strtol(…, 0)` reads it: decimal, 0x… or 0… (octal). */
export function parseLong(text: string): number | undefined {
  const trimmed = text.trimStart();
  if (/^0x[0-9a-f]+$/i.test(trimmed)) return Number.parseInt(trimmed, 16);
  if (/^0[0-7]+$/.test(trimmed)) return Number.parseInt(trimmed, 8);
  return /^(?:0|[1-9]\d*)$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** A whole number within bounds; what is wrong with it becomes an error. */
export function numberOf(
  source: Source,
  settings: Settings,
  name: string,
  [min, max]: readonly [number, number],
): number | undefined {
  const found = textOf(source, settings, name);
  if (!found) return undefined;
  const value = parseLong(found.text);
  if (value === undefined) {
    source.error('not-a-number', `${name} ${quoted(found.text)} is not a whole number`, found.offset);
  } else if (value > max) {
    source.error(
      'number-too-large',
      `${name} ${quoted(found.text)}: the number is too large, expected ${min}..${max}`,
      found.offset,
    );
  } else if (value < min) {
    source.error('number-too-small', `${name} ${quoted(found.text)} is not within ${min}..${max}`, found.offset);
  } else return value;
  return undefined;
}

/** The texts of a list; items that are lists themselves are left out, as xl does. */
export function atomsOf(value: Value): { text: string; offset: number }[] {
  if (value.kind === 'atom') return [{ text: value.value, offset: value.offset }];
  return value.items.flatMap((item) => (item.kind === 'atom' ? [{ text: item.value, offset: item.offset }] : []));
}
