import type { PlacementPart } from '../../../model/scenario.ts';
import { childrenOf, find, parseXml, attributeSpans, type XmlElement } from '../../xml-tree.ts';
import { parseBitmap } from '../libvirt/bitmap.ts';
import { domainWants, type DomainWants } from './domain-wants.ts';
import { isVnuma, type WriteContext } from './exported.ts';
import { layoutOf } from './layout.ts';
import { cellElements, freshDomain, pinElements, tuneElements } from './libvirt-fresh.ts';
import { xmlText } from './quote.ts';
import { spliced, type Splice } from './splice.ts';
import { isUnchanged } from './unchanged.ts';

/** A domain's text under edit: its tree, and the changes so far. */
interface Edit {
  readonly text: string;
  readonly domain: XmlElement;
  readonly changes: Splice[];
}

/** Blanks before an element on its line. */
function indentOf({ text }: Edit, element: XmlElement): string {
  const line = text.slice(text.lastIndexOf('\n', element.start - 1) + 1, element.start);
  return /^[ \t]*$/.test(line) ? line : '';
}

/** Puts lines at the end of an element's content, one level deeper than the element. */
function append(edit: Edit, parent: XmlElement, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const indent = indentOf(edit, parent);
  const block = lines.map((line) => `${indent}  ${line}\n`).join('');
  if (parent.contentStart === parent.end) {
    // <cputune/>: the element is opened.
    const slash = edit.text.lastIndexOf('/', parent.end);
    edit.changes.push({ start: slash, end: parent.end, text: `>\n${block}${indent}</${parent.name}>` });
    return;
  }
  const tail = /\n[ \t]*$/.exec(edit.text.slice(parent.contentStart, parent.contentEnd));
  const at = tail ? parent.contentEnd - tail[0].length + 1 : parent.contentEnd;
  edit.changes.push({ start: at, end: at, text: tail ? block : `\n${block}${indent}` });
}

/** Puts lines behind an element, on its own level. */
function insertAfter(edit: Edit, element: XmlElement, lines: readonly string[]): void {
  const indent = indentOf(edit, element);
  edit.changes.push({ start: element.end, end: element.end, text: lines.map((line) => `\n${indent}${line}`).join('') });
}

/** Takes an element out, with its line if it is alone on it. */
function remove({ text, changes }: Edit, element: XmlElement): void {
  const lineStart = text.lastIndexOf('\n', element.start - 1);
  const alone =
    lineStart >= 0 &&
    text.slice(lineStart, element.start).trim() === '' &&
    /^[ \t]*(?:\r?\n|$)/.test(text.slice(element.end));
  changes.push({ start: alone ? lineStart : element.start, end: element.end, text: '' });
}

function setAttribute(edit: Edit, element: XmlElement, name: string, value: string): void {
  const span = attributeSpans(edit.text, element).find((one) => one.name === name);
  if (span) edit.changes.push({ start: span.valueStart, end: span.valueEnd, text: value });
  else {
    const at = element.start + 1 + element.name.length;
    edit.changes.push({ start: at, end: at, text: ` ${name}='${value}'` });
  }
}

function dropAttribute(edit: Edit, element: XmlElement, name: string): void {
  const span = attributeSpans(edit.text, element).find((one) => one.name === name);
  if (span) edit.changes.push({ start: span.start - 1, end: span.end, text: '' });
}

function numbersOf(text: string | undefined): readonly number[] {
  const set = parseBitmap(text ?? '');
  return typeof set === 'string' ? [] : set;
}

/** A set that is there may stay where it lies within the wanted one: the placement does not ask for more. */
function isWithin(there: string | undefined, wanted: string): boolean {
  const outer = new Set(numbersOf(wanted));
  const inner = numbersOf(there);
  return inner.length > 0 && inner.every((number) => outer.has(number));
}

/** Sets that are there and ask for something else; gives the pins that are missing. */
function correctPins(edit: Edit, wants: DomainWants): Map<number, string> {
  const cputune = find(edit.domain, 'cputune');
  const missing = new Map(wants.pins);
  for (const pin of cputune ? childrenOf(cputune, 'vcpupin') : []) {
    const number = Number(pin.attributes['vcpu']);
    correct(edit, pin, wants.pins.get(number));
    missing.delete(number);
  }
  return missing;
}

function correct(edit: Edit, pin: XmlElement, wanted: string | undefined): void {
  if (wanted !== undefined && !isWithin(pin.attributes['cpuset'], wanted)) setAttribute(edit, pin, 'cpuset', wanted);
}

function editPins(edit: Edit, wants: DomainWants): void {
  const cputune = find(edit.domain, 'cputune');
  const vcpu = find(edit.domain, 'vcpu');
  const pins = correctPins(edit, wants);
  const emulator = cputune && find(cputune, 'emulatorpin');
  if (emulator) correct(edit, emulator, wants.emulator);
  const lines = pinElements({ ...wants, pins, emulator: emulator ? undefined : wants.emulator });
  if (cputune) append(edit, cputune, lines);
  else if (lines.length > 0) insertAfter(edit, vcpu ?? firstOf(edit), wrapped('cputune', lines));
  if (vcpu?.attributes['placement'] === 'auto') setAttribute(edit, vcpu, 'placement', 'static');
}

function wrapped(name: string, lines: readonly string[]): string[] {
  return [`<${name}>`, ...lines.map((line) => `  ${line}`), `</${name}>`];
}

