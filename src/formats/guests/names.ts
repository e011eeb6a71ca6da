import type { ReadGuest } from './reading.ts';

/** Guests with names made different ("g", "g (2)"): two guests of a scenario never share one. `said` hears of each change. */
export function withOwnNames(guests: readonly ReadGuest[], said: (message: string) => void): ReadGuest[] {
  const names = new Set<string>();
  const next = new Map<string, number>();
  return guests.map((guest) => {
    let { name } = guest;
    let n = next.get(name) ?? 2;
    while (names.has(name)) name = `${guest.name} (${n++})`;
    next.set(guest.name, n);
    names.add(name);
    if (name !== guest.name)
      said(`a second guest is called "${guest.name.slice(0, 60)}": here it is "${name.slice(0, 70)}"`);
    return { ...guest, name };
  });
}
