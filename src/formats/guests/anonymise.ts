import type { Guest, Scenario } from '../../model/scenario.ts';

/** Names and what stands for them. */
export type Pseudonyms = ReadonlyMap<string, string>;

/** "guest-1", "group-2" … for every guest and group of a scenario in their order, "host" for its host. */
export function pseudonymsOf(scenario: Scenario): Pseudonyms {
  const names = new Map<string, string>();
  const groups = new Set(scenario.guests.flatMap(({ group }) => (group === undefined ? [] : [group])));
  for (const [i, group] of [...groups].entries()) names.set(group, `group-${i + 1}`);
  for (const [i, { name }] of scenario.guests.entries()) names.set(name, `guest-${i + 1}`);
  names.set(scenario.host.name, 'host');
  return names;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Replaces every name in texts where it stands as a word of its own; longer names first. */
export function renamer(names: Pseudonyms): (text: string) => string {
  const known = [...names.keys()].filter((name) => name !== '').toSorted((a, b) => b.length - a.length);
  if (known.length === 0) return (text) => text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${known.map(escaped).join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
  return (text) => text.replaceAll(pattern, (name) => names.get(name) ?? name);
}

/** One text with every name replaced. */
export function anonymiseText(text: string, names: Pseudonyms): string {
  return renamer(names)(text);
}

function anonymousGuest(guest: Guest, names: Pseudonyms): Guest {
  // What it was imported from holds addresses, disks and more: it is not kept.
  const { original: _, group, ...rest } = guest;
  return {
    ...rest,
    name: names.get(guest.name) ?? 'guest',
    ...(group !== undefined && { group: names.get(group) ?? 'group' }),
  };
}

/**
 * The scenario without the names of its guests, groups and host. Imported originals go; free texts keep their words but for the
 * names. Numbers, and with them every result, stay.
 */
export function anonymise(scenario: Scenario, names: Pseudonyms = pseudonymsOf(scenario)): Scenario {
  const { name, note, host, run } = scenario;
  const sources = Object.entries(host.sources ?? {}).map(
    ([path, source]) => [path, { ...source, text: anonymiseText(source.text, names) }] as const,
  );
  const moves = run?.moves?.map((move) => ({ ...move, guest: names.get(move.guest) ?? move.guest }));
  return {
    ...scenario,
    ...(name !== undefined && { name: anonymiseText(name, names) }),
    ...(note !== undefined && { note: anonymiseText(note, names) }),
    host: {
      ...host,
      name: names.get(host.name) ?? 'host',
      ...(host.sources && { sources: Object.fromEntries(sources) }),
    },
    guests: scenario.guests.map((guest) => anonymousGuest(guest, names)),
    ...(run && { run: { ...run, ...(moves && { moves }) } }),
  };
}

/**
 * As `anonymise`, but guests keep what they were imported from: for commands, which start from there and print nothing of it.
 * Not for files that somebody else gets.
 */
export function renamed(scenario: Scenario, names: Pseudonyms): Scenario {
  const anonymous = anonymise(scenario, names);
  const guests = anonymous.guests.map((guest, i) => {
    const original = scenario.guests[i]?.original;
    return original ? { ...guest, original } : guest;
  });
  return { ...anonymous, guests };
}
