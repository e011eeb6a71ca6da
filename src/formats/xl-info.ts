import { MAX_CPU } from '../model/cpulist.ts';
import { BYTES_PER_MIB } from '../model/units.ts';
import { cleanLines, type TextLine } from './lines.ts';
import type { Observation, ObservedDistances, ObservedGroup, ObservedNode } from './observed.ts';
import { Problems, quoted } from './problems.ts';

interface CpuRow {
  readonly cpu: number;
  readonly core: number;
  readonly socket: number;
  readonly node: number;
  readonly line: TextLine;
}

interface NodeRow {
  readonly os: number;
  readonly sizeMiB: number;
  readonly freeMiB: number;
  readonly distances: readonly number[];
  readonly line: TextLine;
}

/** LIBXL_NUMAINFO_INVALID_ENTRY: the hypervisor does not know. */
const INVALID = 4_294_967_295;
const FARTHEST = 65_535;

type Section = 'facts' | 'cpus' | 'devices' | 'nodes';
const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [/^cpu_topology\s*:/, 'cpus'],
  [/^device topology\s*:/, 'devices'],
  [/^numa_info\s*:/, 'nodes'],
];

class XlInfoReader {
  readonly #facts = new Map<string, string>();
  readonly #cpus: CpuRow[] = [];
  readonly #nodes: NodeRow[] = [];
  #section: Section = 'facts';
  #sawCpus = false;

  constructor(readonly problems: Problems) {}

