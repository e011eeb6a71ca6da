import { MAX_CPU, membersOfRanges } from '../../../model/cpulist.ts';
import { cpusByNode } from '../placing.ts';
import { quoted } from '../../problems.ts';
import type { Host } from '../../../model/host.ts';
import type { WhereSet } from '../shape.ts';

/** One item of `cpus=`: a range of pCPUs or of nodes, added or taken away. A prefix covers this item only. */
interface Item {
  readonly not: boolean;
  readonly nodes: boolean;
  readonly first: number;
  readonly last: number;
}

const MOST_ITEMS = 1024;

/** What an affinity string says: everywhere, or its items in order. */
export type Affinity = 'all' | readonly Item[];

function parseItem(text: string): Item | { everywhere: true } | { fault: string } {
  const match = /^(\^?)(nodes?:)?\s*(.*)$/s.exec(text)!;
  const [, not, nodes, rest = ''] = match;
  if (rest === 'all') {
    return not ? { fault: `"^" and "all" cannot be combined in ${quoted(text)}` } : { everywhere: true };
  }
  const range = /^(\d{1,9})(?:-\s*(\d{1,9}))?$/.exec(rest);
  if (!range)
    return { fault: `${quoted(text)} is not a CPU, a range like 0-3, "all", "nodes:N" or one of them after "^"` };
  const first = Number(range[1]);
  const last = range[2] === undefined ? first : Number(range[2]);
  if (last < first) return { fault: `the range ${quoted(rest)} runs backwards` };
  if (last > MAX_CPU) return { fault: `${last} is beyond ${MAX_CPU}` };
  return { not: not === '^', nodes: nodes !== undefined, first, last };
}

/** The affinity that a string of xl.cfg's `cpus` or `cpus_soft` means, or a sentence on what is wrong with it. */
export function parseAffinity(text: string): { affinity: Affinity } | { fault: string } {
  const items: Item[] = [];
  let everywhere = false;
  const parts = text.split(',').filter((one) => one !== '');
  if (parts.length > MOST_ITEMS) return { fault: `${parts.length} items are more than a list of CPUs has` };
  for (const part of parts) {
    const item = parseItem(part);
    if ('everywhere' in item) everywhere = true;
    else if ('fault' in item) return item;
    else items.push(item);
  }
  if (items.length === 0 && !everywhere) return { fault: 'an empty list of CPUs' };
  if (everywhere && !items.some(({ not }) => not)) return { affinity: 'all' };
  // "all,^2": everything but the named ones; whoever asks for the set needs the host.
  return { affinity: everywhere ? [{ not: false, nodes: true, first: 0, last: MAX_CPU }, ...items] : items };
}

/** Marks the numbers of an item, or takes their marks away. */
type Paint = (marks: Uint8Array, item: Item, mark: number) => void;

function paintRange(marks: Uint8Array, { first, last }: Item, mark: number): void {
  marks.fill(mark, first, last + 1);
}

/** The members of all items in order: each adds its numbers, or takes them away; `paintNodes` knows the CPUs of nodes. */
function fold(items: readonly Item[], paintNodes: Paint): number[] {
  const marks = new Uint8Array(MAX_CPU + 1);
  for (const item of items) (item.nodes ? paintNodes : paintRange)(marks, item, item.not ? 0 : 1);
  const set: number[] = [];
  for (let number = 0; number <= MAX_CPU; number++) if (marks[number] === 1) set.push(number);
  return set;
}

/**
 * The set that an affinity names, as far as it can be known: node items need a host whose nodes number their CPUs.
 * `missing` are nodes that the host does not have. undefined = everywhere.
 */
export function whereOf(
  affinity: Affinity,
  host: Host | undefined,
): { set: WhereSet; missing: readonly number[] } | undefined {
  if (affinity === 'all') return undefined;
  if (affinity.every(({ nodes }) => !nodes)) return { set: { cpus: fold(affinity, paintRange) }, missing: [] };
  const table = cpusByNode(host);
  if (!host) {
    const pure = affinity.every(({ nodes, last }) => nodes && last < MAX_CPU);
    return { set: pure ? { nodes: fold(affinity, paintRange) } : {}, missing: [] };
  }
  const paintNodes: Paint = (marks, item, mark) => {
    for (const [id, cpus] of table) if (id >= item.first && id <= item.last) for (const cpu of cpus) marks[cpu] = mark;
  };
  const named = affinity.filter((item) => item.nodes && !item.not && item.last < MAX_CPU);
  const whole = affinity.every(({ nodes }) => nodes);
  return {
    set: { cpus: fold(affinity, paintNodes), ...(whole && { whole }) },
    missing: membersOfRanges(named.map(({ first, last }) => [first, last])).filter((node) => !table.has(node)),
  };
}
