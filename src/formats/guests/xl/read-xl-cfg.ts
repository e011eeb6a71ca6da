import { formatCpulist } from '../../../model/cpulist.ts';
import type { Host } from '../../../model/host.ts';
import type { Reading } from '../../../model/problem.ts';
import { checkNodes } from '../limits.ts';
import { pciAddress } from '../pci.ts';
import { guestOf } from '../placing.ts';
import { NO_FACTS, type CellFacts, type DomainFacts, type GuestsReading } from '../reading.ts';
import { evenly, type GuestCell, type GuestShape, type WhereSet } from '../shape.ts';
import { Source } from '../source.ts';
import { parseAffinity, whereOf } from './affinity.ts';
import { countsOf, mebibytes, type Counts } from './counts.ts';
import { settingsOf, type Settings } from './settings.ts';
import { atomsOf, numberOf, textOf } from './values.ts';
import { vnodesOf, type Vnode } from './vnuma.ts';

/** The set as the input's store keeps it: equal texts share their numbers. */
function kept(source: Source, text: string, set: WhereSet, offset: number): WhereSet | undefined {
  if (!set.cpus) return set;
  const cpus = source.sets.of(text, () => set.cpus ?? []);
  if (typeof cpus !== 'string') return { ...set, cpus };
  source.error('affinity', cpus, offset);
  return undefined;
}

function whereFrom(source: Source, text: string, offset: number, host: Host | undefined): WhereSet | undefined {
  const parsed = parseAffinity(text);
  if ('fault' in parsed) {
    source.error('affinity', parsed.fault, offset);
    return undefined;
  }
  const where = whereOf(parsed.affinity, host);
  if (!where) return undefined;
  const named = where.missing.length > 0 ? where.missing : (where.set.nodes ?? []);
  checkNodes(source, named, host, 'node', offset);
  if (where.set.cpus?.length === 0) source.warn('affinity', 'this set of CPUs is empty', offset);
  return kept(source, text, where.set, offset);
}

/** One string holds for every vCPU; of a list item i holds for vCPU i, and the others are free. */
function affinityOf(
  source: Source,
  settings: Settings,
  name: string,
  counts: Counts,
  host: Host | undefined,
): Map<number, WhereSet> {
  const found = new Map<number, WhereSet>();
  const setting = settings.get(name);
  if (!setting) return found;
  const atoms = atomsOf(setting.value);
  if (setting.value.kind === 'atom') {
    const where = whereFrom(source, atoms[0]!.text, atoms[0]!.offset, host);
    if (where) for (let vcpu = 0; vcpu < counts.vcpus; vcpu++) found.set(vcpu, where);
    return found;
  }
  for (const [vcpu, { text, offset }] of atoms.slice(0, counts.maxVcpus).entries()) {
    if (source.problems.failed) break;
    const where = whereFrom(source, text, offset, host);
    if (where && vcpu < counts.vcpus) found.set(vcpu, where);
  }
  return found;
}

function cellsOf(vnodes: readonly Vnode[], counts: Counts): GuestCell[] {
  const online = (vcpu: number): boolean => vcpu < counts.vcpus;
  if (vnodes.length === 0) {
    return [{ vcpus: Array.from({ length: counts.vcpus }, (_, i) => i), memoryMiB: counts.memoryMiB }];
  }
  return vnodes.map(({ pnode, sizeMiB, vcpus }) => ({
    vcpus: vcpus.filter(online),
    memoryMiB: sizeMiB,
    // libxl's default is pnode 0.
    home: pnode ?? 0,
    memory: evenly([pnode ?? 0])!,
  }));
}

function cellFacts(vnode: Vnode, id: number): CellFacts {
  return {
    id: `${id}`,
    cpus: formatCpulist(vnode.vcpus),
    memoryBytes: mebibytes(vnode.sizeMiB),
    memAccess: null,
    distances: Object.fromEntries(vnode.distances.map((distance, to) => [`${to}`, distance])),
  };
}

