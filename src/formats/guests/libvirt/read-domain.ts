import type { Host } from '../../../model/host.ts';
import type { Reading } from '../../../model/problem.ts';
import { childrenOf, find, parseXml, type XmlElement } from '../../xml-tree.ts';
import { checkNodes } from '../limits.ts';
import { withOwnNames } from '../names.ts';
import { pciFromNumbers } from '../pci.ts';
import { guestOf } from '../placing.ts';
import type { DomainFacts, GuestsReading, ReadGuest } from '../reading.ts';
import { evenly, pagesUp, type GuestCell, type GuestShape, type WhereSet } from '../shape.ts';
import { Source } from '../source.ts';
import { parseBitmap } from './bitmap.ts';
import { DomainReader } from './domain.ts';
import { domainFacts } from './facts.ts';
import { checkRest } from './refusals-more.ts';
import { cellIds, checkCells, checkNumatune } from './refusals.ts';

function numbers({ source }: DomainReader, text: string | null | undefined): readonly number[] {
  const set = source.sets.of(text ?? '', parseBitmap);
  return typeof set === 'string' ? [] : set;
}

/** Host nodes that memory tuning names for a cell (by its id), or for the whole guest. */
function memoryNodes(
  reader: DomainReader,
  facts: DomainFacts,
  cell: number | undefined,
  host: Host | undefined,
): GuestCell['memory'] {
  const memnode = facts.numatuneMemnodes.find(({ cellid }) => cell !== undefined && Number(cellid) === cell);
  const tuning = memnode ?? facts.numatuneMemory;
  if (!tuning?.['nodeset'] || tuning['placement'] === 'auto') return undefined;
  const nodes = numbers(reader, tuning['nodeset']);
  checkNodes(reader.source, nodes, host, 'node', reader.find('numatune')!.start);
  return nodes.length > 0 ? evenly(nodes) : undefined;
}

function flatCell(reader: DomainReader, facts: DomainFacts, online: number, host: Host | undefined): GuestCell {
  const memory = memoryNodes(reader, facts, undefined, host);
  return {
    vcpus: Array.from({ length: online }, (_, i) => i),
    memoryMiB: pagesUp(facts.memoryBytes ?? 0),
    ...(memory && { memory }),
  };
}

/** Cells in the order of their ids; vCPUs that no cell names belong to the first, as libvirt has it. */
function cellsOf(reader: DomainReader, facts: DomainFacts, host: Host | undefined): GuestCell[] {
  const online = facts.vcpusCurrent ?? facts.vcpusMax;
  if (facts.cells.length === 0) return [flatCell(reader, facts, online, host)];
  const ids = cellIds(facts);
  const named = new Set(facts.cells.flatMap(({ cpus }) => numbers(reader, cpus)));
  const others = Array.from({ length: online }, (_, i) => i).filter((vcpu) => !named.has(vcpu));
  const order = facts.cells.map((_, i) => i).toSorted((a, b) => ids[a]! - ids[b]!);
  return order.map((i, position) => {
    const own = numbers(reader, facts.cells[i]!.cpus).filter((vcpu) => vcpu < online);
    const memory = memoryNodes(reader, facts, ids[i], host);
    return {
      vcpus: position === 0 ? [...own, ...others].toSorted((a, b) => a - b) : own,
      memoryMiB: pagesUp(facts.cells[i]!.memoryBytes ?? 0),
      ...(memory && { memory }),
    };
  });
}

function pinsOf(reader: DomainReader, facts: DomainFacts): Map<number, WhereSet> {
  const pins = new Map<number, WhereSet>();
  const everywhere = facts.vcpuPlacement === 'auto' ? [] : numbers(reader, facts.vcpuCpuset);
  for (let vcpu = 0; vcpu < facts.vcpusMax && everywhere.length > 0; vcpu++) pins.set(vcpu, { cpus: everywhere });
  for (const { vcpu, cpuset } of facts.vcpupin) {
    const cpus = vcpu < facts.vcpusMax ? numbers(reader, cpuset) : [];
    if (cpus.length > 0) pins.set(vcpu, { cpus });
  }
  return pins;
}

