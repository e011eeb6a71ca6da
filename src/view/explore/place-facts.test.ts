import { describe, expect, test } from 'vitest';
import { withDefaults } from '../../model/fields.ts';
import type { Host } from '../../model/host.ts';
import { guestFacts, hostFacts, type Fact } from './facts.ts';
import { linksFrom, nodeFacts, pageFacts } from './place-facts.ts';
import { placedEstate } from './testing/estate.ts';

const placed = placedEstate();

const SOURCES = new Set(['file', 'default', 'computed', 'placed', 'placed, default', 'placed, file']);
const KINDS = new Set(['measured', 'inferred', 'estimate']);

function valueOf(facts: readonly Fact[], title: string): string | undefined {
  return facts.find((fact) => fact.title === title)?.value;
}

describe('facts', () => {
  test('each has a source, and no title twice', () => {
    const { now, settings, workload } = guestFacts(placed, 0);
    const lists = [now, settings, workload, hostFacts(placed.host), nodeFacts(placed, 0), linksFrom(placed, 0)];
    for (const facts of [...lists, pageFacts(placed, 0), pageFacts(placed, 5)]) {
      expect(facts.length).toBeGreaterThan(0);
      expect(new Set(facts.map(({ title }) => title)).size).toBe(facts.length);
      for (const { source } of facts) expect(SOURCES.has(source) || KINDS.has(source)).toBe(true);
    }
  });

  test('of a node are its own, with the source that the host names for them', () => {
    const host: Host = {
      ...placed.host,
      sources: {
        'nodes[].bandwidthGBs': { kind: 'measured', text: 'by hand' },
        '': { kind: 'estimate', text: 'a guess' },
      },
    };
    const facts = nodeFacts({ ...placed, host }, 0);
    expect(facts.find(({ title }) => title === 'Memory bus')).toMatchObject({ source: 'measured', help: 'by hand' });
    expect(facts.find(({ title }) => title === 'Cores')).toMatchObject({ value: '4', source: 'estimate' });
    expect(valueOf(facts, 'Package')).toBeUndefined();
    const nodes = host.nodes.map((node, i) => ({ ...node, cpus: `${i * 4}-${i * 4 + 3}` }));
    const topology = { packages: [{ id: 7, cpus: '0-7' }] };
    const within = { ...placed, host: { ...host, nodes, topology } };
    expect(valueOf(nodeFacts(within, 1), 'Package')).toBe('7');
    expect(valueOf(nodeFacts(within, 2), 'Package')).toBeUndefined();
    // db-1 and build of the estate: 5 of 8 GiB, 0.6 × 4 + 0.9 × 4 cores wanted of 4.
    expect(valueOf(facts, 'Guests')).toBe('2');
    expect(valueOf(facts, 'Used')).toBe('5.0 GiB');
    expect(valueOf(facts, 'Free')).toBe('3.0 GiB');
    expect(valueOf(facts, 'CPU')).toBe('150 % wanted, 100 % used');
  });

  test('of links tell what they could carry and what they do, and those that the file does not name are inferred', () => {
    const facts = linksFrom(placed, 0);
    expect(facts.map(({ title }) => title)).toEqual(['To node 1', 'Use to 1', 'To node 2', 'Use to 2']);
    const { links: _, ...host } = placed.host;
    expect(linksFrom({ ...placed, host }, 0)[0]).toMatchObject({ source: 'inferred' });
  });

  test('of pages: the ranges of a part take all its accesses, the hot ones their share', () => {
    const [db1] = placed.guests;
    const { hotFraction, hotShare } = withDefaults(db1!.workload, db1!);
    expect(pageFacts(placed, 0).map(({ title, value }) => [title, value])).toEqual([
      ['1: 0 to 100 %', 'node 0: 3.0 GiB, 100 % of accesses'],
    ]);
    const [part] = placed.parts;
    const half = part!.runs[0]!.to / 2;
    const split = {
      ...part!,
      runs: [
        { ...part!.runs[0]!, to: half },
        { ...part!.runs[0]!, from: half, node: 1 },
      ],
    };
    const torn = pageFacts({ ...placed, parts: [split] }, 0);
    const hot = hotShare + ((0.5 - hotFraction) / (1 - hotFraction)) * (1 - hotShare);
    expect(torn.map(({ value }) => value)).toEqual([
      `node 0: 1.5 GiB, ${Math.round(hot * 100)} % of accesses`,
      `node 1: 1.5 GiB, ${Math.round((1 - hot) * 100)} % of accesses`,
    ]);
  });
});