  line(line: TextLine): void {
    const { text } = line;
    const section = SECTIONS.find(([pattern]) => pattern.test(text))?.[1];
    if (section) {
      this.#section = section;
      this.#sawCpus ||= section === 'cpus';
    } else if (/^[a-z]\w*\s*:/.test(text) && !/^(?:cpu|node)\s*:/.test(text)) this.#fact(text);
    else if (this.#section === 'cpus') this.#cpuRow(line);
    else if (this.#section === 'nodes') this.#nodeRow(line);
  }

  #fact(text: string): void {
    const at = text.indexOf(':');
    this.#section = 'facts';
    this.#facts.set(text.slice(0, at).trim(), text.slice(at + 1).trim());
  }

  #cpuRow(line: TextLine): void {
    if (!/^\d/.test(line.text)) return;
    const match = /^(\d{1,9}): ?(\d{1,9}) (\d{1,9}) (\d{1,9})$/.exec(line.text);
    if (!match) return this.#unusable(line, 'a CPU with its core, socket and node');
    const [cpu, core, socket, node] = [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])];
    if (cpu > MAX_CPU || node > MAX_CPU)
      this.problems.error('xl-number', `CPU ${cpu} or node ${node} is beyond ${MAX_CPU}.`, line.at);
    else if (this.#cpus.some((row) => row.cpu === cpu))
      this.problems.error('xl-duplicate', `CPU ${cpu} occurs twice.`, line.at);
    else this.#cpus.push({ cpu, core, socket, node, line });
  }

  #nodeRow(line: TextLine): void {
    if (!/^\d/.test(line.text)) return;
    const match = /^(\d{1,9}): ?(\d{1,13}) (\d{1,13}) ([\d, ]+)$/.exec(line.text);
    if (!match) return this.#unusable(line, 'a node with its memsize, memfree and distances');
    const os = Number(match[1]);
    if (os > MAX_CPU) this.problems.error('xl-number', `Node ${os} is beyond ${MAX_CPU}.`, line.at);
    else if (this.#nodes.some((row) => row.os === os))
      this.problems.error('xl-duplicate', `Node ${os} occurs twice.`, line.at);
    else {
      const distances = (match[4] ?? '').split(/[ ,]+/).filter(Boolean).map(Number);
      this.#nodes.push({ os, sizeMiB: Number(match[2]), freeMiB: Number(match[3]), distances, line });
    }
  }

  #unusable(line: TextLine, expected: string): void {
    this.problems.warn('xl-row', `${quoted(line.text)} is passed over: ${expected} was expected.`, line.at);
  }

  finish(): Observation {
    if (!this.#sawCpus && this.#nodes.length === 0) {
      const message = 'There is no cpu_topology and no numa_info here: run "xl info -n".';
      this.problems.error('xl-no-topology', message, { line: 1, column: 1 });
      return this.problems.reading(undefined);
    }
    this.#cpus.sort((a, b) => a.cpu - b.cpu);
    this.#nodes.sort((a, b) => a.os - b.os);
    this.#doubt();
    const nodes = this.#observedNodes();
    if (nodes.length === 0) this.problems.error('xl-no-node', 'No node is described.', { line: 1, column: 1 });
    const matrix = this.#matrix();
    const name = this.#facts.get('host');
    return this.problems.reading({
      format: 'xl-info-n',
      ...(name ? { name } : {}),
      nodes,
      cpus: this.#cpus.map(({ cpu }) => cpu),
      distances: matrix ? [matrix] : [],
      packages: grouped(this.#cpus, ({ socket }) => `${socket}`, true),
      cores: grouped(this.#cpus, ({ socket, core }) => `${socket}.${core}`, false),
      l3: null,
    });
  }

  #number(fact: string): number | undefined {
    const value = this.#facts.get(fact);
    return value !== undefined && /^\d{1,13}$/.test(value) ? Number(value) : undefined;
  }

  #doubt(): void {
    const announced = this.#number('nr_cpus');
    if (announced !== undefined && announced !== this.#cpus.length)
      this.problems.warn('xl-cpu-count', `nr_cpus is ${announced}, ${this.#cpus.length} CPUs are listed.`);
    const nodes = this.#number('nr_nodes');
    if (this.#nodes.length === 0) this.problems.warn('xl-no-numa-info', 'numa_info is missing: memory is unknown.');
    else if (nodes !== undefined && nodes !== this.#nodes.length)
      this.problems.warn('node-count', `nr_nodes is ${nodes}, ${this.#nodes.length} nodes are described.`);
    const known = new Set(this.#nodes.map(({ os }) => os));
    const stray = known.size > 0 ? this.#cpus.find(({ node }) => !known.has(node)) : undefined;
    if (stray)
      this.problems.warn(
        'xl-unknown-node',
        `CPU ${stray.cpu} names node ${stray.node}, which numa_info does not have.`,
        stray.line.at,
      );
  }

  /** memsize is the span of a node's addresses: holes count, so the sum may be more than there is. */
  #excessMiB(): number {
    const total = this.#number('total_memory');
    const sum = this.#nodes.reduce((all, { sizeMiB }) => all + sizeMiB, 0);
    const excess = total === undefined ? 0 : sum - total;
    if (excess <= Math.max(64, (total ?? 0) / 50)) return 0;
    const message = `The nodes span ${sum} MiB, the machine has ${total} MiB: a hole in the addresses is counted as memory.`;
    this.problems.warn('xl-span', message);
    return excess;
  }

  #observedNodes(): ObservedNode[] {
    const ids = [...new Set([...this.#nodes.map(({ os }) => os), ...this.#cpus.map(({ node }) => node)])];
    const excess = this.#excessMiB();
    // The hole below 4 GiB lies in the first node that has room for it.
    const holed = excess > 0 ? this.#nodes.find(({ sizeMiB, freeMiB }) => sizeMiB - freeMiB >= excess)?.os : undefined;
    return ids.toSorted((a, b) => a - b).map((os) => this.#node(os, os === holed ? excess : 0));
  }

  #node(os: number, holeMiB: number): ObservedNode {
    const cpus = this.#cpus.filter(({ node }) => node === os).map(({ cpu }) => cpu);
    const row = this.#nodes.find((candidate) => candidate.os === os);
    if (!row) return { os, cpus, memoryBytes: null };
    const memoryBytes = row.sizeMiB * BYTES_PER_MIB;
    const usable = holeMiB > 0 ? { usableBytes: memoryBytes - holeMiB * BYTES_PER_MIB } : {};
    return { os, cpus, memoryBytes, freeBytes: row.freeMiB * BYTES_PER_MIB, ...usable };
  }

  #matrix(): ObservedDistances | undefined {
    const count = this.#nodes.length;
    for (const { os, distances, line } of this.#nodes) {
      const fault = rowFault(os, distances, count);
      if (!fault) continue;
      this.problems.warn('distances-incomplete', `${fault} The distances are ignored.`, line.at);
      return undefined;
    }
    if (count === 0) return undefined;
    return {
      name: 'xl',
      means: 'latency',
      nodes: this.#nodes.map(({ os }) => os),
      values: this.#nodes.map(({ distances }) => distances),
    };
  }
}

function rowFault(os: number, distances: readonly number[], count: number): string | undefined {
  if (distances.length !== count)
    return `The distances of node ${os} have ${distances.length} values, expected ${count}.`;
  if (distances.includes(INVALID)) return `The distance ${INVALID} of node ${os} is Xen’s mark for “invalid”.`;
  const beyond = distances.find((value) => value > FARTHEST);
  return beyond === undefined ? undefined : `The distance ${beyond} of node ${os} is beyond ${FARTHEST}.`;
}

function grouped(rows: readonly CpuRow[], key: (row: CpuRow) => string, numbered: boolean): ObservedGroup[] {
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const cpus = found.get(key(row));
    if (cpus) cpus.push(row.cpu);
    else found.set(key(row), [row.cpu]);
  }
  return [...found].map(([os, cpus]) => ({ os: numbered ? Number(os) : null, cpus }));
}

/** Reads `xl info -n`. */
export function readXlInfo(text: string, file: string): Observation {
  const reader = new XlInfoReader(new Problems(file));
  for (const line of cleanLines(text)) reader.line(line);
  return reader.finish();
}