function factsOf(
  settings: Settings,
  name: string,
  counts: Counts,
  vnodes: readonly Vnode[],
  weight: number | undefined,
): DomainFacts {
  const cpus = settings.get('cpus')?.value;
  return {
    ...NO_FACTS,
    type: 'xen',
    name,
    memoryBytes: mebibytes(counts.maxMemoryMiB),
    currentMemoryBytes: mebibytes(counts.memoryMiB),
    vcpusMax: counts.maxVcpus,
    vcpusCurrent: counts.vcpus === counts.maxVcpus ? null : counts.vcpus,
    vcpuPlacement: 'static',
    vcpuCpuset: cpus?.kind === 'atom' && cpus.value !== 'all' ? cpus.value : null,
    cells: vnodes.map(cellFacts),
    vcpupin: cpus?.kind === 'list' ? atomsOf(cpus).map(({ text }, vcpu) => ({ vcpu, cpuset: text })) : [],
    shares: weight ?? null,
  };
}

function checkType(source: Source, settings: Settings, vnodes: readonly Vnode[]): void {
  const type = textOf(source, settings, 'type') ?? textOf(source, settings, 'builder');
  if (vnodes.length > 0 && type && ['pv', 'generic', 'linux'].includes(type.text)) {
    source.warn('pv-vnuma', 'libxl refuses vnuma for PV guests: it works for HVM and PVH only', type.offset);
  }
}

function nameOf(source: Source, settings: Settings): string {
  const name = textOf(source, settings, 'name');
  if (name && name.text !== '') return name.text.slice(0, 1_000);
  const message =
    settings.size === 0 ? 'there is no guest in this file: expected settings like name = "db-1"' : 'name is missing';
  source.error('name-missing', message, name?.offset ?? 0);
  return '';
}

/** Devices of `pci=`: "3b:00.0,permissive=1" or "0000:3b:00.0@6", with or without "bdf=". */
function devicesOf(settings: Settings): string[] {
  const setting = settings.get('pci');
  if (!setting) return [];
  return atomsOf(setting.value).flatMap(
    ({ text }) => pciAddress((text.split(',')[0] ?? '').replace(/^bdf=/, '').replace(/@.*$/, '')) ?? [],
  );
}

/** The guest that an xl configuration describes, from its settings. */
export function guestOfSettings(
  source: Source,
  settings: Settings,
  host: Host | undefined,
): GuestsReading['guests'][number] {
  const name = nameOf(source, settings);
  const vnodes = vnodesOf(source, settings, host);
  const counts = countsOf(source, settings, vnodes);
  checkType(source, settings, vnodes);
  const weight = numberOf(source, settings, 'cpu_weight', [1, 65_535]);
  const capPercent = numberOf(source, settings, 'cap', [0, 100 * counts.maxVcpus]);
  const shape: GuestShape = {
    name,
    cells: cellsOf(vnodes, counts),
    hard: affinityOf(source, settings, 'cpus', counts, host),
    soft: affinityOf(source, settings, 'cpus_soft', counts, host),
    ...(weight !== undefined && { weight }),
    ...(capPercent !== undefined && { capPercent }),
    ...(vnodes.length > 1 && { vnumaAware: true }),
    devices: devicesOf(settings),
  };
  return {
    ...guestOf(shape, host, (message) => source.warn('vnode-spread', message, 0)),
    original: { format: 'xl-cfg', text: source.text },
    facts: factsOf(settings, name, counts, vnodes, weight),
  };
}

/** Reads an xl configuration file (`xl.cfg`) as xl 4.17 does; what xl refuses is an error or a warning with its place. */
export function readXlCfg(text: string, file: string, host?: Host): Reading<GuestsReading> {
  const source = new Source(text, file);
  const settings = settingsOf(source);
  if (source.problems.failed) return source.reading<GuestsReading>(undefined);
  const guest = guestOfSettings(source, settings, host);
  return source.reading({ format: 'xl-cfg', guests: [guest], warnings: source.problems.list });
}
