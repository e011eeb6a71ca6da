import { expect, test } from 'vitest';
import { frameScene } from '../map/frame-scene.ts';
import { graphOf } from '../map/graph.ts';
import type { Thing } from '../map/things.ts';
import { placedEstate } from './testing/estate.ts';
import { thingFacts } from './thing-facts.ts';

const placed = placedEstate();
const graph = graphOf(placed.host);

function told(thing: Thing): readonly string[] {
  const { title, facts } = thingFacts(placed, thing);
  for (const { source } of facts) expect(source).not.toBe('');
  expect(new Set(facts.map((fact) => fact.title)).size).toBe(facts.length);
  return [title, ...facts.map((fact) => `${fact.title}: ${fact.value}`)];
}

test('a core: the vCPUs that are drawn on it, as many as there are', () => {
  const rows = frameScene(graph, placed.guests, placed.at).cores(0)[0]!;
  const [title, ...facts] = told({ kind: 'core', node: 0, core: 0 });
  expect(title).toBe('Core 0 of node 0');
  expect(facts.filter((text) => text.includes('of its time'))).toHaveLength(rows.length);
  expect(facts.join()).toContain('db-1, vCPU 0: ');
});

test('a core with CPU numbers and a cache of its own says them with their source', () => {
  const nodes = placed.host.nodes.map((node, i) => ({ ...node, cpus: `${i * 4}-${i * 4 + 3}` }));
  const topology = { cores: [0, 1, 2, 3].map((cpu) => ({ cpus: `${cpu}` })), l3: [{ cpus: '0-1', sizeMiB: 2 }] };
  const host = { ...placed.host, nodes, topology };
  const { facts } = thingFacts({ ...placed, host }, { kind: 'core', node: 0, core: 1 });
  expect(facts.find(({ title }) => title === 'CPUs')?.value).toBe('1');
  expect(facts.find(({ title }) => title === 'L3')?.value).toBe('0, 2.0 MiB');
});

test('a link: from where to where, capacity, use', () => {
  const [title, ...facts] = told({ kind: 'link', link: 0 });
  const { from, to } = graph.links[0]!;
  expect(title).toBe(`Link from node ${from} to ${to}`);
  expect(facts.some((text) => text.startsWith(`To node ${to}: `))).toBe(true);
});

test('pages: the hot ones take more of the accesses than the cold ones', () => {
  const row = placed.parts.find(({ guest }) => guest === 0)!;
  const stretch = { state: 'here', from: 0, to: 32, memoryMiB: row.sizeMiB } as const;
  const share = (extent: number): number => {
    const thing = { kind: 'pages', node: row.home, guest: 0, part: 0, extent, stretch } as const;
    return Number(/([\d.]+) % of accesses/.exec(told(thing).join())?.[1]);
  };
  expect(share(0)).toBeGreaterThan(share(31));
});
