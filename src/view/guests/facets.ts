import { GUEST_STATES, SPREADS } from '../texts/tables.ts';
import type { GuestRow, GuestState, Spread } from './guest-rows.ts';

/** Something that some guests are and others are not. */
export interface Facet {
  readonly id: string;
  readonly title: string;
  readonly count: number;
}

const STATE_ORDER: readonly GuestState[] = [
  'running',
  'moving',
  'paused',
  'waiting',
  'refused',
  'unplaced',
  'absent',
  'gone',
];
const SPREAD_ORDER: readonly Spread[] = ['whole', 'split', 'unpinned'];

function counted<K extends string>(
  rows: readonly GuestRow[],
  order: readonly K[],
  words: Readonly<Record<K, string>>,
  of: (row: GuestRow) => string,
): readonly Facet[] {
  const found = order
    .map((id) => ({ id, title: words[id], count: rows.filter((row) => of(row) === id).length }))
    .filter(({ count }) => count > 0);
  return found.length > 1 ? found : [];
}

/** What tells the guests apart: by state, by how they lie. What all of them are is not offered. */
export function facetsOf(rows: readonly GuestRow[]): readonly Facet[] {
  return [
    ...counted(rows, STATE_ORDER, GUEST_STATES, (row) => row.state),
    ...counted(rows, SPREAD_ORDER, SPREADS, (row) => row.spread),
  ];
}

/** Guests that are one of the chosen states and lie in one of the chosen ways; a kind with nothing chosen lets all pass. */
export function chosenRows(rows: readonly GuestRow[], chosen: ReadonlySet<string>): readonly GuestRow[] {
  const states = STATE_ORDER.filter((id) => chosen.has(id));
  const spreads = SPREAD_ORDER.filter((id) => chosen.has(id));
  return rows.filter(
    (row) =>
      (states.length === 0 || states.includes(row.state)) && (spreads.length === 0 || spreads.includes(row.spread)),
  );
}
