import { GUEST_FIELDS, withDefaults, WORKLOAD_FIELDS, type FieldSpec } from '../../model/fields.ts';
import type { Host, NumaNode, Source } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import { gib, percent, rate } from '../map/units-text.ts';
import { farOf, partsOf, speedOf, type Placed } from './placed.ts';
import { amount, plural } from './wording.ts';

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
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (spec.kind === 'mebibytes' || spec.unit === 'MiB') return amount(value);
  if (spec.min === 0 && spec.max === 1 && spec.kind === 'number') return percent(value);
  return `${Number(value.toFixed(3))}${spec.unit ? ` ${spec.unit}` : ''}`;
}

function fieldFact(spec: FieldSpec, value: number | string | boolean, given: boolean): Fact {
  return { title: spec.title, value: shown(value, spec), source: given ? 'file' : 'default', help: spec.help };
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
    guest.capPercent
      ? fieldFact(capPercent, guest.capPercent, true)
      : { ...fieldFact(capPercent, 'none', guest.capPercent !== undefined) },
    fieldFact(vnumaAware, guest.vnumaAware ?? vnumaAware.default, guest.vnumaAware !== undefined),
    fieldFact(hotplug, guest.hotplug ?? hotplug.default, guest.hotplug !== undefined),
  ];
}

/** "node 0: 2 vCPUs, 1.5 GiB", with the memory's nodes where they are others. */
function partFact(placed: Placed, part: ReturnType<typeof partsOf>[number], count: number): Fact {
  const id = (node: number): number => placed.host.nodes[node]!.id;
  const away = [...new Set(part.runs.map((run) => run.node))].filter((node) => node !== part.home);
  const memory = away.length > 0 ? `, memory also on node ${away.map(id).join(', ')}` : '';
  return {
    title: count > 1 ? `Part ${part.part + 1}/${count}` : 'Lies on',
    value: `node ${id(part.home)}: ${plural(part.vcpus, 'vCPU')}, ${gib(part.sizeMiB)} GiB${memory}`,
    source: 'placed',
  };
}

function computed(title: string, value: string, help: string): Fact {
  return { title, value, source: 'computed', help };
}

export interface GuestFacts {
  readonly now: readonly Fact[];
  readonly settings: readonly Fact[];
  readonly workload: readonly Fact[];
}

/** Everything that is known of a guest, each figure with its source. */
export function guestFacts(placed: Placed, index: number): GuestFacts {
  const guest = placed.guests[index]!;
  const parts = partsOf(placed, index);
  const demand = parts.reduce((sum, part) => sum + part.demand, 0);
  const traffic = parts.reduce((sum, part) => sum + part.traffic.reduce((a, b) => a + b, 0), 0);
  return {
    now: [
      { title: 'Size', value: `${plural(guest.vcpus, 'vCPU')}, ${gib(guest.memoryMiB)} GiB`, source: 'file' },
      ...parts.slice(0, 8).map((part) => partFact(placed, part, parts.length)),
      computed('Speed', percent(speedOf(placed, index)), '100 % = never waiting for a core, all memory idle and local'),
      computed('Far accesses', percent(farOf(placed, index)), 'Share of its accesses that leave their node'),
      computed('Wants', `${demand.toFixed(2)} cores`, 'CPU demand of its running tasks'),
      computed('Memory traffic', `${rate(traffic)} GB/s`, 'Over all nodes'),
    ],
    settings: settingFacts(guest),
    workload: workloadFacts(guest),
  };
}

/** The source of a field of the host: its own path, or what holds for the rest. */
function sourceOf(host: Host, path: string): Source {
  return host.sources?.[path] ?? host.sources?.[''] ?? { kind: 'file', text: '' };
}

function range(values: readonly number[], show: (value: number) => string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? show(least) : `${show(least)} to ${show(most)}`;
}

/** What joins the nodes; nothing is said of a host with one. */
function linkFacts(host: Host, fact: (title: string, path: string, value: string) => Fact): Fact[] {
  if (host.nodes.length < 2) return [];
  const capacities = (host.links ?? []).map((link) => link.capacityGBs);
  if (capacities.length > 0)
    return [fact('Links', 'links[].capacityGBs', `${capacities.length}, ${range(capacities, rate)} GB/s each way`)];
  return [{ title: 'Links', value: 'between every pair', source: 'inferred', help: 'The file names none.' }];
}

/** What the host is, over all its nodes. */
export function hostFacts(host: Host): readonly Fact[] {
  const fact = (title: string, path: string, value: string): Fact => {
    const { kind, text } = sourceOf(host, path);
    return { title, value, source: kind, help: text };
  };
  const over = (pick: (node: NumaNode) => number, show: (value: number) => string): string =>
    range(host.nodes.map(pick), show);
  return [
    fact('Nodes', 'nodes[].cores', String(host.nodes.length)),
    fact(
      'Cores of a node',
      'nodes[].cores',
      over((n) => n.cores, String),
    ),
    fact(
      'Threads of a node',
      'nodes[].threads',
      over((n) => n.threads, String),
    ),
    fact(
      'Memory of a node',
      'nodes[].memoryMiB',
      over((n) => n.memoryMiB, amount),
    ),
    fact('Memory bus', 'nodes[].bandwidthGBs', `${over((n) => n.bandwidthGBs, rate)} GB/s`),
    fact(
      'Local latency',
      'nodes[].latencyNs',
      `${over(
        (n) => n.latencyNs,
        (v) => String(Math.round(v)),
      )} ns`,
    ),
    ...linkFacts(host, fact),
  ];
}