function firstOf({ domain }: Edit): XmlElement {
  return find(domain, 'memory') ?? find(domain, 'name') ?? domain.children[0] ?? domain;
}

function sameSet(a: string | undefined, b: string): boolean {
  return numbersOf(a).join() === numbersOf(b).join();
}

function editMemory(edit: Edit, wants: DomainWants): void {
  const numatune = find(edit.domain, 'numatune');
  if (numatune) editTuning(edit, numatune, wants);
  else {
    const anchor = find(edit.domain, 'cputune') ?? find(edit.domain, 'vcpu') ?? firstOf(edit);
    insertAfter(edit, anchor, wrapped('numatune', tuneElements(wants)));
  }
}

/** Corrects the cells' nodes that are there; gives the cells that have none. */
function correctMemnodes(edit: Edit, numatune: XmlElement, wants: DomainWants): Set<number> {
  const missing = new Set(wants.cells.keys());
  for (const memnode of childrenOf(numatune, 'memnode')) {
    const cell = Number(memnode.attributes['cellid']);
    const wanted = wants.cells.get(cell);
    missing.delete(cell);
    if (wanted === undefined) remove(edit, memnode);
    else if (!sameSet(memnode.attributes['nodeset'], wanted)) setAttribute(edit, memnode, 'nodeset', wanted);
  }
  return missing;
}

/** A tuning that is there keeps its mode: only its nodes are ours. */
function editTuning(edit: Edit, numatune: XmlElement, wants: DomainWants): void {
  const memory = find(numatune, 'memory');
  const mode = memory?.attributes['mode'] ?? find(numatune, 'memnode')?.attributes['mode'];
  if (memory && !sameSet(memory.attributes['nodeset'], wants.nodeset)) {
    if (memory.attributes['placement'] === 'auto') dropAttribute(edit, memory, 'placement');
    setAttribute(edit, memory, 'nodeset', wants.nodeset);
  }
  const missing = correctMemnodes(edit, numatune, wants);
  const cells = new Map([...wants.cells].filter(([cell]) => missing.has(cell)));
  const [memoryLine = '', ...nodeLines] = tuneElements({ ...wants, cells });
  const lines = [...(memory ? [] : [memoryLine]), ...nodeLines];
  append(
    edit,
    numatune,
    mode === undefined ? lines : lines.map((line) => line.replace(/mode='[^']*'/, () => `mode='${xmlText(mode)}'`)),
  );
}

/** Gives the guest new cells where it had none, or others than its parts. */
function editCells(edit: Edit, context: WriteContext, parts: readonly PlacementPart[]): void {
  const cpu = find(edit.domain, 'cpu');
  const numa = cpu && find(cpu, 'numa');
  const lines = cellElements(context, parts);
  context.note('the guest sees other NUMA cells than before: it reads them at its next start');
  if (numa) {
    for (const cell of childrenOf(numa, 'cell')) remove(edit, cell);
    append(edit, numa, lines);
  } else {
    const block = wrapped('numa', lines);
    if (cpu) append(edit, cpu, block);
    else append(edit, edit.domain, wrapped('cpu', block));
  }
}

function cellId(cell: XmlElement, position: number): number {
  const { id } = cell.attributes;
  return id === undefined ? position : Number(id);
}

/** vCPU numbers of the cells in the order of their ids, if the parts are these cells; else undefined. */
function cellNumbers(domain: XmlElement, parts: readonly PlacementPart[]): number[][] | undefined {
  const numa = find(domain, 'cpu', 'numa');
  const cells = numa ? childrenOf(numa, 'cell') : [];
  if (cells.length !== parts.length) return undefined;
  const order = cells.map((cell, i) => ({ cell, id: cellId(cell, i) })).toSorted((a, b) => a.id - b.id);
  const numbers = order.map(({ cell }) => [...numbersOf(cell.attributes['cpus'])]);
  return numbers.every((list, i) => list.length === parts[i]!.vcpus) ? numbers : undefined;
}

function editPlacement(edit: Edit, context: WriteContext, parts: readonly PlacementPart[]): void {
  const vnuma = isVnuma(context.guest);
  const own = cellNumbers(edit.domain, parts);
  if (vnuma && !own) editCells(edit, context, parts);
  const wants = domainWants(
    context,
    parts,
    own ?? layoutOf(context, parts).numbers,
    vnuma || (own !== undefined && own.length > 0),
  );
  editPins(edit, wants);
  editMemory(edit, wants);
}

/**
 * The guest as libvirt domain XML. An imported domain keeps every element, attribute, comment and blank that the placement
 * does not own (vcpupin, emulatorpin, numatune, and the cells if they change); unchanged, it is the text that was imported.
 */
export function writeLibvirt(context: WriteContext): string {
  const { guest, host } = context;
  if (guest.original?.format !== 'libvirt-domain') return freshDomain(context);
  const { text } = guest.original;
  const domain = parseXml(text, guest.name).value;
  if (!domain || isUnchanged(guest, host)) return domain ? text : freshDomain(context);
  const parts = guest.placement?.parts;
  if (!parts) {
    context.note('the guest is unpinned here; its pins in the imported domain stay');
    return text;
  }
  const edit: Edit = { text, domain, changes: [] };
  editPlacement(edit, context, parts);
  return spliced(text, edit.changes);
}
