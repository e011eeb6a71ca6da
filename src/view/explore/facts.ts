import { GUEST_FIELDS, withDefaults, WORKLOAD_FIELDS, type FieldSpec } from '../../model/fields.ts';
import type { Host, NumaNode, Source } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import { gib, percent, rate } from '../map/units-text.ts';
import { FACT_SOURCES, FACTS } from '../texts/facts.ts';
import { farOf, partsOf, speedOf, type Placed } from './placed.ts';
import { amount } from './wording.ts';

/** One figure with where it comes from. */
export interface Fact {
  readonly title: string;
  readonly value: string;
  /** "file", "default", "computed", "measured", "inferred", "estimate". */
  readonly source: string;
  /** More about it: what it means, or the source in words. */
  readonly help?: string;
}

/** A share as percent, a number with its unit as it is written. */
function shown(value: number | string | boolean, spec: FieldSpec): string {
  if (typeof value === 'boolean') return value ? FACTS.yes : FACTS.no;
  if (typeof value === 'string') return value;
  if (spec.kind === 'mebibytes' || spec.unit === 'MiB') return amount(value);
  if (spec.min === 0 && spec.max === 1 && spec.kind === 'number') return percent(value);
  return `${Number(value.toFixed(3))}${spec.unit ? ` ${spec.unit}` : ''}`;
}

/** Stated, or assumed. */
export function givenSource(isGiven: boolean): string {
  return isGiven ? FACT_SOURCES.file : FACT_SOURCES.fallback;
}

function fieldFact(spec: FieldSpec, value: number | string | boolean, isGiven: boolean): Fact {
  return { title: spec.title, value: shown(value, spec), source: givenSource(isGiven), help: spec.help };
}

type WorkloadName = keyof typeof WORKLOAD_FIELDS;

const WORKLOAD_NAMES: readonly WorkloadName[] = [
  'tasks',
  'duty',
  'memoryStall',
  'bandwidthPerCoreGBs',
  'shared',
  'hotFraction',
  'hotShare',
  'writableSetMiB',
  'dirtyRateMiBs',
  'osLocality',
];

function workloadFacts(guest: Guest): Fact[] {
  const full = withDefaults(guest.workload, guest);
  return WORKLOAD_NAMES.map((name) =>
    fieldFact(WORKLOAD_FIELDS[name], full[name], guest.workload?.[name] !== undefined),
  );
}

function settingFacts(guest: Guest): Fact[] {
  const { weight, capPercent, vnumaAware, hotplug } = GUEST_FIELDS;
  return [
    fieldFact(weight, guest.weight ?? weight.default, guest.weight !== undefined),
    fieldFact(capPercent, guest.capPercent || FACTS.none, guest.capPercent !== undefined),
    fieldFact(vnumaAware, guest.vnumaAware ?? vnumaAware.default, guest.vnumaAware !== undefined),
    fieldFact(hotplug, guest.hotplug ?? hotplug.default, guest.hotplug !== undefined),
  ];
}

/** "node 0: 2 vCPUs, 1.5 GiB", with the memory's nodes where they are others. */
function partFact(placed: Placed, part: ReturnType<typeof partsOf>[number], count: number): Fact {
  const id = (node: number): number => placed.host.nodes[node]!.id;
  const away = [...new Set(part.runs.map((run) => run.node))].filter((node) => node !== part.home);
  return {
    title: count > 1 ? FACTS.part(part.part + 1, count) : FACTS.lies,
    value: FACTS.partText(id(part.home), FACTS.sizeText(part.vcpus, gib(part.sizeMiB)), away.map(id)),
    source: FACT_SOURCES.placed,
  };
}

/** A figure of the engine. */
export function computed(title: string, value: string, help: string): Fact {
  return { title, value, source: FACT_SOURCES.computed, help };
}

export interface GuestFacts {
  readonly now: readonly Fact[];
  readonly settings: readonly Fact[];
  readonly workload: readonly Fact[];
}

/** More parts than this are counted. */
const MOST_PARTS = 8;

/** Everything that is known of a guest, each figure with its source. */
export function guestFacts(placed: Placed, index: number): GuestFacts {
  const guest = placed.guests[index]!;
  const parts = partsOf(placed, index);
  const demand = parts.reduce((sum, part) => sum + part.demand, 0);
  const traffic = parts.reduce((sum, part) => sum + part.traffic.reduce((a, b) => a + b, 0), 0);
  const more = parts.length - MOST_PARTS;
  return {
    now: [
      { title: FACTS.size, value: FACTS.sizeText(guest.vcpus, gib(guest.memoryMiB)), source: FACT_SOURCES.file },
      ...parts.slice(0, MOST_PARTS).map((part) => partFact(placed, part, parts.length)),
      ...(more > 0 ? [{ title: FACTS.moreParts, value: String(more), source: FACT_SOURCES.placed }] : []),
      computed(FACTS.speed, percent(speedOf(placed, index)), FACTS.speedHelp),
      computed(FACTS.far, percent(farOf(placed, index)), FACTS.farHelp),
      computed(FACTS.wants, FACTS.cores(demand.toFixed(2)), FACTS.wantsHelp),
      computed(FACTS.traffic, FACTS.rate(rate(traffic)), FACTS.trafficHelp),
    ],
    settings: settingFacts(guest),
    workload: workloadFacts(guest),
  };
}

/** The source of a field of the host: its own path, or what holds for the rest. */
function sourceOf(host: Host, path: string): Source {
  return host.sources?.[path] ?? host.sources?.[''] ?? { kind: 'file', text: '' };
}

/** A figure of the host with what its file says of the source. */
export function stated(host: Host, path: string, title: string, value: string): Fact {
  const { kind, text } = sourceOf(host, path);
  return { title, value, source: kind, help: text };
}

function range(values: readonly number[], show: (value: number) => string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? show(least) : FACTS.range(show(least), show(most));
}

/** What joins the nodes; nothing is said of a host with one. */
function linkFacts(host: Host): Fact[] {
  if (host.nodes.length < 2) return [];
  const capacities = (host.links ?? []).map((link) => link.capacityGBs);
  if (capacities.length > 0) {
    const value = FACTS.linksText(capacities.length, range(capacities, rate));
    return [stated(host, 'links[].capacityGBs', FACTS.links, value)];
  }
  const source = FACT_SOURCES.inferred;
  return [{ title: FACTS.links, value: FACTS.linksInferred, source, help: FACTS.linksInferredHelp }];
}

function whole(value: number): string {
  return String(Math.round(value));
}

/** What the host is, over all its nodes. */
export function hostFacts(host: Host): readonly Fact[] {
  const over = (pick: (node: NumaNode) => number, show: (value: number) => string): string =>
    range(host.nodes.map(pick), show);
  const { nodes, nodeCores, nodeThreads, nodeMemory, bus, latency } = FACTS;
  return [
    stated(host, 'nodes[].cores', nodes, String(host.nodes.length)),
    stated(
      host,
      'nodes[].cores',
      nodeCores,
      over((node) => node.cores, String),
    ),
    stated(
      host,
      'nodes[].threads',
      nodeThreads,
      over((node) => node.threads, String),
    ),
    stated(
      host,
      'nodes[].memoryMiB',
      nodeMemory,
      over((node) => node.memoryMiB, amount),
    ),
    stated(host, 'nodes[].bandwidthGBs', bus, FACTS.rate(over((node) => node.bandwidthGBs, rate))),
    stated(host, 'nodes[].latencyNs', latency, FACTS.ns(over((node) => node.latencyNs, whole))),
    ...linkFacts(host),
  ];
}
