import { MAX_CPU } from '../model/cpulist.ts';
import { MAX_NODES } from './limits.ts';
import type { TextLine } from './lines.ts';
import { type Problems, quoted } from './problems.ts';

export interface CpuRow {
  readonly cpu: number;
  readonly core: number;
  readonly socket: number;
  readonly node: number;
  readonly line: TextLine;
}

export interface NodeRow {
  readonly os: number;
  readonly sizeMiB: number;
  readonly freeMiB: number;
  readonly distances: readonly number[];
  readonly line: TextLine;
}

type Section = 'facts' | 'cpus' | 'devices' | 'nodes';
const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [/^cpu_topology\s*:/, 'cpus'],
  [/^device topology\s*:/, 'devices'],
  [/^numa_info\s*:/, 'nodes'],
];

/** The facts and the two tables of `xl info -n`, as they stand there. */
export class XlTables {
  readonly facts = new Map<string, string>();
  readonly cpus = new Map<number, CpuRow>();
  readonly nodes = new Map<number, NodeRow>();
  #section: Section = 'facts';
  readonly devices: { readonly name: string; readonly node: number }[] = [];
  sawCpus = false;

  constructor(private readonly problems: Problems) {}

  line(line: TextLine): void {
    const { text } = line;
    const section = SECTIONS.find(([pattern]) => pattern.test(text))?.[1];
    if (section) {
      this.#section = section;
      this.sawCpus ||= section === 'cpus';
    } else if (/^[a-z]\w*\s*:/.test(text) && !/^(?:cpu|node)\s*:/.test(text)) this.#fact(text);
    else if (this.#section === 'cpus') this.#cpuRow(line);
    else if (this.#section === 'nodes') this.#nodeRow(line);
    else if (this.#section === 'devices') this.#deviceRow(text);
  }

  #fact(text: string): void {
    const at = text.indexOf(':');
    this.#section = 'facts';
    this.facts.set(text.slice(0, at).trim(), text.slice(at + 1).trim());
  }

  #cpuRow(line: TextLine): void {
    if (!/^\d/.test(line.text)) return;
    const match = /^(\d{1,9}): ?(\d{1,9}) (\d{1,9}) (\d{1,9})$/.exec(line.text);
    if (!match) return this.#unusable(line, 'a CPU with its core, socket and node');
    const [cpu, core, socket, node] = [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])];
    if (cpu > MAX_CPU || node > MAX_CPU)
      this.problems.error('xl-number', `CPU ${cpu} or node ${node} is beyond ${MAX_CPU}.`, line.at);
    else if (this.cpus.has(cpu)) this.problems.error('xl-duplicate', `CPU ${cpu} occurs twice.`, line.at);
    else this.cpus.set(cpu, { cpu, core, socket, node, line });
  }

  /** "0000:3b:00.0  1"; a device whose node Xen does not know has no number. */
  #deviceRow(text: string): void {
    const match = /^([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]):? (\d{1,5})$/i.exec(text);
    if (match && this.devices.length < MAX_CPU) this.devices.push({ name: match[1] ?? '', node: Number(match[2]) });
  }

  #nodeRow(line: TextLine): void {
    if (!/^\d/.test(line.text)) return;
    const match = /^(\d{1,9}): ?(\d{1,13}) (\d{1,13}) ([\d, ]+)$/.exec(line.text);
    if (!match) return this.#unusable(line, 'a node with its memsize, memfree and distances');
    const os = Number(match[1]);
    if (os > MAX_CPU) this.problems.error('xl-number', `Node ${os} is beyond ${MAX_CPU}.`, line.at);
    else if (this.nodes.has(os)) this.problems.error('xl-duplicate', `Node ${os} occurs twice.`, line.at);
    else if (this.nodes.size >= MAX_NODES)
      this.problems.error('xl-number', `More than ${MAX_NODES} nodes are described.`, line.at);
    else {
      const distances = (match[4] ?? '').split(/[ ,]+/).filter(Boolean).map(Number);
      this.nodes.set(os, { os, sizeMiB: Number(match[2]), freeMiB: Number(match[3]), distances, line });
    }
  }

  #unusable(line: TextLine, expected: string): void {
    this.problems.warn('xl-row', `${quoted(line.text)} is passed over: ${expected} was expected.`, line.at);
  }
}
