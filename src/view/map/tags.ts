import type { Guest } from '../../model/scenario.ts';

const WORD = /[\p{L}\p{N}]/u;

/**
 * Short forms of a name, the one that says most first: with its last figure ("db-12" → d2), its beginning, its other letters, its
 * whole number where two letters are used up (d12).
 */
function* formsOf(name: string): Generator<string> {
  const letters = Array.from(name).filter((letter) => WORD.test(letter));
  const [first = '·', ...rest] = letters;
  const last = rest.at(-1);
  if (last !== undefined && /\p{N}/u.test(last)) yield first + last;
  for (const letter of rest) yield first + letter;
  const number = /\d{2,4}$/.exec(name)?.[0];
  if (number !== undefined) yield first + number;
  for (let i = 0; i < 36; i += 1) yield first + i.toString(36);
}

function tagsFor(guests: readonly Guest[]): readonly string[] {
  const taken = new Set<string>();
  return guests.map(({ name }) => {
    for (const form of formsOf(name))
      if (!taken.has(form)) {
        taken.add(form);
        return form;
      }
    return '';
  });
}

/** Guests are immutable, so their tags are found once. */
const KNOWN = new WeakMap<readonly Guest[], readonly string[]>();

/**
 * Two or three letters for each guest, no two alike: what tells guests apart where neither name nor hue does. The first ones keep
 * the forms that say most; '' once nothing is left to offer (several dozen guests with names alike and without numbers).
 */
export function tagsOf(guests: readonly Guest[]): readonly string[] {
  const tags = KNOWN.get(guests) ?? tagsFor(guests);
  KNOWN.set(guests, tags);
  return tags;
}
