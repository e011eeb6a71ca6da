import { MAX_NODES } from './limits.ts';
import type { TextLine } from './lines.ts';
import type { ObservedDistances } from './observed.ts';
import type { Problems } from './problems.ts';

interface Row {
  readonly from: number;
  values: number[];
  readonly line: TextLine;
}

/** No SLIT distance, and no mark for one that is missing, is beyond. */
const MAX_DISTANCE = 65_535;

function numbers(text: string): number[] {
  return text.split(' ').filter(Boolean).map(Number);
}

/**
 * A printed distance matrix: "node distances:", a header of node numbers, a row "0: 10 21" for each. The header says which
 * nodes the columns are; wrapped lines continue the one before.
 */
export class MatrixRows {
  #header: number[] | undefined;
  readonly #rows: Row[] = [];
  #begun: TextLine | undefined;

  constructor(private readonly problems: Problems) {}

  /** true = the line belongs to the matrix. */
  line(line: TextLine): boolean {
    if (/^node distances\s*:/i.test(line.text)) this.#begun = line;
    else if (this.#begun && /^node [\d ]+$/.test(line.text) && !this.#header)
      this.#header = numbers(line.text.slice(4));
    else return this.#row(line);
    return true;
  }

  /** A wrapped line. */
  add(text: string): void {
    const into = this.#rows.at(-1)?.values ?? this.#header;
    for (const value of numbers(text.replace(/[^\d ]/g, ''))) into?.push(value);
  }

  #row(line: TextLine): boolean {
    const match = this.#begun && /^(\d{1,9}) ?:([\d ]*)$/.exec(line.text);
    if (!match) return false;
    this.#rows.push({ from: Number(match[1]), values: numbers(match[2] ?? ''), line });
    return true;
  }

  /** The matrix in order of node number; undefined, with the reason said, where it is missing or of no use. */
  matrix(name: string, nodes: ReadonlySet<number>): ObservedDistances | undefined {
    if (!this.#begun) return undefined;
    const columns = this.#header ?? [...nodes];
    const fault = this.#fault(columns, nodes);
    if (fault) {
      this.problems.warn(
        'distances-incomplete',
        `${fault} The distances are ignored.`,
        (this.#rows.at(-1)?.line ?? this.#begun).at,
      );
      return undefined;
    }
    const rows = new Map(
      this.#rows.map(({ from, values }) => [from, new Map(columns.map((to, i) => [to, values[i] ?? 0]))]),
    );
    const ids = columns.filter((os) => nodes.has(os)).toSorted((a, b) => a - b);
    return {
      name,
      means: 'latency',
      nodes: ids,
      values: ids.map((from) => ids.map((to) => rows.get(from)?.get(to) ?? 0)),
    };
  }

  #fault(columns: readonly number[], nodes: ReadonlySet<number>): string | undefined {
    const present = new Set(columns);
    const missing = [...nodes].find((os) => !present.has(os));
    if (columns.length > MAX_NODES) return `The distance matrix has more than ${MAX_NODES} columns.`;
    if (missing !== undefined) return `The distance matrix has no column for node ${missing}.`;
    const rows = new Map(this.#rows.map((row) => [row.from, row]));
    for (const from of columns) {
      const row = rows.get(from);
      if (!row) return `The distance matrix has no row for node ${from}.`;
      const { length } = row.values;
      if (length !== columns.length)
        return `The distance row of node ${from} has ${length} values, expected ${columns.length}.`;
      const beyond = row.values.find((value) => value > MAX_DISTANCE);
      if (beyond !== undefined) return `The distance ${beyond} of node ${from} is beyond ${MAX_DISTANCE}.`;
    }
    return undefined;
  }
}
