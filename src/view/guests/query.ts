import type { TABLES } from '../texts/tables.ts';
import type { Sorting } from './columns.ts';

export type Tab = keyof typeof TABLES.tabs;

/** What is asked of a table: kept for each of them while the panel is open. */
export interface Query {
  readonly text: string;
  /** Ids of facets. */
  readonly chosen: ReadonlySet<string>;
  readonly sorting: Sorting;
}

/** Everything, in its own order. */
export const EVERYTHING: Query = { text: '', chosen: new Set(), sorting: { column: '', isDown: false } };

export const BY_NAME: Query = { ...EVERYTHING, sorting: { column: 'name', isDown: false } };
