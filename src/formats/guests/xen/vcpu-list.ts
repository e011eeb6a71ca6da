import { quoted } from '../../problems.ts';
import type { VcpuFacts } from '../reading.ts';
import { Source } from '../source.ts';
import { rowsOf, type Row } from './rows.ts';

const HEADER = /^Name\s+ID\s+VCPUs?\s+CPU\s+State\s+Time\(s\)\s+(?:CPU )?Affinity/;
// From the right: a name may hold blanks or run into its neighbours; VCPU and CPU may touch.
const ROW = /^(.*?)\s+(\d{1,5}|-)\s+(\d{1,5}|-)\s+(\d{1,5}|-)\s+([-rbpsc]{3,6})\s+(\d+(?:\.\d+)?|-)\s{1,2}(\S.*)$/;
const SET = String.raw`(?:all|none|any cpu|-|\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)`;
const AFFINITY = new RegExp(String.raw`^(${SET})(?:\s*/\s*(${SET}))?\s*$`);

/** The header of `xl vcpu-list`, of Xen 4.5 and later or before. */
export function isVcpuList(text: string): boolean {
  return text.split('\n', 40).some((line) => HEADER.test(line));
}

function vcpuOf(source: Source, row: Row): VcpuFacts | undefined {
  const match = ROW.exec(row.text);
  const affinity = match && AFFINITY.exec(match[7]!);
  if (!match || !affinity || match[1] === '') {
    source.error(
      'row',
      `${quoted(row.text)} is not a row of xl vcpu-list: name, ID, VCPU, CPU, state, time, affinity`,
      row.offset,
    );
    return undefined;
  }
  const [, name, domid, vcpu, cpu, state, time] = match;
  // A domain that does not run has "-" for its ID and vCPU: nothing to place.
  if (domid === '-' || vcpu === '-') return undefined;
  return {
    name: name!,
    domid: Number(domid),
    vcpu: Number(vcpu),
    cpu: cpu === '-' ? null : Number(cpu),
    state: state!,
    timeS: time === '-' ? null : Number(time),
    hard: affinity[1]!,
    soft: affinity[2] ?? null,
  };
}

/** The rows of `xl vcpu-list`; lines before its header and after a blank line are not looked at. */
export function vcpuRows(source: Source): VcpuFacts[] {
  const rows = rowsOf(source);
  const header = rows.findIndex(({ text }) => HEADER.test(text));
  const vcpus: VcpuFacts[] = [];
  const seen = new Set<string>();
  for (const row of rows.slice(header + 1)) {
    if (source.problems.full) break;
    if (row.text.trim() === '') {
      if (vcpus.length > 0) break;
      continue;
    }
    if (HEADER.test(row.text)) continue;
    const vcpu = vcpuOf(source, row);
    if (!vcpu) continue;
    const key = `${vcpu.domid}/${vcpu.vcpu}`;
    if (seen.has(key)) source.error('twice', `vCPU ${vcpu.vcpu} of domain ${vcpu.domid} occurs twice`, row.offset);
    seen.add(key);
    vcpus.push(vcpu);
  }
  if (vcpus.length === 0)
    source.error('empty', 'no vCPU is listed below the header', rows[Math.max(0, header)]?.offset ?? 0);
  return vcpus;
}
