import { BYTES_PER_MIB } from '../../../model/units.ts';
import { quoted } from '../../problems.ts';
import type { Source } from '../source.ts';
import { rowsOf, type Row } from './rows.ts';

/** One row of `xl list -n`; a plain `xl list` has no affinity. */
export interface DomainRow {
  readonly name: string;
  readonly domid: number;
  readonly memoryBytes: number;
  readonly vcpus: number;
  readonly state: string;
  readonly timeS: number;
  readonly nodeAffinity: string | null;
}

const HEADER = /^Name\s+ID\s+Mem(?:\(MiB\))?\s+VCPUs\s+State\s+Time\(s\)/;
const ROW = /^(.*?)\s+(\d{1,5})\s+(\d{1,15})\s+(\d{1,5})\s+([-rbpscd]{6})\s+(\d+(?:\.\d+)?)(?:\s+(\S.*))?$/;
const SET = /^(?:all|none|any node|\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)$/;

export function isXlList(text: string): boolean {
  return text.split('\n', 40).some((line) => HEADER.test(line));
}

function domainOf(source: Source, row: Row): DomainRow | undefined {
  const match = ROW.exec(row.text.trimEnd());
  const affinity = match?.[7]
    ?.trim()
    .split(/\s{2,}|\t/)
    .at(-1);
  if (!match || match[1] === '' || (affinity !== undefined && !SET.test(affinity))) {
    source.error(
      'row',
      `${quoted(row.text)} is not a row of xl list -n: name, ID, memory, VCPUs, state, time, affinity`,
      row.offset,
    );
    return undefined;
  }
  return {
    name: match[1]!,
    domid: Number(match[2]),
    memoryBytes: Number(match[3]) * BYTES_PER_MIB,
    vcpus: Number(match[4]),
    state: match[5]!,
    timeS: Number(match[6]),
    nodeAffinity: affinity ?? null,
  };
}

/** The rows of `xl list -n`. */
export function domainRows(source: Source): DomainRow[] {
  const rows = rowsOf(source);
  const header = rows.findIndex(({ text }) => HEADER.test(text));
  const domains: DomainRow[] = [];
  const seen = new Set<number>();
  for (const row of rows.slice(header + 1)) {
    if (source.problems.full) break;
    if (row.text.trim() === '' && domains.length > 0) break;
    if (row.text.trim() === '') continue;
    const domain = domainOf(source, row);
    if (!domain) continue;
    if (seen.has(domain.domid)) source.error('twice', `domain ${domain.domid} occurs twice`, row.offset);
    seen.add(domain.domid);
    domains.push(domain);
  }
  if (domains.length === 0)
    source.error('empty', 'no domain is listed below the header', rows[Math.max(0, header)]?.offset ?? 0);
  return domains;
}
