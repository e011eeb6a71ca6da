import { farOf, partsOf, speedOf, type Placed } from './placed.ts';

/** One guest as the table has it. */
export interface GuestRow {
  readonly guest: number;
  readonly name: string;
  readonly group: string;
  /** Ids of the nodes where its vCPUs run, ascending. */
  readonly nodes: readonly number[];
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly speed: number;
  readonly far: number;
}

export type SortKey = 'name' | 'nodes' | 'vcpus' | 'memoryMiB' | 'speed' | 'far';

export interface Sorting {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** All guests with their figures. */
export function guestRows(placed: Placed): readonly GuestRow[] {
  const homes = new Map<number, Set<number>>();
  for (const part of placed.parts) {
    const known = homes.get(part.guest) ?? new Set<number>();
    homes.set(part.guest, known.add(placed.host.nodes[part.home]!.id));
  }
  return placed.guests.map(({ name, group = '', vcpus, memoryMiB }, guest) => ({
    guest,
    name,
    group,
    nodes: [...(homes.get(guest) ?? [])].toSorted((a, b) => a - b),
    vcpus,
    memoryMiB,
    speed: speedOf(placed, guest),
    far: farOf(placed, guest),
  }));
}

/** Numbers within names count as numbers: vm-2 before vm-10. The same on every machine. */
function compareNames(a: string, b: string): number {
  const [p, q] = [a, b].map((name) => name.toLowerCase().match(/\d+|\D+/g) ?? []);
  for (let i = 0; i < Math.min(p!.length, q!.length); i += 1) {
    const [x, y] = [p![i]!, q![i]!];
    if (x === y) continue;
    const numbers = /^\d/.test(x) && /^\d/.test(y);
    return numbers ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return p!.length - q!.length;
}

function compare(a: GuestRow, b: GuestRow, by: SortKey): number {
  if (by === 'name') return compareNames(a.name, b.name);
  if (by === 'nodes') return (a.nodes[0] ?? -1) - (b.nodes[0] ?? -1) || a.nodes.length - b.nodes.length;
  return a[by] - b[by];
}

/** Rows whose name or group holds all the words, in order; equals by name. */
export function shownRows(rows: readonly GuestRow[], words: string, { by, descending }: Sorting): readonly GuestRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = `${row.name} ${row.group} node ${row.nodes.join(' node ')}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const sign = descending ? -1 : 1;
  return found.toSorted((a, b) => sign * compare(a, b, by) || compareNames(a.name, b.name));
}

/** The part of a long list that a scrolled frame shows, with some rows around it. */
export function windowOf(count: number, rowHeight: number, top: number, height: number): readonly [number, number] {
  const first = Math.max(0, Math.floor(top / rowHeight) - 8);
  return [first, Math.min(count, Math.ceil((top + height) / rowHeight) + 8)];
}

/** The part of a guest that is taken when it is taken by its name: the first. */
export function firstPart(placed: Placed, guest: number): { part: number; node: number } | undefined {
  const part = partsOf(placed, guest)[0];
  return part && { part: part.part, node: part.home };
}
