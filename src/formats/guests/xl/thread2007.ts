import { formatCpulist, parseCpulist } from '../../../model/cpulist.ts';
import { BYTES_PER_MIB } from '../../../model/units.ts';
import type { Host } from '../../../model/host.ts';
import type { Reading } from '../../../model/problem.ts';
import { quoted } from '../../problems.ts';
import { checkNodes, MAX_VCPUS } from '../limits.ts';
import { guestOf } from '../placing.ts';
import { NO_FACTS, type DomainFacts, type GuestsReading } from '../reading.ts';
import { evenly, splitPages, type GuestCell } from '../shape.ts';
import { Source } from '../source.ts';
import { settingsOf, type Settings } from './settings.ts';
import { numberOf, textOf } from './values.ts';

/** One "what:node" of a bracketed list. */
interface Entry {
  readonly what: string;
  readonly node: number;
  readonly offset: number;
}

/** A list has no more than 256 nodes: what is longer is left to xl’s grammar, which refuses it. */
const BRACKETED = /^([ \t]*)(vcpu|memory)([ \t]*=[ \t]*)\[([^[\]]{0,4096})\]/gm;

/** The notation that Akio Takebe proposed on xen-devel on 18 September 2007: vnode = 2, vcpu = [0-1:0, 2-3:1], memory = [128:0, 128:1]. */
export function isThread2007(text: string): boolean {
  return /^[ \t]*vnode[ \t]*=/m.test(text) && /^[ \t]*vcpu[ \t]*=[ \t]*\[/m.test(text);
}

function entriesOf(source: Source, body: string, offset: number): Entry[] {
  const entries: Entry[] = [];
  // A comma separates entries; in "0,2:0" the first part belongs to the second's list.
  for (const match of body.matchAll(/[^:\]]*?:\s*["']?\s*\d+\s*["']?|[^,]+/g)) {
    const text = match[0]
      .replaceAll(/["']/g, '')
      .replace(/^[\s,]+/, '')
      .trim();
    const at = offset + match.index + match[0].search(/[^\s,]|$/);
    const pair = /^([\d\s,-]+?)\s*:\s*(\d{1,5})$/.exec(text);
    if (pair) entries.push({ what: pair[1]!.replaceAll(/\s/g, ''), node: Number(pair[2]), offset: at });
    else if (text !== '') source.error('thread2007', `${quoted(text)} is not an entry like 0-1:0 (what:node)`, at);
  }
  return entries;
}

interface Lists {
  readonly vcpu: readonly Entry[];
  readonly memory: readonly Entry[];
  /** The same text with both lists blanked, for xl's own grammar. */
  readonly rest: string;
}

function listsOf(source: Source): Lists {
  const lists: Record<string, Entry[]> = { vcpu: [], memory: [] };
  const rest = source.text.replace(
    BRACKETED,
    (whole, indent: string, name: string, equals: string, body: string, offset: number) => {
      lists[name] = entriesOf(source, body, offset + indent.length + name.length + equals.length + 1);
      return whole.replaceAll(/[^\n]/g, ' ');
    },
  );
  return { vcpu: lists['vcpu']!, memory: lists['memory']!, rest };
}

function vcpusOf(source: Source, entry: Entry): readonly number[] {
  const vcpus = parseCpulist(entry.what);
  if (typeof vcpus !== 'string') return vcpus;
  source.error('thread2007', vcpus, entry.offset);
  return [];
}

function memoriesOf(source: Source, lists: Lists, total: number | undefined): number[] {
  if (lists.memory.length === 0) {
    source.warn('thread2007', 'memory per node is not given: equal shares are taken', 0);
    return splitPages(
      total ?? 32,
      lists.vcpu.map(() => 1),
    );
  }
  const sizes = lists.memory.map(({ what, offset }) => {
    if (/^\d{1,12}$/.test(what)) return Number(what);
    source.error('thread2007', `${quoted(what)} is not a number of MiB`, offset);
    return 0;
  });
  const sum = sizes.reduce((a, b) => a + b, 0);
  if (total !== undefined && total !== sum) {
    source.warn('memory-mismatch', `the nodes hold ${sum} MiB, memory is ${total} MiB`, lists.memory[0]!.offset);
  }
  return sizes;
}

/** Cell i of the guest is entry i of `vcpu`; its memory entry i of `memory`, on the node that entry names. */
function cellsOf(source: Source, lists: Lists, total: number | undefined): GuestCell[] {
  const { vcpu, memory } = lists;
  if (memory.length > 0 && memory.length !== vcpu.length) {
    source.error('thread2007', `memory has ${memory.length} entries, vcpu has ${vcpu.length}`, memory[0]!.offset);
  }
  const sizes = memoriesOf(source, lists, total);
  const seen = new Set<number>();
  return vcpu.map((entry, i) => {
    const vcpus = source.problems.failed ? [] : vcpusOf(source, entry);
    const twice = vcpus.find((one) => seen.has(one));
    if (twice !== undefined) source.error('vcpu-in-two-vnodes', `vCPU ${twice} is in two vnodes`, entry.offset);
    for (const one of vcpus) seen.add(one);
    return { vcpus, memoryMiB: sizes[i] ?? 0, home: entry.node, memory: evenly([memory[i]?.node ?? entry.node])! };
  });
}

function checkCounts(source: Source, settings: Settings, cells: readonly GuestCell[]): void {
  const vnodes = numberOf(source, settings, 'vnode', [1, MAX_VCPUS]);
  if (vnodes !== undefined && vnodes !== cells.length) {
    source.error('thread2007', `vnode is ${vnodes}, vcpu has ${cells.length} entries`, settings.get('vnode')!.offset);
  }
  const vcpus = numberOf(source, settings, 'vcpus', [1, MAX_VCPUS]);
  const inCells = cells.reduce((sum, cell) => sum + cell.vcpus.length, 0);
  if (vcpus !== undefined && vcpus !== inCells) {
    source.error('vcpus-mismatch', `vcpus is ${vcpus}, the vnodes hold ${inCells}`, settings.get('vcpus')!.offset);
  }
  if (inCells === 0 || cells.every(({ memoryMiB }) => memoryMiB === 0)) {
    source.error('thread2007', 'a guest needs at least one vCPU and some memory', 0);
  }
}

function factsOf(name: string, cells: readonly GuestCell[]): DomainFacts {
  const memoryBytes = cells.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0) * BYTES_PER_MIB;
  return {
    ...NO_FACTS,
    type: 'xen',
    name,
    memoryBytes,
    currentMemoryBytes: memoryBytes,
    vcpusMax: cells.reduce((sum, { vcpus }) => sum + vcpus.length, 0),
    cells: cells.map(({ vcpus, memoryMiB }, i) => ({
      id: `${i}`,
      cpus: formatCpulist(vcpus),
      memoryBytes: memoryMiB * BYTES_PER_MIB,
      memAccess: null,
      distances: {},
    })),
  };
}

/** A file with `vnode`, `vcpu` and `memory` of the 2007 discussion; other settings as in xl.cfg. No Xen ever read it. */
export function readThread2007(text: string, file: string, host?: Host): Reading<GuestsReading> {
  const source = new Source(text, file);
  const lists = listsOf(source);
  const plain = new Source(lists.rest, file);
  const settings = settingsOf(plain);
  const cells = cellsOf(
    source,
    lists,
    settings.has('memory') ? numberOf(plain, settings, 'memory', [1, 2 ** 42]) : undefined,
  );
  checkCounts(plain, settings, cells);
  checkNodes(
    source,
    cells.map(({ home }) => home ?? 0),
    host,
    'node',
    lists.vcpu[0]?.offset ?? 0,
  );
  const name = textOf(plain, settings, 'name')?.text ?? '';
  if (name === '') plain.warn('name-missing', 'name is missing: the guest is called "guest"', 0);
  source.warn(
    'thread2007',
    'this is the notation of the 2007 discussion: xl does not read it (it refuses or ignores these settings)',
    0,
  );
  const shape = {
    name: name === '' ? 'guest' : name,
    cells,
    hard: new Map(),
    soft: new Map(),
    vnumaAware: cells.length > 1,
  };
  const guest = {
    ...guestOf(shape, host, (message) => source.warn('vnode-spread', message, 0)),
    original: { format: 'thread2007', text },
    facts: factsOf(shape.name, cells),
  };
  const warnings = [...source.problems.list, ...plain.problems.list];
  const failed = source.problems.failed || plain.problems.failed;
  return { value: failed ? undefined : { format: 'thread2007', guests: [guest], warnings }, problems: warnings };
}
