import { MAX_CPU } from '../model/cpulist.ts';
import { Budget, MAX_NODES } from './limits.ts';
import { cleanLines, type TextLine } from './lines.ts';
import type { Observation, ObservedCache, ObservedGroup, ObservedNode } from './observed.ts';
import { Problems } from './problems.ts';

/** Real drawings stay below 15. */
const MAX_DEPTH = 50;

/** One object of the drawing; `+` on a line and deeper indents both mean: inside the one before. */
interface Item {
  readonly type: string;
  readonly os: number | null;
  readonly bytes: number | null;
  readonly indent: number;
  readonly around: Item | undefined;
  readonly line: TextLine;
  /** PUs anywhere inside. */
  readonly cpus: number[];
}

const BYTES: Readonly<Record<string, number>> = { KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

function bytesIn(text: string): number | null {
  const match = /(?:local=|\s|\()(\d{1,12})\s?([KMGT]B)\b(?!\s*total)/.exec(text);
  return match ? Number(match[1]) * (BYTES[match[2] ?? ''] ?? 0) : null;
}

function indentOf(raw: string): number {
  const plain = raw.replace(/^[>|#]+ ?/, '').replaceAll('\t', '        ');
  return Math.max(0, plain.search(/\S/));
}

class DrawingReader {
  readonly #items: Item[] = [];
  readonly #open: Item[] = [];
  readonly #budget = new Budget();

  constructor(readonly problems: Problems) {}

  line(line: TextLine): void {
    const indent = indentOf(line.raw);
    if (!/^[A-Z]\w*(?: [LP]#\d| \()/.test(line.text)) return;
    while ((this.#open.at(-1)?.indent ?? -1) >= indent) this.#open.pop();
    for (const part of line.text.split(' + ')) if (!this.problems.full) this.#item(part, indent, line);
  }

  #item(text: string, indent: number, line: TextLine): void {
    const type = /^([A-Za-z]\w*)/.exec(text)?.[1];
    if (type === undefined) return;
    const os = /P#(\d{1,9})/.exec(text)?.[1];
    const around = this.#open.at(-1);
    const item: Item = {
      type,
      os: os === undefined ? null : Number(os),
      bytes: bytesIn(text),
      indent,
      around,
      line,
      cpus: [],
    };
    if (item.os !== null && item.os > MAX_CPU)
      this.problems.error('lstopo-index', `P#${item.os} is beyond ${MAX_CPU}.`, line.at);
    if (this.#open.length >= MAX_DEPTH) {
      this.problems.error('lstopo-depth', `Objects are nested too deep: more than ${MAX_DEPTH} levels.`, line.at);
      return;
    }
    if (type === 'PU') this.#pu(item);
    this.#items.push(item);
    this.#open.push(item);
  }

  #pu(item: Item): void {
    if (item.os === null) {
      const message = 'This PU has no number of the system (P#): run lstopo with neither -l nor -p, or with -p.';
      this.problems.error('lstopo-index', message, item.line.at);
      return;
    }
    for (let outer: Item | undefined = item; outer; outer = outer.around) outer.cpus.push(item.os);
  }

  #of(...types: readonly string[]): Item[] {
    return this.#items.filter(({ type }) => types.includes(type));
  }

  finish(): Observation {
    const cpus = this.#of('PU').flatMap(({ os }) => (os === null ? [] : [os]));
    const unique = [...new Set(cpus)].toSorted((a, b) => a - b);
    if (unique.length === 0)
      this.problems.error('lstopo-no-pu', 'The drawing has no PU: lines like "PU L#0 (P#0)" were expected.', {
        line: 1,
        column: 1,
      });
    if (unique.length < cpus.length)
      this.problems.error('lstopo-duplicate', 'A PU occurs twice in the drawing.', this.#of('PU')[0]?.line.at);
    this.problems.warn('lstopo-rounded', 'lstopo rounds memory in its text: "lstopo --of xml" is exact.');
    return this.problems.reading({
      format: 'lstopo-text',
      nodes: this.#nodes(unique),
      cpus: unique,
      distances: [],
      packages: this.#groups('Package', 'Socket'),
      cores: this.#groups('Core'),
      l3: this.#of('L3', 'L3Cache').map((item): ObservedCache => ({ ...group(item), bytes: item.bytes })),
    });
  }

  #groups(...types: readonly string[]): ObservedGroup[] {
    return this.#of(...types).map(group);
  }

  #nodes(all: readonly number[]): ObservedNode[] {
    const nodes = new Map<number, ObservedNode>();
    for (const item of this.#of('NUMANode')) {
      if (this.problems.full) break;
      const os = item.os ?? -1;
      if (os < 0 || nodes.has(os))
        this.problems.error('lstopo-node', 'This NUMANode has no number of its own (P#).', item.line.at);
      else if (nodes.size >= MAX_NODES || !this.#budget.take(localCpus(item).length))
        this.problems.error('lstopo-size', 'The drawing has more nodes than any machine.', item.line.at);
      else nodes.set(os, { os, cpus: localCpus(item), memoryBytes: item.bytes ?? 0 });
    }
    if (nodes.size > 0) return [...nodes.values()].toSorted((a, b) => a.os - b.os);
    return [{ os: 0, cpus: all, memoryBytes: this.#of('Machine')[0]?.bytes ?? null }];
  }
}

function group(item: Item): ObservedGroup {
  return { os: item.os, cpus: item.cpus.toSorted((a, b) => a - b) };
}

/** Of a node that holds nothing: the CPUs of what it stands in (its memory is beside them). */
function localCpus(node: Item): number[] {
  let item: Item = node;
  while (item.cpus.length === 0 && item.around) item = item.around;
  return group(item).cpus.slice();
}

/** Reads the text that `lstopo-no-graphics` draws. Sizes are rounded there; XML is better. */
export function readLstopoText(text: string, file: string): Observation {
  const reader = new DrawingReader(new Problems(file));
  for (const line of cleanLines(text)) reader.line(line);
  return reader.finish();
}
