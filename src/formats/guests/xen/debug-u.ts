import { formatCpulist, MAX_CPU } from '../../../model/cpulist.ts';
import { quoted } from '../../problems.ts';
import type { Source } from '../source.ts';
import { rowsOf, type Row } from './rows.ts';

export interface DebugNode {
  readonly os: number;
  readonly startPage: number;
  readonly pages: number;
  readonly freePages: number | null;
  readonly pus: string;
}

export interface DebugDomain {
  readonly domid: number;
  readonly totalPages: number;
  readonly pagesPerNode: Readonly<Record<string, number>>;
}

/** What `xl debug-keys u; xl dmesg` shows: nodes, their CPUs, and where the pages of each domain are. */
export interface DebugU {
  readonly nodes: readonly DebugNode[];
  readonly domains: readonly DebugDomain[];
}

// Xen before 4.7 does not say what is free.
const NODE = /\bNODE(\d{1,5}) start->(\d{1,16}) size->(\d{1,16})(?: free->(\d{1,16}))?/;
const CPUS = /\bCPU(\d{1,5})(?:\.\.\.(\d{1,5}))? -> NODE(\d{1,5})/;
const DOMAIN = /\b(?:Domain (\d{1,5})|d(\d{1,5})) \(total: (\d{1,16})\)/;
const PAGES = /\bNode (\d{1,5}): (\d{1,16})\s*$/;

export function isDebugU(text: string): boolean {
  return /'u' pressed -> dumping numa info|\bNODE\d+ start->\d+ size->\d+/.test(text);
}

interface Growing {
  readonly nodes: Map<number, { startPage: number; pages: number; freePages: number | null }>;
  readonly cpus: Map<number, Set<number>>;
  readonly domains: { domid: number; totalPages: number; pages: Map<number, number>; offset: number }[];
}

function addCpus(source: Source, state: Growing, match: RegExpExecArray, offset: number): void {
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  if (last < first || last > MAX_CPU) {
    source.error('cpus', `${quoted(match[0])} is not a range of CPUs`, offset);
    return;
  }
  const node = Number(match[3]);
  const set = state.cpus.get(node) ?? new Set<number>();
  for (let cpu = first; cpu <= last; cpu++) set.add(cpu);
  state.cpus.set(node, set);
}

function addNode(source: Source, state: Growing, match: RegExpExecArray, offset: number): void {
  const node = Number(match[1]);
  if (state.nodes.has(node)) source.error('twice', `node ${node} occurs twice; paste one dump only`, offset);
  state.nodes.set(node, {
    startPage: Number(match[2]),
    pages: Number(match[3]),
    freePages: match[4] === undefined ? null : Number(match[4]),
  });
}

function addPages(source: Source, state: Growing, match: RegExpExecArray, offset: number): void {
  const domain = state.domains.at(-1);
  if (!domain) source.error('row', `${quoted(match[0])} comes before the domain that it belongs to`, offset);
  else domain.pages.set(Number(match[1]), (domain.pages.get(Number(match[1])) ?? 0) + Number(match[2]));
}

function take(source: Source, state: Growing, row: Row): void {
  const node = NODE.exec(row.text);
  if (node) return addNode(source, state, node, row.offset);
  const cpus = CPUS.exec(row.text);
  if (cpus) return addCpus(source, state, cpus, row.offset);
  const domain = DOMAIN.exec(row.text);
  if (domain) {
    const domid = Number(domain[1] ?? domain[2]);
    state.domains.push({ domid, totalPages: Number(domain[3]), pages: new Map(), offset: row.offset });
    return undefined;
  }
  const pages = PAGES.exec(row.text);
  if (pages) addPages(source, state, pages, row.offset);
  return undefined;
}

function checkSums(source: Source, state: Growing): void {
  for (const { domid, totalPages, pages, offset } of state.domains) {
    const sum = [...pages.values()].reduce((a, b) => a + b, 0);
    if (pages.size > 0 && sum !== totalPages) {
      source.warn('pages', `domain ${domid}: its nodes hold ${sum} pages, its total is ${totalPages}`, offset);
    }
  }
}

/** The dump of the last `u` that a text holds; other lines of the console between are passed over. */
export function debugU(source: Source): DebugU {
  const state: Growing = { nodes: new Map(), cpus: new Map(), domains: [] };
  for (const row of rowsOf(source)) {
    if (row.text.includes("'u' pressed")) {
      state.nodes.clear();
      state.cpus.clear();
      state.domains.length = 0;
    } else take(source, state, row);
  }
  checkSums(source, state);
  if (state.nodes.size === 0)
    source.error('empty', 'no node is described: expected lines like "NODE0 start->0 size->262144"', 0);
  const nodes = [...state.nodes].map(([os, node]) => ({ os, ...node, pus: formatCpulist(state.cpus.get(os) ?? []) }));
  const domains = state.domains.map(({ domid, totalPages, pages }) => ({
    domid,
    totalPages,
    pagesPerNode: Object.fromEntries([...pages].map(([node, count]) => [`${node}`, count])),
  }));
  return { nodes: nodes.toSorted((a, b) => a.os - b.os), domains };
}
