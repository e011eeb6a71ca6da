import { quoted } from '../../problems.ts';
import type { XmlElement } from '../../xml-tree.ts';
import type { DomainFacts } from '../reading.ts';
import { parseBitmap } from './bitmap.ts';
import type { DomainReader } from './domain.ts';

/** Says that libvirt refuses a domain, and why. */
export function refuse(reader: DomainReader, message: string, element: XmlElement): void {
  reader.source.warn('libvirt-refuses', `libvirt refuses this: ${message}`, element.start);
}

/** The set in an attribute; a warning where libvirt would not take it. */
export function setOf(
  reader: DomainReader,
  element: XmlElement | undefined,
  name: string,
): readonly number[] | undefined {
  const text = element?.attributes[name];
  if (text === undefined || !element) return undefined;
  const set = reader.source.sets.of(text, parseBitmap);
  if (typeof set !== 'string') return set;
  refuse(reader, `${name} ${set}`, element);
  return undefined;
}

/** The ids of the cells as libvirt counts them: as given, else by position. */
export function cellIds(facts: DomainFacts): number[] {
  return facts.cells.map(({ id }, i) => (id !== null && /^\d{1,5}$/.test(id) ? Number(id) : i));
}

function checkCellIds(reader: DomainReader, facts: DomainFacts, elements: readonly XmlElement[]): void {
  const ids = cellIds(facts);
  const seen = new Set<number>();
  ids.forEach((id, i) => {
    if (id >= ids.length)
      refuse(reader, `cell ids must be 0..${ids.length - 1} without gaps, this one is ${id}`, elements[i]!);
    else if (seen.has(id)) refuse(reader, `cell id ${id} occurs twice`, elements[i]!);
    seen.add(id);
  });
}

function checkDistances(reader: DomainReader, facts: DomainFacts, elements: readonly XmlElement[]): void {
  const ids = cellIds(facts);
  const known = new Set(ids);
  facts.cells.forEach(({ distances }, i) => {
    for (const [to, value] of Object.entries(distances)) {
      const local = Number(to) === ids[i];
      if (!known.has(Number(to))) refuse(reader, `a distance to cell ${to}, which does not exist`, elements[i]!);
      else if (value < 10 || local !== (value === 10)) {
        refuse(
          reader,
          `distance ${value} from cell ${ids[i]} to ${to}: 10 within a cell, more than 10 between cells`,
          elements[i]!,
        );
      }
    }
  });
}

/** vCPUs of every cell; a vCPU in two cells is an error, one beyond the guest's count a warning. */
function checkCellCpus(reader: DomainReader, facts: DomainFacts, elements: readonly XmlElement[]): void {
  const owner = new Map<number, number>();
  const ids = cellIds(facts);
  elements.forEach((element, i) => {
    const cpus = setOf(reader, element, 'cpus') ?? [];
    for (const vcpu of cpus) {
      const before = owner.get(vcpu);
      owner.set(vcpu, ids[i]!);
      if (before !== undefined) {
        reader.source.error('vcpu-in-two-cells', `vCPU ${vcpu} is in cells ${before} and ${ids[i]}`, element.start);
        return;
      }
    }
    const beyond = cpus.find((vcpu) => vcpu >= facts.vcpusMax);
    if (beyond === undefined) return;
    const said = `cell ${ids[i]} names vCPU ${beyond} of ${facts.vcpusMax}, counted from 0`;
    reader.source.warn('vcpu-beyond', said, element.start);
  });
}

function checkCellMemory(reader: DomainReader, facts: DomainFacts, elements: readonly XmlElement[]): void {
  facts.cells.forEach(({ memoryBytes, memAccess }, i) => {
    if (memoryBytes === null) refuse(reader, 'a cell without memory', elements[i]!);
    if (memAccess !== null && memAccess !== 'shared' && memAccess !== 'private') {
      refuse(reader, `memAccess ${quoted(memAccess)} is neither shared nor private`, elements[i]!);
    }
  });
  const sum = facts.cells.reduce((total, { memoryBytes }) => total + (memoryBytes ?? 0), 0);
  const devices = facts.memoryDevices.reduce((total, { sizeBytes }) => total + (sizeBytes ?? 0), 0);
  const memory = facts.memoryBytes;
  if (
    elements.length === 0 ||
    memory === null ||
    sum === memory ||
    (devices > 0 && sum <= memory && sum + devices >= memory)
  )
    return;
  const than = sum < memory ? 'less' : 'more';
  const said = `the cells hold ${than} memory (${sum / 1024} KiB) than the domain (${memory / 1024} KiB); libvirt goes by the cells`;
  reader.source.warn('memory-mismatch', said, elements[0]!.start);
}

/** Cells: ids, vCPUs, memory, distances. */
export function checkCells(reader: DomainReader, facts: DomainFacts): void {
  const elements = reader.all(['cpu', 'numa'], 'cell');
  checkCellIds(reader, facts, elements);
  checkCellCpus(reader, facts, elements);
  checkCellMemory(reader, facts, elements);
  checkDistances(reader, facts, elements);
  const numa = reader.find('cpu', 'numa');
  if (numa && elements.length === 0) refuse(reader, 'a numa element without cells', numa);
}

function checkMemoryTuning(reader: DomainReader): void {
  const memory = reader.find('numatune', 'memory');
  if (!memory) return;
  const { mode, placement, nodeset } = memory.attributes;
  checkMode(reader, memory, mode);
  if (placement !== undefined && placement !== 'static' && placement !== 'auto') {
    refuse(reader, `placement ${quoted(placement)} is neither static nor auto`, memory);
  }
  const isAuto =
    placement === 'auto' || (placement === undefined && reader.find('vcpu')?.attributes['placement'] === 'auto');
  if (!isAuto && nodeset === undefined) refuse(reader, 'memory without a nodeset whose placement is static', memory);
  setOf(reader, memory, 'nodeset');
}

function checkMode(reader: DomainReader, element: XmlElement, mode: string | undefined): void {
  const known = ['strict', 'preferred', 'interleave', 'restrictive'];
  if (mode !== undefined && !known.includes(mode))
    refuse(reader, `mode ${quoted(mode)} is none of ${known.join(', ')}`, element);
}

function checkMemnode(reader: DomainReader, memnode: XmlElement, cells: ReadonlySet<number>, seen: Set<string>): void {
  const { cellid, mode, nodeset } = memnode.attributes;
  const memory = reader.find('numatune', 'memory');
  checkMode(reader, memnode, mode);
  setOf(reader, memnode, 'nodeset');
  if (nodeset === undefined) refuse(reader, 'a memnode without nodeset', memnode);
  if (cellid === undefined || !cells.has(Number(cellid))) {
    refuse(reader, `memnode for cell ${quoted(cellid ?? '')}, which does not exist`, memnode);
  } else if (seen.has(cellid)) refuse(reader, `two memnode elements for cell ${cellid}`, memnode);
  seen.add(cellid ?? '');
  const restrictive = [memory?.attributes['mode'], mode].map((one) => one === 'restrictive');
  if (memory && restrictive[0] !== restrictive[1])
    refuse(reader, 'restrictive mode in only one of memory and memnode', memnode);
  if (memory?.attributes['placement'] === 'auto') refuse(reader, 'memnode together with automatic placement', memnode);
}

/** Memory tuning for the whole domain and for its cells. */
export function checkNumatune(reader: DomainReader, facts: DomainFacts): void {
  checkMemoryTuning(reader);
  const seen = new Set<string>();
  const cells = new Set(cellIds(facts));
  for (const memnode of reader.all(['numatune'], 'memnode')) checkMemnode(reader, memnode, cells, seen);
}
