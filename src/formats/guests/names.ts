import type { ReadGuest } from './reading.ts';

/** Guests with names made different ("g", "g (2)"): two guests of a scenario never share one. `said` hears of each change. */
export function withOwnNames(guests: readonly ReadGuest[], said: (message: string) => void): ReadGuest[] {
  const names = new Set<string>();
  return guests.map((guest) => {
    let { name } = guest;
    for (let n = 2; names.has(name); n++) name = `${guest.name} (${n})`;
    names.add(name);
    if (name !== guest.name)
      said(`a second guest is called "${guest.name.slice(0, 60)}": here it is "${name.slice(0, 70)}"`);
    return { ...guest, name };
  });
}
