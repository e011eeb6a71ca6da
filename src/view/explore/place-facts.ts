import { LINK, LINK_FIELDS, NODE, NODE_FIELDS } from '../../engine/frames.ts';
import { EXTENTS } from '../../engine/state/state.ts';
import { withDefaults } from '../../model/fields.ts';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import { cachesOf } from '../map/caches.ts';
import { cpuNumbers } from '../map/cpu-groups.ts';
import { nodeRow, type PartRow, type RunRow } from '../map/frame-rows.ts';
import { graphOf, type MapLink } from '../map/graph.ts';
import { heatUpTo } from '../map/heat.ts';
import { percent, rate } from '../map/units-text.ts';
import { FACT_SOURCES, FACTS } from '../texts/facts.ts';
import { computed, givenSource, stated, type Fact } from './facts.ts';
import { freeMiB, partsOf, type Placed } from './placed.ts';
import { amount } from './wording.ts';

/** Packages (sockets) that a node's CPUs are in; none where the host does not say. */
function packageFacts(host: Host, node: number): Fact[] {
  const own = new Set(cpuNumbers(host.nodes[node]!.cpus));
  const packages = (host.topology?.packages ?? []).filter(({ cpus }) => cpuNumbers(cpus).some((cpu) => own.has(cpu)));
  const ids = packages.map(({ id }) => id).join(', ');
  return packages.length > 0 ? [stated(host, 'topology.packages', FACTS.package, ids)] : [];
}

/** What a node is. */
function hardwareFacts({ host }: Placed, node: number): Fact[] {
  const { cores, threads, cpus, memoryMiB, bandwidthGBs, latencyNs } = host.nodes[node]!;
  const caches = cachesOf(host, node);
  const sizes = [...new Set(caches.map(({ sizeMiB }) => amount(sizeMiB)))].join(', ');
  return [
    stated(host, 'nodes[].cores', FACTS.ownCores, String(cores)),
    stated(host, 'nodes[].threads', FACTS.ownThreads, String(threads)),
    ...(cpus === undefined ? [] : [stated(host, 'nodes[].cpus', FACTS.cpus, cpus || FACTS.none)]),
    ...packageFacts(host, node),
    ...(caches.length > 0 ? [stated(host, 'topology.l3', FACTS.l3, FACTS.l3Text(caches.length, sizes))] : []),
    stated(host, 'nodes[].memoryMiB', FACTS.memory, amount(memoryMiB)),
    stated(host, 'nodes[].bandwidthGBs', FACTS.bus, FACTS.rate(rate(bandwidthGBs))),
    stated(host, 'nodes[].latencyNs', FACTS.latency, FACTS.ns(String(Math.round(latencyNs)))),
  ];
}

/** What it does. */
function loadFacts(placed: Placed, node: number): Fact[] {
  const { host, at } = placed;
  const { cores } = host.nodes[node]!;
  const row = nodeRow(at, node, host.nodes.length);
  const wait = at.frames.nodes[(at.index * host.nodes.length + node) * NODE_FIELDS + NODE.waitNs] ?? 0;
  const guests = new Set(placed.parts.filter((part) => part.home === node).map((part) => part.guest));
  const load = (used: number): string => percent(used / Math.max(1, cores));
  const { reserved, reservedHelp } = FACTS;
  return [
    computed(FACTS.guests, String(guests.size), ''),
    computed(FACTS.cpu, FACTS.cpuText(load(row.cpuDemand), load(row.cpuUsed)), FACTS.cpuHelp),
    computed(FACTS.used, amount(row.usedMiB), ''),
    ...(row.reservedMiB > 0
      ? [{ title: reserved, value: amount(row.reservedMiB), source: FACT_SOURCES.file, help: reservedHelp }]
      : []),
    computed(FACTS.free, amount(freeMiB(placed, node)), ''),
    computed(
      FACTS.busUse,
      FACTS.loadText(rate(row.bandwidthGBs), percent(row.utilisation), wait.toFixed(1)),
      FACTS.loadHelp,
    ),
  ];
}

/** Everything that is known of a node (index), each figure with its source. */
export function nodeFacts(placed: Placed, node: number): readonly Fact[] {
  return [...hardwareFacts(placed, node), ...loadFacts(placed, node)];
}

/** More links than this are counted. */
const MOST_LINKS = 6;

/** A link (by its place in the graph) of some: what it could carry, and what it does. */
export function linkPair({ host, at }: Placed, link: MapLink, index: number, count: number): Fact[] {
  const id = host.nodes[link.to]!.id;
  const now = (field: number): number => at.frames.links[(at.index * count + index) * LINK_FIELDS + field] ?? 0;
  const capacity = FACTS.rate(rate(link.capacityGBs));
  const use = FACTS.loadText(rate(now(LINK.bandwidthGBs)), percent(now(LINK.utilisation)), now(LINK.waitNs).toFixed(1));
  return [
    link.inferred
      ? { title: FACTS.linkTo(id), value: capacity, source: FACT_SOURCES.inferred, help: FACTS.linksInferredHelp }
      : stated(host, 'links[].capacityGBs', FACTS.linkTo(id), capacity),
    computed(FACTS.linkUse(id), use, FACTS.loadHelp),
  ];
}

/** The links that begin at a node (index): what they could carry, and what they do. */
export function linksFrom(placed: Placed, node: number): readonly Fact[] {
  const { links } = graphOf(placed.host);
  const own = links.map((link, index) => ({ link, index })).filter(({ link }) => link.from === node);
  const more = own.length - MOST_LINKS;
  return [
    ...own.slice(0, MOST_LINKS).flatMap(({ link, index }) => linkPair(placed, link, index, links.length)),
    ...(more > 0 ? [computed(FACTS.moreLinks, FACTS.moreText(more), '')] : []),
  ];
}

/** More ranges of pages than this are not told. */
const MOST_RANGES = 12;

function share(extent: number): string {
  return String(Math.round((extent / EXTENTS) * 100));
}

/** "0 to 12 %" of a part's pages, hottest first. */
export function pagesText({ from, to }: Pick<RunRow, 'from' | 'to'>): string {
  return FACTS.pages(share(from), share(to));
}

/** Where a range of a part's pages lies, and which share of its accesses it takes. */
export function rangeFact(placed: Placed, guest: Guest, part: PartRow, run: RunRow): Fact {
  const { hotFraction, hotShare } = withDefaults(guest.workload, guest);
  const upTo = (extent: number): number => heatUpTo(extent / EXTENTS, hotFraction, hotShare);
  const accesses = (upTo(run.to) - upTo(run.from)) * run.share;
  const size = (part.sizeMiB * (run.to - run.from) * run.share) / EXTENTS;
  const isGiven = guest.workload?.hotFraction !== undefined && guest.workload.hotShare !== undefined;
  return {
    title: FACTS.partPages(part.part + 1, pagesText(run)),
    value: FACTS.pagesText(placed.host.nodes[run.node]!.id, amount(size), percent(accesses)),
    source: FACTS.placed(givenSource(isGiven)),
    help: FACTS.pagesHelp,
  };
}

/** Where the pages of a guest's parts lie, hottest first, and which share of the part's accesses they take. */
export function pageFacts(placed: Placed, index: number): readonly Fact[] {
  const guest = placed.guests[index]!;
  const parts = partsOf(placed, index);
  const facts = parts.flatMap((part) => part.runs.map((run) => rangeFact(placed, guest, part, run)));
  return facts.slice(0, MOST_RANGES);
}