/** Cap in percent of one pCPU: quota and period count per vCPU. */
function capOf(reader: DomainReader, vcpus: number): number | undefined {
  const value = (name: string): number => {
    const text = reader.find('cputune', name)?.text.trim() ?? '';
    return /^-?\d{1,15}$/.test(text) ? Number(text) : 0;
  };
  const quota = value('quota');
  const period = value('period') || 100_000;
  return quota > 0 ? Math.min(1e7, Math.round((vcpus * quota * 100) / period)) : undefined;
}

/** libvirt's shares (default 1024, 2..262144) on the scale of the scenario's weight (default 256). */
function weightOf(shares: number | null): number | undefined {
  return shares === null ? undefined : Math.min(65_535, Math.max(1, shares / 4));
}

/** Addresses of `hostdev` and of interfaces of that kind. */
function devicesOf(reader: DomainReader): string[] {
  const devices = [...reader.all(['devices'], 'hostdev'), ...reader.all(['devices'], 'interface')];
  return devices.flatMap((device) => {
    const {
      domain = '0',
      bus = '',
      slot = '',
      function: fn = '0',
    } = find(device, 'source', 'address')?.attributes ?? {};
    if (bus === '' || slot === '') return [];
    return pciFromNumbers(Number(domain), Number(bus), Number(slot), Number(fn)) ?? [];
  });
}

/** Real domains have some hundred elements; a vCPU may have one of its own. */
const MOST_ELEMENTS = 20_000;

/** Whether a tree has more than `most` elements. */
function isLarge(element: XmlElement, most: number): boolean {
  const open = [element];
  for (let count = 0; open.length > 0; count++) {
    if (count > most) return true;
    for (const child of open.pop()!.children) open.push(child);
  }
  return false;
}

/** The guest of a domain; none where an error was said, of which there may be thousands more. */
function guestOfDomain(reader: DomainReader, host: Host | undefined): ReadGuest[] {
  if (isLarge(reader.domain, MOST_ELEMENTS)) {
    const said = `a domain of more than ${MOST_ELEMENTS} elements is no configuration of a guest`;
    reader.source.error('too-large', said, reader.domain.start);
    return [];
  }
  const facts = domainFacts(reader);
  if (facts.memoryBytes === null && facts.cells.length === 0) {
    reader.source.error('memory-missing', 'the domain does not state its memory', reader.domain.start);
  }
  checkCells(reader, facts);
  checkNumatune(reader, facts);
  checkRest(reader, facts);
  if (reader.source.problems.failed) return [];
  const cells = cellsOf(reader, facts, host);
  const capPercent = capOf(reader, facts.vcpusCurrent ?? facts.vcpusMax);
  const weight = weightOf(facts.shares);
  const shape: GuestShape = {
    name: facts.name ?? '',
    cells,
    hard: pinsOf(reader, facts),
    soft: new Map(),
    ...(weight !== undefined && { weight }),
    ...(capPercent !== undefined && { capPercent }),
    ...(facts.cells.length > 1 && { vnumaAware: true }),
    devices: devicesOf(reader),
  };
  const guest = guestOf(shape, host, (message) => reader.source.warn('vnode-spread', message, reader.domain.start));
  if (guest.memoryMiB === 0) reader.source.error('memory-missing', 'the guest has no memory', reader.domain.start);
  const text = reader.source.text.slice(reader.domain.start, reader.domain.end);
  return [{ ...guest, original: { format: 'libvirt-domain', text }, facts }];
}

function domainsOf(source: Source, root: XmlElement): readonly XmlElement[] {
  if (root.name === 'domain') return [root];
  // What `virsh dumpxml` of an inactive snapshot or a status file wraps, and lists of domains.
  const inside = childrenOf(root, 'domain');
  if (inside.length === 0) source.error('root', `the root element is "${root.name}", expected "domain"`, root.start);
  return inside;
}

/** Reads libvirt domain XML (one `domain`, or several in one root); what libvirt refuses is said with its place. */
export function readDomain(text: string, file: string, host?: Host): Reading<GuestsReading> {
  const { value: root, problems } = parseXml(text, file);
  if (!root) return { value: undefined, problems };
  const source = new Source(text, file);
  const guests = domainsOf(source, root).flatMap((domain) => guestOfDomain(new DomainReader(source, domain), host));
  const named = withOwnNames(guests, (message) => source.warn('name', message, 0));
  return source.reading({ format: 'libvirt-domain', guests: named, warnings: source.problems.list });
}
