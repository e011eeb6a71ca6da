import type { Host } from '../model/host.ts';
import type { Guest, Scenario } from '../model/scenario.ts';
import { withoutPlacement } from './rehost.ts';

/** What becomes of the guests on the table when others are imported. */
export type ImportMode = 'replace' | 'add';

function shapeOf({ nodes }: Host): string {
  return JSON.stringify(nodes.map(({ id, threads, cpus }) => [id, threads, cpus]));
}

/** Whether two hosts have the same nodes with the same pCPUs, so that places on one mean the same on the other. */
export function isSameHost(a: Host, b: Host): boolean {
  return shapeOf(a) === shapeOf(b);
}

/** The guests on the table, on a host: on another one they are placed anew. */
function remaining(current: Scenario, host: Host): readonly Guest[] {
  return isSameHost(current.host, host) ? current.guests : current.guests.map(withoutPlacement);
}

/** Guests of the same name are taken to be the same. */
function added(old: readonly Guest[], guests: readonly Guest[]): readonly Guest[] {
  const fresh = new Map(guests.map((guest) => [guest.name, guest]));
  const known = new Set(old.map(({ name }) => name));
  return [...old.map((guest) => fresh.get(guest.name) ?? guest), ...guests.filter(({ name }) => !known.has(name))];
}

/** The scenario that an import asks for; guests that come with their placement keep it, whether it fits or not. */
export function combine(
  host: Host,
  guests: readonly Guest[] | undefined,
  current: Scenario | undefined,
  mode: ImportMode,
): Scenario {
  if (!current) return { nearfar: 1, host, guests: guests ?? [] };
  if (!guests) return { ...current, host, guests: remaining(current, host) };
  if (mode === 'add') return { ...current, host, guests: added(remaining(current, host), guests) };
  const { moves: _moves, ...run } = current.run ?? {};
  return { nearfar: 1, name: host.name, host, guests, run };
}

/** In which ways inputs can be taken, the likelier first: guests alone come to those on the table. */
export function modesOf(hasHost: boolean, hasGuests: boolean, hasTable: boolean): readonly ImportMode[] {
  if (!hasGuests || !hasTable) return ['replace'];
  return hasHost ? ['replace', 'add'] : ['add', 'replace'];
}
