import { rootName } from './xml.ts';

/** Formats of hosts. */
export type HostFormatId = 'hwloc-xml' | 'numactl' | 'lscpu' | 'xl-info' | 'virsh-capabilities';
export type FormatId = HostFormatId;

/** Root elements that say what a document is. */
const ROOTS: Readonly<Record<string, FormatId>> = {
  topology: 'hwloc-xml',
  capabilities: 'virsh-capabilities',
};

/** What occurs in one kind of text only; the first that matches decides. */
const MARKS: readonly (readonly [RegExp, FormatId])[] = [
  [/(?:^|\s)available:\s?\d+\s+nodes?\b/, 'numactl'],
  [/\bnode\s+\d+\s+(?:cpus|size):/, 'numactl'],
  [/^[^\w\n]{0,20}(?:nr_cpus|nr_nodes|total_memory|cpu_topology|numa_info)\s*:/m, 'xl-info'],
  [/^\s*\{\s*"(?:lscpu|cpus)"\s*:/, 'lscpu'],
  [/^[^\w\n]{0,20}(?:NUMA[ -]\S+ ?\d* CPU\(s\)|On-line CPU\(s\) (?:list|mask)|CPU\(s\))\s*:/m, 'lscpu'],
  [/^[^\w\n]{0,20}#\s*CPU\s*(?:,|$)/im, 'lscpu'],
  [/^[^\w\n]{0,20}CPU(?:\s+(?:NODE|SOCKET|CORE|ONLINE|BOOK|DRAWER))+\s/m, 'lscpu'],
];

/** Far enough for any output to show what it is. */
const LOOKED_AT = 1_000_000;

/** What a text is, by what stands in it, never by a name; undefined where nothing is recognised. */
export function detectFormat(text: string): FormatId | undefined {
  const root = rootName(text);
  if (root !== undefined) return Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
  const start = text.slice(0, LOOKED_AT);
  return MARKS.find(([pattern]) => pattern.test(start))?.[1];
}
