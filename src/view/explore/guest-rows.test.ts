import { describe, expect, test } from 'vitest';
import { guestRows, shownRows, windowOf, type GuestRow } from './guest-rows.ts';
import { placedEstate } from './testing/estate.ts';

function row(name: string, figures: Partial<GuestRow> = {}): GuestRow {
  return { guest: 0, name, group: '', nodes: [0], vcpus: 1, memoryMiB: 1024, speed: 1, far: 0, ...figures };
}

const names = (rows: readonly GuestRow[]) => rows.map(({ name }) => name).join(' ');

describe('the table of guests', () => {
  test('has every guest with its nodes and figures', () => {
    const rows = guestRows(placedEstate());
    expect(names(rows)).toBe('db-1 build mail erp-1 db-2 web-3');
    expect(rows[5]).toMatchObject({ nodes: [1, 3], vcpus: 2, memoryMiB: 1024 });
    for (const { speed, far } of rows) {
      expect(speed).toBeGreaterThan(0);
      expect(far).toBeGreaterThanOrEqual(0);
    }
  });

  test('sorts names by their numbers, figures by value, equals by name', () => {
    const rows = [row('vm-10', { far: 0.5 }), row('vm-2', { far: 0.5 }), row('a', { far: 0.1 })];
    expect(names(shownRows(rows, '', { by: 'name', descending: false }))).toBe('a vm-2 vm-10');
    expect(names(shownRows(rows, '', { by: 'far', descending: true }))).toBe('vm-2 vm-10 a');
  });

  test('finds by name, group and node, all words', () => {
    const rows = [
      row('web-1', { group: 'shop', nodes: [3] }),
      row('web-2', { group: 'bank' }),
      row('db', { nodes: [3] }),
    ];
    const find = (words: string) => names(shownRows(rows, words, { by: 'name', descending: false }));
    expect(find('WEB')).toBe('web-1 web-2');
    expect(find('web shop')).toBe('web-1');
    expect(find('node 3')).toBe('db web-1');
    expect(find('nothing')).toBe('');
  });

  test('renders only what shows, and a little more', () => {
    expect(windowOf(1000, 26, 0, 260)).toEqual([0, 18]);
    expect(windowOf(1000, 26, 13_000, 260)).toEqual([492, 518]);
    expect(windowOf(5, 26, 0, 260)).toEqual([0, 5]);
  });
});
