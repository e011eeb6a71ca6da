import { describe, expect, test } from 'vitest';
import { cardOf } from './card.ts';
import { ESTATE_GRAPH, holding } from './testing/estate.ts';

function card(name: string, over: number, changes = {}) {
  const held = holding(name, over, changes);
  return cardOf(held.offers[over], held, ESTATE_GRAPH);
}

function row(title: string, of: ReturnType<typeof card>): string[] {
  return of.rows.find((r) => r.title === title)!.cells.map((cell) => cell.text);
}

describe('the card of db-1 over node 3', () => {
  const shown = card('db-1', 3);

  test('one column for each mechanism, the best one chosen', () => {
    expect(shown.columns.map((column) => column.mover.id)).toEqual(['live', 'hot-first', 'vcpu-only']);
    expect(shown.columns.filter((column) => column.chosen)).toHaveLength(1);
  });

  test('the way there', () => {
    expect(shown.way).toBe('2 hops, through node 1');
  });

  test('what is copied, and what is needed beside it', () => {
    expect(row('Copied', shown)[1]).toBe('3.0 GiB');
    expect(row('Copied', shown)[2]).toBe('0');
    expect(row('Extra memory', shown)).toEqual(['3.0 GiB', '96 MiB', '0']);
    expect(row('Pause', shown).slice(1)).toEqual(['30 ms', '30 ms']);
  });

  test('far accesses before and after', () => {
    expect(row('Far accesses', shown)).toEqual(['0 → 0 %', '0 → 0 %', '0 → 100 %']);
  });

  test('the links of the way carry the copies at their mean rate', () => {
    const links = shown.effects.filter((effect) => effect.guest < 0);
    expect(links.map((link) => link.name)).toEqual(['link 0→1', 'link 1→3']);
    const copiedGB = shown.columns.find((column) => column.chosen)!.offer!.cost!.copiedMiB * (1_048_576 / 1e9);
    for (const { text } of links) {
      const [, share, seconds] = /^(\d+) % for ([\d.]+) s$/.exec(text)!.map(Number);
      const carried = (share / 100) * 4 * seconds;
      expect(Math.abs(carried / copiedGB - 1)).toBeLessThan(0.05);
    }
  });

  test('who was crowded gains, who gets company loses', () => {
    const by = new Map(shown.effects.map((effect) => [effect.name, effect]));
    expect(by.get('build, node 0')).toMatchObject({ bad: false, text: expect.stringMatching(/^\+/) });
    expect(by.get('db-2, node 3')).toMatchObject({ bad: true, text: expect.stringMatching(/^−/) });
  });

  test('a better node is named with reasons', () => {
    expect(shown.advice).toMatchObject({ node: 1, head: 'Node 1 is the better target.' });
    expect(shown.advice?.text).toMatch(
      /^One hop, \d+ % CPU after the move, \d+ % speed instead of \d+ %, and (nobody loses|\d+ guests? loses?)\.$/,
    );
  });
});

test('over the best node there is no advice', () => {
  expect(card('db-1', 1).advice).toBeUndefined();
});

test('where nothing is better than home the card says so', () => {
  expect(card('mail', 0).advice).toMatchObject({ node: undefined, head: 'Staying is better.' });
});

test('a refused mechanism says why in its column and has no figures', () => {
  const full = card('db-1', 2);
  expect(full.columns.map((column) => column.refused)).toEqual([
    expect.stringMatching(/^needs 3.0 GiB, .+ free$/),
    expect.stringMatching(/^needs 3.0 GiB, .+ free$/),
    undefined,
  ]);
  expect(row('Time', full).slice(0, 2)).toEqual(['–', '–']);
  expect(full.columns.some((column) => column.chosen)).toBe(false);
  expect(full.advice?.node).toBe(1);
});
