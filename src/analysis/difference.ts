import type { Host } from '../model/host.ts';
import type { Guest, Scenario } from '../model/scenario.ts';

/** One field that differs; undefined = not there. */
export interface FieldChange {
  /** Path below the host or the guest: "nodes[1].memoryMiB". */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What changed between two imports of the same host. */
export interface Difference {
  readonly host: readonly FieldChange[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly guest: string; readonly fields: readonly FieldChange[] }[];
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function keysOf(value: unknown): string[] {
  return isBranch(value) ? Object.keys(value) : [];
}

function member(value: unknown, key: string): unknown {
  if (!isBranch(value) || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function pathOf(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function changes(before: unknown, after: unknown, path: string): FieldChange[] {
  if (Object.is(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after }];
  const keys = [...new Set([...keysOf(before), ...keysOf(after)])];
  return keys.flatMap((key) =>
    changes(member(before, key), member(after, key), pathOf(path, key, Array.isArray(after))),
  );
}

/** What a user would call a change: not the text that a guest was imported from, nor where figures come from. */
function seen(value: Guest | Host): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'original' && key !== 'sources'));
}

/** What changed on a host since its last import: its own figures, guests that came, went, or are otherwise than before. */
export function difference(before: Scenario, after: Scenario): Difference {
  const old = new Map(before.guests.map((guest) => [guest.name, guest]));
  const now = new Set(after.guests.map(({ name }) => name));
  const changed = after.guests.flatMap((guest) => {
    const was = old.get(guest.name);
    const fields = was ? changes(seen(was), seen(guest), '') : [];
    return fields.length > 0 ? [{ guest: guest.name, fields }] : [];
  });
  return {
    host: changes(seen(before.host), seen(after.host), ''),
    added: after.guests.filter(({ name }) => !old.has(name)).map(({ name }) => name),
    removed: before.guests.filter(({ name }) => !now.has(name)).map(({ name }) => name),
    changed,
  };
}
