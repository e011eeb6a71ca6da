import { formatCpulist } from '../../model/cpulist.ts';
import { groupsOf } from '../map/cpu-groups.ts';
import type { PartRow, RunRow } from '../map/frame-rows.ts';
import { frameScene } from '../map/frame-scene.ts';
import { graphOf } from '../map/graph.ts';
import type { Thing } from '../map/things.ts';
import type { Flow } from '../map/traffic.ts';
import { percent, rate } from '../map/units-text.ts';
import { FACT_SOURCES, FACTS, THING } from '../texts/facts.ts';
import { computed, stated, type Fact } from './facts.ts';
import { linkPair, pagesText, rangeFact } from './place-facts.ts';
import type { Placed } from './placed.ts';
import { amount } from './wording.ts';

/** A small thing in words: its name, and what is known of it, each figure with its source. */
export interface ThingFacts {
  readonly title: string;
  readonly facts: readonly Fact[];
}

type Of<K extends Thing['kind']> = Extract<Thing, { kind: K }>;

/** More vCPUs or flows than this are counted. */
const MOST = 6;

/** CPU numbers of a core and the cache that it shares, as far as the file tells them. */
function hardware({ host }: Placed, { node, core }: Of<'core'>): Fact[] {
  const groups = groupsOf(host, node);
  const own = groups.core.find(({ cores }) => cores[0] === core);
  const cache = groups.l3.find(({ cores }) => cores.includes(core));
  const size = cache && host.topology?.l3?.[cache.number]?.sizeMiB;
  const path = host.topology?.cores ? 'topology.cores' : 'nodes[].cpus';
  return [
    ...(own ? [stated(host, path, FACTS.cpus, formatCpulist(own.cpus))] : []),
    ...(cache && size !== undefined
      ? [stated(host, 'topology.l3', THING.l3, THING.l3Text(cache.number, amount(size)))]
      : []),
  ];
}

function coreFacts(placed: Placed, thing: Of<'core'>): ThingFacts {
  const { host, guests, at } = placed;
  const rows = frameScene(graphOf(host), guests, at).cores(thing.node)[thing.core] ?? [];
  const queued = rows.slice(0, MOST).map(({ guest, vcpu, share, pinned }) => {
    const title = THING.queued(guests[guest]?.name ?? '', vcpu);
    return computed(title, THING.queuedText(percent(share), pinned), THING.queuedHelp);
  });
  const more = rows.length - MOST;
  return {
    title: THING.core(thing.core, host.nodes[thing.node]!.id),
    facts: [
      ...hardware(placed, thing),
      ...queued,
      ...(more > 0 ? [computed(THING.more, String(more), THING.queuedHelp)] : []),
      ...(rows.length === 0 ? [computed(THING.nobody, '', THING.queuedHelp)] : []),
    ],
  };
}

function flowFact({ guests }: Placed, { guest, copy, GBs }: Flow): Fact {
  const name = guests[guest]?.name ?? '';
  return computed(copy ? THING.copy(name) : THING.flow(name), FACTS.rate(rate(GBs)), '');
}

function linkFacts(placed: Placed, { link }: Of<'link'>): ThingFacts {
  const { host, guests, at } = placed;
  const graph = graphOf(host);
  const own = graph.links[link]!;
  const flows = frameScene(graph, guests, at).links()[link] ?? [];
  const largest = flows.toSorted((a, b) => b.GBs - a.GBs).slice(0, MOST);
  return {
    title: THING.link(host.nodes[own.from]!.id, host.nodes[own.to]!.id),
    facts: [...linkPair(placed, own, link, graph.links.length), ...largest.map((flow) => flowFact(placed, flow))],
  };
}

/** A range of pages under a title of the tip's own: there is one part in it only. */
function heatFact(placed: Placed, part: PartRow, run: RunRow): Fact {
  return { ...rangeFact(placed, placed.guests[part.guest]!, part, run), title: THING.heat(pagesText(run)) };
}

function pagesFacts(placed: Placed, { guest, part, node, extent, stretch }: Of<'pages'>): ThingFacts {
  const row = placed.parts.find((one) => one.guest === guest && one.part === Math.max(0, part));
  const run = row?.runs.find((one) => one.node === node && one.from <= extent && extent < one.to);
  const { states, state, size } = THING;
  return {
    title: THING.pages(placed.guests[guest]!.name),
    facts: [
      ...(row && run ? [heatFact(placed, row, { ...run, from: extent, to: Math.min(run.to, extent + 1) })] : []),
      ...(row && run && run.to - run.from > 1 ? [heatFact(placed, row, run)] : []),
      ...(run ? [] : [{ title: size, value: amount(stretch.memoryMiB), source: FACT_SOURCES.placed }]),
      computed(state, states[stretch.state], ''),
    ],
  };
}

/** Everything that is known of a small thing on the map. */
export function thingFacts(placed: Placed, thing: Thing): ThingFacts {
  if (thing.kind === 'core') return coreFacts(placed, thing);
  return thing.kind === 'link' ? linkFacts(placed, thing) : pagesFacts(placed, thing);
}
