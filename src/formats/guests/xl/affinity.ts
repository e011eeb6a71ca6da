import { MAX_CPU } from '../../../model/cpulist.ts';
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
  for (const part of text.split(',').filter((one) => one !== '')) {
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

function rangeOf({ first, last }: Item): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function fold(items: readonly Item[], membersOf: (item: Item) => Iterable<number>): number[] {
  const set = new Set<number>();
  for (const item of items) {
    for (const member of membersOf(item)) {
      if (item.not) set.delete(member);
      else set.add(member);
    }
  }
  return [...set].toSorted((a, b) => a - b);
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
  if (affinity.every(({ nodes }) => !nodes)) return { set: { cpus: fold(affinity, rangeOf) }, missing: [] };
  const table = cpusByNode(host);
  const named = affinity.filter((item) => item.nodes && !item.not && item.last < MAX_CPU).flatMap(rangeOf);
  if (!host) {
    const pure = affinity.every(({ nodes, last }) => nodes && last < MAX_CPU);
    return { set: pure ? { nodes: fold(affinity, rangeOf) } : {}, missing: [] };
  }
  const cpusOf = (item: Item): Iterable<number> => {
    if (!item.nodes) return rangeOf(item);
    return [...table].filter(([id]) => id >= item.first && id <= item.last).flatMap(([, cpus]) => cpus);
  };
  const whole = affinity.every(({ nodes }) => nodes);
  return {
    set: { cpus: fold(affinity, cpusOf), ...(whole && { whole }) },
    missing: named.filter((node) => !table.has(node)),
  };
}
