import { isRecord } from '../model/check.ts';
import { readJson } from './json.ts';
import { cleanLines, type TextLine } from './lines.ts';
import { hostFromFields, type LscpuField } from './lscpu-fields.ts';
import { type Cells, CpuTable, readExtended, readParsable } from './lscpu-rows.ts';
import type { Observation } from './observed.ts';
import { Problems } from './problems.ts';

/** A JSON document has been read to its end: what it says has no place of its own. */
const NOWHERE = { line: 1, column: 1 };
/** The hierarchy of newer versions has three levels. */
const MAX_LEVELS = 8;

const HEADER = /^#\s*CPU\b\s*(?:,|$)/im;
const EXTENDED =
  /^[^\w\n]{0,20}CPU(?:\s+(?:NODE|SOCKET|CORE|ONLINE|BOOK|DRAWER|CLUSTER|CACHE|MAXMHZ|L1d:\S{0,40})){1,20}/m;

function textFields(lines: readonly TextLine[]): LscpuField[] {
  return lines.flatMap(({ text, at }) => {
    const match = /^([^:]{1,60}):(?: (.*))?$/.exec(text);
    return match ? [{ name: (match[1] ?? '').trim(), value: match[2]?.trim() || null, at }] : [];
  });
}

function jsonFields(list: readonly unknown[], level = 0): LscpuField[] {
  if (level > MAX_LEVELS) return [];
  return list.filter(isRecord).flatMap((item): LscpuField[] => {
    const { field, data, children } = item;
    const inner = Array.isArray(children) ? jsonFields(children, level + 1) : [];
    if (typeof field !== 'string') return inner;
    const value = typeof data === 'string' || typeof data === 'number' ? `${data}`.trim() || null : null;
    return [{ name: field.replace(/:\s*$/, '').trim(), value, at: NOWHERE }, ...inner];
  });
}

function cellText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}

function jsonCells(row: unknown): Cells {
  const entries = isRecord(row) ? Object.entries(row) : [];
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), cellText(value)]));
}

function readLscpuJson(text: string, file: string): Observation {
  const { value, problems } = readJson(text, file);
  if (value === undefined) return { value, problems };
  const found = new Problems(file);
  if (isRecord(value) && Array.isArray(value.lscpu))
    return found.reading(hostFromFields(jsonFields(value.lscpu), 'lscpu-json', found));
  if (isRecord(value) && Array.isArray(value.cpus)) {
    const table = new CpuTable(found);
    for (const row of value.cpus) table.add(jsonCells(row), NOWHERE);
    return found.reading(table.host('lscpu-json'));
  }
  found.error('lscpu-json', 'The key "lscpu" (or "cpus") with a list was expected.', NOWHERE);
  return found.reading(undefined);
}

function refuseLocalised(lines: readonly TextLine[], problems: Problems): boolean {
  const english = lines.some(({ text }) =>
    /^(?:On-line CPU\(s\)|NUMA node|Thread\(s\) per core|Architecture:)/.test(text),
  );
  const foreign = lines.find(({ text }) => /^(?!CPU\(s\):)[^:]{0,60}(?:NUMA|CPU\(s\))[^:]{0,60}:/.test(text));
  if (english || !foreign) return false;
  problems.error('lscpu-localised', 'This lscpu speaks another language: run "LC_ALL=C lscpu".', foreign.at);
  return true;
}

/** Reads `lscpu` in its forms: plain, -J, -p, -e, with masks (-x) or lists. */
export function readLscpu(text: string, file: string): Observation {
  if (/^\s*[{[]/.test(text.replace(/^\uFEFF/, ''))) return readLscpuJson(text, file);
  const problems = new Problems(file);
  const lines = [...cleanLines(text)];
  if (HEADER.test(text) || EXTENDED.test(text)) {
    const table = new CpuTable(problems);
    const parsable = HEADER.test(text);
    (parsable ? readParsable : readExtended)(lines, table, problems);
    return problems.reading(table.host(parsable ? 'lscpu-parse' : 'lscpu-extended'));
  }
  if (refuseLocalised(lines, problems)) return problems.reading(undefined);
  return problems.reading(hostFromFields(textFields(lines), 'lscpu', problems));
}
