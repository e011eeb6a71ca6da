import type { Guest } from '../../model/scenario.ts';

const WORD = /[\p{L}\p{N}]/u;

/** Two-letter forms of a name, the one that says most first: with its number ("db-12" → d2), its beginning, its other letters. */
function* formsOf(name: string): Generator<string> {
  const letters = Array.from(name).filter((letter) => WORD.test(letter));
  const [first = '·', ...rest] = letters;
  const last = rest.at(-1);
  if (last !== undefined && /\p{N}/u.test(last)) yield first + last;
  for (const letter of rest) yield first + letter;
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
 * Two letters for each guest, no two alike: what tells guests apart where neither name nor hue does. The first ones keep the forms
 * that say most; '' once a first letter has nothing left to offer (several dozen guests with names alike).
 */
export function tagsOf(guests: readonly Guest[]): readonly string[] {
  const tags = KNOWN.get(guests) ?? tagsFor(guests);
  KNOWN.set(guests, tags);
  return tags;
}
