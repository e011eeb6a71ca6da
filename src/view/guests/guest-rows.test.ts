import { describe, expect, test } from 'vitest';
import { ratesOf } from '../../engine/rates-report.ts';
import { stillFrames } from '../../engine/still.ts';
import type { Guest, Scenario } from '../../model/scenario.ts';
import { SQUARE } from '../map/testing/mixed-estate.ts';
import { chosenRows, facetsOf } from './facets.ts';
import { guestColumns } from './guest-columns.ts';
import { guestRows, nodesText, speedsOf, type GuestRow, type GuestsAt } from './guest-rows.ts';
import { linkColumns, linkRows, nodeColumns, nodeRows } from './host-rows.ts';

const GUESTS: readonly Guest[] = [
  {
    name: 'whole',
    vcpus: 2,
    memoryMiB: 2048,
    weight: 512,
    workload: { duty: 0.5 },
    phases: [{ at: 10, workload: { duty: 1 } }],
    placement: { parts: [{ node: 0, vcpus: 2, memoryMiB: 2048 }] },
  },
  {
    name: 'split',
    group: 'shop',
    vcpus: 4,
    memoryMiB: 2048,
    placement: {
      parts: [
        { node: 3, vcpus: 2, memoryMiB: 1024, memoryOn: [{ node: 2, memoryMiB: 1024 }] },
        { node: 1, vcpus: 2, memoryMiB: 1024 },
      ],
    },
  },
];
const SCENARIO: Scenario = { nearfar: 1, host: SQUARE, guests: GUESTS };

function input(changes: Partial<GuestsAt> = {}): GuestsAt {
  const at = { frames: stillFrames(SCENARIO), index: 0, time: 0 };
  const rest = { unplaced: [], isGiven: () => true, otherSpeeds: new Map<string, number>() };
  return { host: SQUARE, guests: GUESTS, at, ...rest, ...changes };
}

const text = (row: GuestRow, id: string): string =>
  guestColumns(true)
    .find((one) => one.id === id)!
    .cell(row).text;
const source = (row: GuestRow, id: string): string =>
  guestColumns(true)
    .find((one) => one.id === id)!
    .cell(row).source;

describe('rows of guests', () => {
  test('figures are those of the engine', () => {
    const rates = ratesOf(SCENARIO);
    guestRows(input()).forEach(({ figures }, i) => {
      expect(figures?.speed).toBeCloseTo(rates.guests[i].speed, 6);
      expect(figures?.far).toBeCloseTo(rates.guests[i].remoteAccessRatio, 6);
    });
  });

  test('say where a guest is at home, and in brackets where only its memory is', () => {
    const [whole, split] = guestRows(input());
    expect([nodesText(whole), whole.spread]).toEqual(['0', 'whole']);
    expect([nodesText(split), split.spread]).toEqual(['1, 3 (2)', 'split']);
  });

  test('tell given settings from defaults', () => {
    const [whole, split] = guestRows(input());
    expect([text(whole, 'weight'), source(whole, 'weight')]).toEqual(['512', 'file']);
    expect([text(split, 'weight'), source(split, 'weight')]).toEqual(['256', 'default']);
  });

  test('guests that a generator made are not of the file', () => {
    const [whole] = guestRows(input({ isGiven: () => false }));
    expect(source(whole, 'vcpus')).toBe('drawn by the seed');
  });

  test('the workload is the one in force', () => {
    const { at } = input();
    expect(text(guestRows(input())[0], 'workload')).toContain('2 × 50 %');
    expect(text(guestRows(input({ at: { ...at, time: 12 } }))[0], 'workload')).toContain('2 × 100 %');
  });

  test('ahead is in percentage points of speed', () => {
    const { guests, at } = input();
    const speeds = speedsOf(guests, at);
    const otherSpeeds = new Map([['whole', speeds.get('whole')! - 0.1]]);
    const [whole, split] = guestRows(input({ otherSpeeds }));
    expect(text(whole, 'against')).toBe('+10.0');
    expect(text(split, 'against')).toBe('–');
  });

  test('who found no place is there, with the reason', () => {
    const late = { name: 'late', vcpus: 1, memoryMiB: 64 };
    const row = guestRows(input({ unplaced: [{ guest: late, reason: 'no node has room' }] })).at(-1)!;
    expect([text(row, 'state'), source(row, 'state')]).toEqual(['not placed', 'no node has room']);
    expect(text(row, 'speed')).toBe('–');
  });
});

test('only what tells guests apart can be chosen; choices of one kind add up', () => {
  const rows = guestRows(input());
  expect(facetsOf(rows).map(({ id, count }) => `${id} ${count}`)).toEqual(['whole 1', 'split 1']);
  expect(chosenRows(rows, new Set(['split'])).map(({ key }) => key)).toEqual(['split']);
  expect(chosenRows(rows, new Set(['split', 'whole']))).toHaveLength(2);
  expect(chosenRows(rows, new Set())).toHaveLength(2);
});

describe('rows of the host', () => {
  const { at } = input();

  test('nodes agree with the engine', () => {
    const rates = ratesOf(SCENARIO).nodes;
    const columns = nodeColumns(SQUARE, at);
    const value = (id: string, row: number): unknown =>
      columns.find((one) => one.id === id)!.cell(nodeRows(SQUARE, at)[row]).value;
    rates.forEach((node, i) => {
      expect(value('traffic', i)).toBeCloseTo(node.bandwidthGBs, 5);
      expect(value('load', i)).toBeCloseTo(node.utilisation * 100, 4);
    });
    expect(value('guests', 0)).toBe(1);
    expect(value('free', 2)).toBeCloseTo((SQUARE.nodes[2].memoryMiB - 1024) / 1024, 6);
  });

  test('links agree with the engine', () => {
    const columns = linkColumns(SQUARE, at);
    const rows = linkRows(SQUARE);
    const line = (row: number): unknown[] => columns.slice(0, 2).map((one) => one.cell(rows[row]).value);
    ratesOf(SCENARIO).links.forEach((link, i) => {
      expect(line(i)).toEqual([link.from, link.to]);
      expect(columns[3].cell(rows[i]).value).toBeCloseTo(link.bandwidthGBs, 5);
    });
  });
});
