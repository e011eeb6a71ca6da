import { Budget, MAX_NODES } from './limits.ts';
import { cleanLines, type TextLine } from './lines.ts';
import { MatrixRows } from './matrix-rows.ts';
import type { Observation, ObservedNode } from './observed.ts';
import { Problems, quoted } from './problems.ts';
import { parseCpuItems } from './cpu-items.ts';
import { MAX_CPU } from '../model/cpulist.ts';
import { BYTES_PER_MIB } from '../model/units.ts';

type FieldName = 'cpus' | 'size' | 'free';

interface Field {
  readonly node: number;
  readonly name: FieldName;
  /** One text for each line that the field is wrapped over. */
  readonly pieces: string[];
  readonly line: TextLine;
}

interface RawNode {
  cpus: number[] | null;
  size: number | null;
  free: number | null;
  /** A field that came with an unusable value ("n MB"). */
  sizeSeen: boolean;
}

function valueOf({ pieces }: Field): string {
  return pieces.join(' ').trim();
}

const FIELD = /\bnode\s+(\d+)\s+(cpus|size|free)\s*:/g;
/** A prompt stands at the beginning of its line. */
const PROMPT_WITHIN = 300;
const PROMPT =
  /(?:^|\s)(?:[^\s@~\]]{0,80}[@~\]]\S{0,80}\s?)?[$#>%]\s|numactl\s+(?:-H|--hardware|--show)|^\S*[$#]$|^`{3}/;

class NumactlReader {
  readonly #nodes = new Map<number, RawNode>();
  readonly #matrix: MatrixRows;
  readonly #budget = new Budget();
  #announced: { count: number; line: TextLine } | undefined;
  #fields: Field[] = [];
  /** What a line of bare numbers continues: terminals and mail programs wrap. */
  #wrapped: { add(text: string, line: TextLine): void } | undefined;

  constructor(readonly problems: Problems) {
    this.#matrix = new MatrixRows(problems);
  }

  /** false = another machine begins here. */
  line(line: TextLine): boolean {
    const available = /(?:^|\s)available:\s*(\d+)\s+nodes?/.exec(line.text);
    if (available) {
      if (this.#announced) return this.#secondMachine(line);
      this.#announced = { count: Number(available[1]), line };
      this.#wrapped = undefined;
    } else if (!this.#fieldLine(line) && !this.#matrixLine(line)) this.#otherLine(line);
    return true;
  }

  #secondMachine(line: TextLine): false {
    this.problems.warn('second-machine', 'A second machine begins here: only the first one is read.', line.at);
    return false;
  }

  #fieldLine(line: TextLine): boolean {
    const heads = [...line.text.matchAll(FIELD)];
    heads.forEach((head, i) => {
      const from = head.index + head[0].length;
      const field: Field = {
        node: Number(head[1]),
        name: head[2] === 'cpus' ? 'cpus' : head[2] === 'size' ? 'size' : 'free',
        pieces: [line.text.slice(from, heads[i + 1]?.index)],
        line,
      };
      this.#fields.push(field);
      this.#wrapped = { add: (text) => void field.pieces.push(text) };
    });
    return heads.length > 0;
  }

  #matrixLine(line: TextLine): boolean {
    const taken = this.#matrix.line(line);
    if (taken) this.#wrapped = this.#matrix;
    return taken;
  }

  #otherLine(line: TextLine): void {
    if (line.text === '') return;
    if (this.#wrapped && /^[\d\s,()-]*(?:[kMGT]?B)?$/.test(line.text)) this.#wrapped.add(line.text, line);
    else if (!PROMPT.test(line.raw.slice(0, PROMPT_WITHIN))) {
      const message = `This line is not of numactl --hardware: ${quoted(line.text)}. It is passed over.`;
      this.problems.warn('unknown-line', message, line.at);
    }
  }

  finish(): Observation {
    for (const field of this.#fields) if (!this.problems.full) this.#take(field);
    const nodes = this.#observedNodes();
    if (nodes.length === 0)
      this.problems.error('numactl-no-node', 'No node is described: lines like "node 0 cpus: 0 1" were expected.', {
        line: 1,
        column: 1,
      });
    this.#checkCount(nodes);
    const matrix = this.#matrix.matrix('numactl', new Set(nodes.map(({ os }) => os)));
    return this.problems.reading({
      format: 'numactl-hardware',
      nodes,
      cpus: nodes.every(({ cpus }) => cpus === null) ? null : [...allCpus(nodes)].toSorted((a, b) => a - b),
      distances: matrix ? [matrix] : [],
      packages: null,
      cores: null,
      l3: null,
    });
  }

  #take(field: Field): void {
    if (field.node > MAX_CPU) {
      this.problems.error('numactl-node', `Node ${field.node} is beyond ${MAX_CPU}.`, field.line.at);
      return;
    }
    if (this.#nodes.size >= MAX_NODES && !this.#nodes.has(field.node)) {
      this.problems.error('numactl-node', `More than ${MAX_NODES} nodes are described.`, field.line.at);
      return;
    }
    const node = this.#nodes.get(field.node) ?? { cpus: null, size: null, free: null, sizeSeen: false };
    this.#nodes.set(field.node, node);
    if (field.name === 'cpus') this.#takeCpus(field, node);
    else this.#takeMemory(field, node);
  }

  #twice({ node, name, line }: Field): void {
    this.problems.error('numactl-duplicate', `Node ${node} is described twice (${name}).`, line.at);
  }

  #takeCpus(field: Field, node: RawNode): void {
    if (node.cpus) return this.#twice(field);
    const items = parseCpuItems(valueOf(field));
    node.cpus = items.cpus;
    if (!this.#budget.take(items.cpus.length))
      this.problems.error('numactl-cpu', 'The lists of CPUs are too long.', field.line.at);
    if (items.fault)
      this.problems.error('numactl-cpu', `In the CPUs of node ${field.node} ${items.fault}.`, field.line.at);
    if (items.skipped !== undefined) {
      const message = `${quoted(items.skipped)} is not a CPU number: the CPUs of node ${field.node} may be incomplete.`;
      this.problems.warn('numactl-cpu-skipped', message, field.line.at);
    }
  }

  #takeMemory(field: Field, node: RawNode): void {
    const name = field.name === 'size' ? 'size' : 'free';
    if (node[name] !== null || (name === 'size' && node.sizeSeen)) return this.#twice(field);
    if (name === 'size') node.sizeSeen = true;
    node[name] = this.#bytes(field);
  }

  #bytes(field: Field): number | null {
    const match = /^(\d{1,16})\s*(\S*)/.exec(valueOf(field));
    if (!match) return this.#noBytes(field);
    const factor = UNITS[match[2] ?? ''] ?? 0;
    if (match[2] === '') {
      const message = `The ${field.name} of node ${field.node} has no unit: the text seems to end early; MB is assumed.`;
      this.problems.warn('numactl-unit', message, field.line.at);
    } else if (factor === 0) {
      const message = `The unit ${quoted(match[2] ?? '')} of the ${field.name} of node ${field.node} is unknown, expected MB.`;
      this.problems.error('numactl-unit', message, field.line.at);
    }
    if (match[2] === 'GB') this.#gigabytes(field);
    return Number(match[1]) * factor;
  }

  #gigabytes({ name, node, line }: Field): void {
    this.problems.warn(
      'numactl-unit',
      `The ${name} of node ${node} is in GB, which numactl never writes: GiB is assumed.`,
      line.at,
    );
  }

  #noBytes(field: Field): null {
    const { name, node, line } = field;
    const value = valueOf(field);
    if (value.startsWith('-'))
      this.problems.error('numactl-memory', `The ${name} ${quoted(value)} of node ${node} is negative.`, line.at);
    else
      this.problems.warn(
        'memory-unknown',
        `The ${name} of node ${node} is unknown: ${quoted(value)} is no number.`,
        line.at,
      );
    return null;
  }

  #observedNodes(): ObservedNode[] {
    return [...this.#nodes]
      .toSorted(([a], [b]) => a - b)
      .map(([os, { cpus, size, free }]) => ({
        os,
        cpus,
        memoryBytes: size,
        ...(free === null ? {} : { freeBytes: free }),
      }));
  }

  #checkCount(nodes: readonly ObservedNode[]): void {
    if (!this.#announced || nodes.length === 0 || this.#announced.count === nodes.length) return;
    const message = `${this.#announced.count} nodes are announced, ${nodes.length} are described.`;
    this.problems.warn('node-count', message, this.#announced.line.at);
  }
}

/** numactl writes MB and means MiB. */
const UNITS: Readonly<Record<string, number | undefined>> = {
  '': BYTES_PER_MIB,
  kB: 1024,
  KB: 1024,
  MB: BYTES_PER_MIB,
  MiB: BYTES_PER_MIB,
  GB: BYTES_PER_MIB * 1024,
  GiB: BYTES_PER_MIB * 1024,
};

function allCpus(nodes: readonly ObservedNode[]): Set<number> {
  return new Set(nodes.flatMap(({ cpus }) => cpus ?? []));
}

/** Reads `numactl --hardware`, as people paste it: indented, wrapped, quoted, between prompts. */
export function readNumactl(text: string, file: string): Observation {
  const reader = new NumactlReader(new Problems(file));
  for (const line of cleanLines(text)) if (!reader.line(line)) break;
  return reader.finish();
}
