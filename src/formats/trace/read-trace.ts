import type { Reading } from '../../model/problem.ts';
import type { GuestsReading, ReadGuest } from '../guests/reading.ts';
import { withoutBom } from '../json.ts';
import { quoted } from '../problems.ts';
import { columnsOf, isTraceHeader } from './columns.ts';
import { csvRows, separatorOf, type Cell } from './csv.ts';
import { stayOf, staysOfEvents, type Stay } from './stays.ts';
import { TraceSource } from './trace-source.ts';

/** More machines than this fill the memory before anybody could look at them. */
const MAX_ROWS = 300_000;
/** Leaves room for what makes a name unique. */
const LONGEST_ID = 900;
const EXPECTED = 'a header with columns such as vcpus and ram_gib was expected';

function headerOf(text: string): string[] {
  const [first = []] = csvRows(text.slice(0, 10_000), separatorOf(text));
  return first.map((cell) => cell.text);
}

/** A table of virtual machines: its header names vCPUs and memory. */
export function isTrace(text: string): boolean {
  const header = headerOf(withoutBom(text));
  return header.length > 1 && isTraceHeader(columnsOf(header));
}

/** The rows below the header that have a value for every column; others are errors. */
function* wholeRows(source: TraceSource, text: string): Generator<Cell[]> {
  let n = 0;
  for (const row of csvRows(text, separatorOf(text))) {
    if (n++ === 0) continue;
    if (source.full) return;
    const at = row[0]?.offset ?? 0;
    if (n > MAX_ROWS + 1) {
      source.error('too-many', `more than ${MAX_ROWS} rows: cut the trace into pieces`, at);
      return;
    }
    if (row.length === source.header.length) yield row;
    else source.error('ragged-row', `${row.length} of ${source.header.length} columns`, at);
  }
}

function staysOf(source: TraceSource, text: string): readonly Stay[] {
  const rows = wholeRows(source, text);
  if (source.columns.type !== undefined && source.columns.time !== undefined) return staysOfEvents(source, rows);
  let n = 0;
  return [...rows].flatMap((row) => stayOf(source, row, n++) ?? []);
}

/** In order of arrival; the file's own order counts among equals, and where there are no times. */
function inOrder(source: TraceSource, stays: readonly Stay[]): readonly Stay[] {
  const late = stays.find((stay, n) => stay.arrive < (stays[n - 1]?.arrive ?? 0));
  if (late === undefined) return stays;
  source.warn('unsorted', `arrivals are not in order of time (${quoted(late.id)}): they were sorted`, 0);
  return stays.toSorted((a, b) => a.arrive - b.arrive);
}

/** Names must be unique: an id that is used again gets a number. */
function namesOf(stays: readonly Stay[]): string[] {
  const times = new Map<string, number>();
  return stays.map((stay) => {
    const id = stay.id.slice(0, LONGEST_ID);
    const time = (times.get(id) ?? 0) + 1;
    times.set(id, time);
    return time === 1 ? `vm-${id}` : `vm-${id}#${time}`;
  });
}

/** Who asks for several NUMA nodes has a system that can use them. */
function guestOf(stay: Stay, name: string): ReadGuest {
  return {
    name,
    ...(stay.group === undefined ? {} : { group: stay.group.slice(0, 1000) }),
    vcpus: stay.vcpus,
    memoryMiB: stay.memoryMiB,
    ...(stay.numa > 1 ? { vnumaAware: true } : {}),
    ...(stay.arrive > 0 ? { arrive: stay.arrive } : {}),
    ...(stay.depart === undefined ? {} : { depart: stay.depart }),
  };
}

/**
 * A trace of virtual machines as CSV, recognised by the names of its columns: requests in order without times, machines with
 * arrival and lifetime, or a list of creations and destructions (`vmid,cpu,memory,time,type`; memory in GiB, time in s).
 */
export function readTrace(text: string, file: string): Reading<GuestsReading> {
  const body = withoutBom(text);
  const header = headerOf(body);
  const source = new TraceSource(body, file, header, columnsOf(header));
  if (!isTraceHeader(source.columns)) {
    source.error('no-trace', `this is no table of virtual machines: ${EXPECTED}`, 0);
    return source.reading<GuestsReading>(undefined);
  }
  const stays = inOrder(source, staysOf(source, body));
  if (stays.length === 0 && !source.problems.failed) source.error('no-rows', 'there are no requests in this trace', 0);
  const names = namesOf(stays);
  const facts = { format: 'vm-trace' as const, columns: header, rows: stays.length };
  const guests = stays.map((stay, n) => guestOf(stay, names[n] ?? `vm-${n}`));
  return source.reading<GuestsReading>({ format: 'vm-trace', guests, facts, warnings: source.problems.list });
}
