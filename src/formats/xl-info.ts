import { BYTES_PER_MIB } from '../model/units.ts';
import { MAX_NODES } from './limits.ts';
import { cleanLines } from './lines.ts';
import type { Observation, ObservedDistances, ObservedGroup, ObservedHost, ObservedNode } from './observed.ts';
import { Problems } from './problems.ts';
import { type CpuRow, type NodeRow, XlTables } from './xl-tables.ts';

/** LIBXL_NUMAINFO_INVALID_ENTRY: the hypervisor does not know. */
const INVALID = 4_294_967_295;
const FARTHEST = 65_535;

class XlHost {
  readonly #cpus: readonly CpuRow[];
  readonly #nodes: readonly NodeRow[];
  readonly #byNode = new Map<number, number[]>();

  constructor(
    private readonly tables: XlTables,
    private readonly problems: Problems,
  ) {
    this.#cpus = [...tables.cpus.values()].toSorted((a, b) => a.cpu - b.cpu);
    this.#nodes = [...tables.nodes.values()].toSorted((a, b) => a.os - b.os);
    for (const { cpu, node } of this.#cpus) {
      const cpus = this.#byNode.get(node);
      if (cpus) cpus.push(cpu);
      else this.#byNode.set(node, [cpu]);
    }
  }

  finish(): Observation {
    this.#doubt();
    const nodes = this.#observedNodes();
    if (nodes.length > MAX_NODES)
      this.problems.error('xl-number', `The CPUs name more than ${MAX_NODES} nodes.`, { line: 1, column: 1 });
    if (nodes.length === 0) this.problems.error('xl-no-node', 'No node is described.', { line: 1, column: 1 });
    const matrix = this.#matrix();
    const name = this.tables.facts.get('host');
    return this.problems.reading({
      format: 'xl-info-n',
      ...(name ? { name } : {}),
      nodes,
      cpus: this.#cpus.map(({ cpu }) => cpu),
      distances: matrix ? [matrix] : [],
      packages: grouped(this.#cpus, ({ socket }) => `${socket}`, true),
      cores: grouped(this.#cpus, ({ socket, core }) => `${socket}.${core}`, false),
      l3: null,
      ...this.#devices(nodes),
    });
  }

  #devices(nodes: readonly ObservedNode[]): Pick<ObservedHost, 'devices'> {
    const known = new Set(nodes.map(({ os }) => os));
    const devices = this.tables.devices.filter(({ node }) => known.has(node));
    return devices.length > 0 ? { devices } : {};
  }

  #number(fact: string): number | undefined {
    const value = this.tables.facts.get(fact);
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
    const cpus = this.#byNode.get(os) ?? [];
    const row = this.tables.nodes.get(os);
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
  const problems = new Problems(file);
  const tables = new XlTables(problems);
  for (const line of cleanLines(text)) if (!problems.full) tables.line(line);
  if (tables.sawCpus || tables.nodes.size > 0) return new XlHost(tables, problems).finish();
  const message = 'There is no cpu_topology and no numa_info here: run "xl info -n".';
  problems.error('xl-no-topology', message, { line: 1, column: 1 });
  return problems.reading(undefined);
}
