import type { Dice } from './random-dice.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Legal at many places, and extreme. */
const NUMBERS: readonly number[] = [0, 1, 2, 7, 0.5, 0.001, 1e-6, 1 / 256, 100, 65_535, 1e6, 2 ** 32, 2 ** 42];
const VALUES: readonly Json[] = [...NUMBERS, -1, 1e-300, 1e308, null, '', '0', '1-3', true, [], {}];

const FACTORS = [0, 0.001, 0.5, 2, 100, 1e4];

function other(value: Json, dice: Dice): Json {
  if (typeof value === 'string' && !dice.chance(10)) return value;
  if (typeof value !== 'number' || dice.chance(10)) return dice.pick(VALUES);
  if (dice.chance(30)) return dice.pick(NUMBERS);
  const scaled = value * dice.pick(FACTORS);
  return Number.isInteger(value) ? Math.ceil(scaled) : scaled;
}

/** Changes one value somewhere: another, none, one twice, or two in each other's place. */
function mutate(value: Json, dice: Dice): Json {
  if (typeof value !== 'object' || value === null) return other(value, dice);
  const keys = Object.keys(value);
  if (keys.length === 0 || dice.chance(4)) return dice.pick(VALUES);
  const key = dice.pick(keys);
  return Array.isArray(value) ? mutateList(value, Number(key), dice) : mutateField(value, key, dice);
}

function mutateList(list: readonly Json[], at: number, dice: Dice): Json {
  if (dice.chance(5)) return list.filter((_, n) => n !== at);
  if (dice.chance(5)) return [...list, list[at]];
  if (dice.chance(5)) return dice.shuffle(list);
  return list.map((item, n) => (n === at ? mutate(item, dice) : item));
}

function mutateField(fields: { readonly [key: string]: Json }, key: string, dice: Dice): Json {
  if (!dice.chance(5)) return { ...fields, [key]: mutate(fields[key], dice) };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));
}

/** A scenario file with up to four values of its host, guests or run changed. */
export function mutated(file: Readonly<Record<string, Json>>, dice: Dice): Record<string, Json> {
  const changed = { ...file };
  for (let n = dice.between(1, 4); n > 0; n--) {
    const key = dice.pick(['host', 'guests', 'guests', 'run']);
    changed[key] = mutate(changed[key], dice);
  }
  return changed;
}
