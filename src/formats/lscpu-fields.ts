import { parseCpuItems } from './cpu-items.ts';
import { parseMask } from './bitmap.ts';
import { Budget, MAX_NODES } from './limits.ts';
import type { ObservedCounts, ObservedHost, ObservedNode } from './observed.ts';
import type { Position } from './position.ts';
import { type Problems, quoted } from './problems.ts';
import { MAX_CPU } from '../model/cpulist.ts';

/** One "Name: value" of `lscpu`; null = nothing behind the colon. */
export interface LscpuField {
  readonly name: string;
  readonly value: string | null;
  readonly at: Position;
}

class FieldReader {
  readonly #budget = new Budget();

  constructor(
    private readonly fields: readonly LscpuField[],
    private readonly problems: Problems,
  ) {}

  find(pattern: RegExp): LscpuField | undefined {
    return this.fields.find(({ name }) => pattern.test(name));
  }

  count(pattern: RegExp): number | undefined {
    const value = this.find(pattern)?.value;
    return value && /^\d{1,6}$/.test(value) && Number(value) > 0 ? Number(value) : undefined;
  }

  cpus(field: LscpuField): number[] {
    const value = field.value ?? '';
    const { cpus, fault, skipped } = value.startsWith('0x') ? parseMask(value) : parseCpuItems(value);
    const wrong = fault ?? (skipped === undefined ? undefined : `${quoted(skipped)} is not a CPU number`);
    if (wrong) this.problems.error('lscpu-cpu', `In "${field.name}" ${wrong}.`, field.at);
    if (this.#budget.take(cpus.length)) return cpus;
    this.problems.error('lscpu-cpu', 'The lists of CPUs are too long.', field.at);
    return [];
  }

  nodes(online: ReadonlySet<number> | undefined): ObservedNode[] {
    const found = new Map<number, ObservedNode>();
    for (const field of this.fields) {
      const os = Number(/^NUMA node(\d{1,9}) CPU\(s\)$/.exec(field.name)?.[1] ?? NaN);
      if (Number.isNaN(os)) continue;
      if (os > MAX_CPU) this.problems.error('lscpu-node', `Node ${os} is beyond ${MAX_CPU}.`, field.at);
      else if (found.has(os)) this.problems.error('lscpu-duplicate', `Node ${os} is described twice.`, field.at);
      else if (found.size >= MAX_NODES)
        this.problems.error('lscpu-node', `More than ${MAX_NODES} nodes are described.`, field.at);
      else found.set(os, this.#node(os, field, online));
      if (this.problems.full) break;
    }
    return [...found.values()].toSorted((a, b) => a.os - b.os);
  }

  /** A node's list may hold CPUs that are offline. */
  #node(os: number, field: LscpuField, online: ReadonlySet<number> | undefined): ObservedNode {
    const cpus = this.cpus(field);
    return { os, cpus: online ? cpus.filter((cpu) => online.has(cpu)) : cpus, memoryBytes: null };
  }
}

function counts(reader: FieldReader): ObservedCounts {
  const packages = reader.count(/^Socket\(s\)$/);
  const perSocket = reader.count(/^Core\(s\) per socket$/);
  const threadsPerCore = reader.count(/^Thread\(s\) per core$/);
  const threads = reader.count(/^CPU\(s\)$/);
  const l3 = /\((\d{1,6}) instances?\)/.exec(reader.find(/^L3 cache$|^L3$/)?.value ?? '')?.[1];
  return {
    ...(packages === undefined ? {} : { packages }),
    ...(packages !== undefined && perSocket !== undefined ? { cores: packages * perSocket } : {}),
    ...(threads === undefined ? {} : { threads }),
    ...(threadsPerCore === undefined ? {} : { threadsPerCore }),
    ...(l3 === undefined ? {} : { l3: Number(l3) }),
  };
}

function checkNodeCount(reader: FieldReader, nodes: readonly ObservedNode[], problems: Problems): void {
  const field = reader.find(/^NUMA node\(s\)$/);
  if (!field || Number(field.value) === nodes.length) return;
  problems.warn('node-count', `${field.value} nodes are announced, ${nodes.length} are described.`, field.at);
}

/** All online CPUs: as listed, else those of the nodes; undefined where none are named. */
function namedCpus(online: ReadonlySet<number> | undefined, nodes: readonly ObservedNode[]): number[] | undefined {
  const named = online ?? new Set(nodes.flatMap(({ cpus }) => cpus ?? []));
  return named.size > 0 ? [...named].toSorted((a, b) => a - b) : undefined;
}

/** What the fields of plain `lscpu` (or its JSON) say; undefined, with the reason said, if they name no CPU. */
export function hostFromFields(
  fields: readonly LscpuField[],
  format: string,
  problems: Problems,
): ObservedHost | undefined {
  const reader = new FieldReader(fields, problems);
  const onlineField = reader.find(/^On-line CPU\(s\) (?:list|mask)$/);
  const online = onlineField && new Set(reader.cpus(onlineField));
  const nodes = reader.nodes(online);
  const cpus = namedCpus(online, nodes);
  const stated = counts(reader);
  if (!cpus && stated.threads === undefined) {
    const message = 'No CPU is named: "On-line CPU(s) list" or "NUMA node0 CPU(s)" was expected.';
    problems.error('lscpu-no-cpu', message, { line: 1, column: 1 });
    return undefined;
  }
  checkNodeCount(reader, nodes, problems);
  return {
    format,
    ...modelOf(reader),
    nodes,
    cpus: cpus ?? null,
    ...(nodes.length === 0 ? { cpusWithoutNode: null } : {}),
    distances: [],
    packages: null,
    cores: null,
    l3: null,
    counts: stated,
  };
}

function modelOf(reader: FieldReader): Pick<ObservedHost, 'cpuModel'> {
  const model = reader.find(/^Model name$/)?.value;
  return model && model !== '-' ? { cpuModel: model } : {};
}
