import { MAX_CPU } from '../model/cpulist.ts';
import { MAX_NODES } from './limits.ts';
import type { TextLine } from './lines.ts';
import type { ObservedCache, ObservedGroup, ObservedHost } from './observed.ts';
import { type Problems, quoted } from './problems.ts';
import type { Position } from './position.ts';

/** One CPU of `lscpu -p` or `-e`; null = the cell is empty. */
interface Row {
  readonly cpu: number;
  readonly core: number | null;
  readonly socket: number | null;
  readonly node: number | null;
  readonly l3: number | null;
  readonly online: boolean;
}

/** Columns by name in lower case, wherever they stand. */
export type Cells = ReadonlyMap<string, string>;

/** Of "L1d:L1i:L2:L3" with "0:0:0:0" the last one. */
function l3Cell(cells: Cells): string {
  for (const [name, cell] of cells) {
    const at = name.split(':').indexOf('l3');
    if (at >= 0) return cell.split(':')[at] ?? '';
  }
  return '';
}

function index(cell: string | undefined): number | null {
  return cell !== undefined && /^\d{1,9}$/.test(cell) ? Number(cell) : null;
}

function saidOffline(cells: Cells): boolean {
  return /^(?:no?|false|0)$/i.test(cells.get('online') ?? '');
}

/** Of an offline CPU nothing is known; where nothing is known of any, that says nothing. */
function isBlank({ core, socket, node }: Row): boolean {
  return core === null && socket === null && node === null;
}

/** The rows of a table, whatever form it had. */
export class CpuTable {
  readonly #rows = new Map<number, Row>();
  #withoutCpu = 0;
  readonly #nodes = new Set<number>();
  #hasCore = false;
  #hasSocket = false;

  constructor(private readonly problems: Problems) {}

  add(cells: Cells, at: Position): void {
    const cpu = cells.get('cpu') ?? '';
    if (cpu === '' || cpu === '-') {
      this.#withoutCpu++;
      return;
    }
    const number = index(cpu);
    if (number === null || number > MAX_CPU)
      this.problems.error('lscpu-cpu', `${quoted(cpu)} is not a CPU number from 0 to ${MAX_CPU}.`, at);
    else if (this.#rows.has(number)) this.problems.error('lscpu-duplicate', `CPU ${number} has two rows.`, at);
    else this.#take(number, cells, at);
  }

  #take(cpu: number, cells: Cells, at: Position): void {
    const node = index(cells.get('node'));
    if (node !== null && node > MAX_CPU) this.problems.error('lscpu-node', `Node ${node} is beyond ${MAX_CPU}.`, at);
    this.#hasCore ||= index(cells.get('core')) !== null;
    this.#hasSocket ||= index(cells.get('socket')) !== null;
    if (node !== null) this.#nodes.add(node);
    if (this.#nodes.size > MAX_NODES)
      this.problems.error('lscpu-node', `The table names more than ${MAX_NODES} nodes.`, at);
    const [core, socket, l3] = [index(cells.get('core')), index(cells.get('socket')), index(l3Cell(cells))];
    this.#rows.set(cpu, { cpu, core, socket, node, l3, online: !saidOffline(cells) });
  }

  #onlineRows(): Row[] {
    const rows = [...this.#rows.values()].filter(({ online }) => online);
    const described = rows.filter((row) => !isBlank(row));
    return (described.length > 0 ? described : rows).toSorted((a, b) => a.cpu - b.cpu);
  }

  /** The host that the rows describe; undefined, with the reason said, if there is no CPU. */
  host(format: string): ObservedHost | undefined {
    if (this.#withoutCpu > 0)
      this.problems.warn('lscpu-row', `${this.#withoutCpu} rows name no CPU: they are passed over.`);
    const rows = this.#onlineRows();
    if (rows.length === 0) {
      this.problems.error('lscpu-no-cpu', 'There is no online CPU in the table.', { line: 1, column: 1 });
      return undefined;
    }
    const nodes = groups(rows, ({ node }) => node);
    return {
      format,
      nodes: nodes.map(({ os, cpus }) => ({ os: os ?? 0, cpus, memoryBytes: null })),
      cpus: rows.map(({ cpu }) => cpu),
      cpusWithoutNode: this.#nodes.size > 0 ? rows.filter(({ node }) => node === null).map(({ cpu }) => cpu) : null,
      distances: [],
      packages: this.#hasSocket ? groups(rows, ({ socket }) => socket) : null,
      cores: this.#hasCore ? groups(rows, ({ core }) => core) : null,
      l3: caches(rows),
    };
  }
}

function groups(rows: readonly Row[], key: (row: Row) => number | null): ObservedGroup[] {
  const found = new Map<number, number[]>();
  for (const row of rows) {
    const os = key(row);
    if (os === null) continue;
    const cpus = found.get(os);
    if (cpus) cpus.push(row.cpu);
    else found.set(os, [row.cpu]);
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([os, cpus]) => ({ os, cpus }));
}

function caches(rows: readonly Row[]): ObservedCache[] | null {
  const found = groups(rows, ({ l3 }) => l3);
  return found.length === 0 ? null : found.map((group) => ({ ...group, bytes: null }));
}

/** `lscpu -p`: "# CPU,Core,Socket,Node,,L1d,…", then cells between commas. Names may be missing. */
export function readParsable(lines: readonly TextLine[], table: CpuTable, problems: Problems): void {
  let names: string[] | undefined;
  for (const line of lines) {
    const raw = line.raw.trim().replace(/^\uFEFF/, '');
    if (raw.startsWith('#')) {
      if (/^#\s*CPU\b/i.test(raw))
        names = raw
          .replace(/^#\s*/, '')
          .toLowerCase()
          .split(',')
          .map((name) => name.trim());
      continue;
    }
    if (names && /^[^\s,]*(?:,|$)/.test(raw) && raw !== '') addCells(names, raw.split(','), line, table, problems);
  }
}

/** `lscpu -e`: a header of names, then cells between blanks, "-" for an empty one. */
export function readExtended(lines: readonly TextLine[], table: CpuTable, problems: Problems): void {
  let names: string[] | undefined;
  for (const line of lines) {
    if (/^CPU [A-Z0-9][\w: ]*$/i.test(line.text) && !names) names = line.text.toLowerCase().split(' ');
    else if (names && /^[-\d]/.test(line.text)) addCells(names, line.text.split(' '), line, table, problems);
  }
}

function addCells(
  names: readonly string[],
  cells: readonly string[],
  line: TextLine,
  table: CpuTable,
  problems: Problems,
): void {
  if (cells.length !== names.length) {
    const message = `This row has ${cells.length} of ${names.length} columns.`;
    problems.error('lscpu-row', message, line.at);
    return;
  }
  table.add(new Map(names.map((name, i) => [name, (cells[i] ?? '').trim()])), line.at);
}
