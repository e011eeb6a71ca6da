import type { MoveRecord, RunResult } from '../../engine/reports.ts';
import type { Seconds } from '../../model/units.ts';
import type { CsvValue } from '../csv.ts';
import { EVENTS } from '../texts/events.ts';
import type { Side } from './metrics.ts';

const MIB_PER_GIB = 1024;

/** One thing that happened, as a row of the table. */
export interface EventRow {
  readonly at: Seconds;
  /** undefined = alike on both sides. */
  readonly side: Side | undefined;
  readonly isMove: boolean;
  readonly what: string;
  readonly guest: string;
  readonly nodes: string;
  readonly copiedGiB: number | undefined;
  readonly seconds: Seconds | undefined;
  readonly outcome: string;
  readonly reason: string;
}

function nodesText({ from, to }: MoveRecord): string {
  const ids = [from, to].map((nodes) => [...new Set(nodes)].join('+'));
  return ids.join('→');
}

function outcomeText({ outcome, done, inVain }: MoveRecord): string {
  const how = done ? EVENTS.done : outcome === 'running' ? EVENTS.running : outcome;
  return inVain ? `${how}, ${EVENTS.inVain}` : how;
}

function moveRow(move: MoveRecord, side: Side): EventRow {
  return {
    at: move.at,
    side,
    isMove: true,
    what: EVENTS.moves[move.mechanism],
    guest: move.guest,
    nodes: nodesText(move),
    copiedGiB: move.copiedMiB / MIB_PER_GIB,
    seconds: move.doneAt === null ? undefined : move.doneAt - move.at,
    outcome: outcomeText(move),
    reason: move.reason,
  };
}

type Plain = keyof typeof EVENTS.kinds;

function isPlain(kind: string): kind is Plain {
  return Object.hasOwn(EVENTS.kinds, kind);
}

const NO_MOVE = {
  isMove: false,
  nodes: '',
  copiedGiB: undefined,
  seconds: undefined,
  outcome: '',
  reason: '',
} as const;

function plainRows(result: RunResult, side: Side): EventRow[] {
  return result.events.flatMap(({ at, kind, guest }) =>
    isPlain(kind) ? [{ ...NO_MOVE, at, side, what: EVENTS.kinds[kind], guest }] : [],
  );
}

/** What both sides say alike is one row. */
function joined(a: readonly EventRow[], b: readonly EventRow[]): EventRow[] {
  const key = (row: EventRow): string => `${row.at} ${row.what} ${row.guest}`;
  const ofB = new Set(b.map(key));
  const ofA = new Set(a.map(key));
  const shared = a.map((row) => (ofB.has(key(row)) ? { ...row, side: undefined } : row));
  return [...shared, ...b.filter((row) => !ofA.has(key(row)))];
}

/** Everything that happened in both runs, in order of time: who came, left or was refused, and every move. */
export function eventRows(a: RunResult, b: RunResult): readonly EventRow[] {
  const moves = [...a.moves.map((move) => moveRow(move, 'a')), ...b.moves.map((move) => moveRow(move, 'b'))];
  return [...joined(plainRows(a, 'a'), plainRows(b, 'b')), ...moves].toSorted((x, y) => x.at - y.at);
}

/** Rows that have every word of the query somewhere. */
export function filtered(rows: readonly EventRow[], query: string, movesOnly: boolean): readonly EventRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (movesOnly && !row.isMove) return false;
    const text = `${row.what} ${row.guest} ${row.nodes} ${row.outcome} ${row.reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The rows with their head, as a file. */
export function eventTable(rows: readonly EventRow[], sideName: (side: Side | undefined) => string): CsvValue[][] {
  const { columns } = EVENTS;
  const head = [columns.time, columns.side, columns.what, columns.guest, columns.nodes, columns.copied, columns.took];
  return [
    [...head, columns.outcome, columns.reason],
    ...rows.map((row) => [
      row.at,
      sideName(row.side),
      row.what,
      row.guest,
      row.nodes,
      row.copiedGiB ?? null,
      row.seconds ?? null,
      row.outcome,
      row.reason,
    ]),
  ];
}
