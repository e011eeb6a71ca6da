import { rootName } from './xml.ts';

/** Formats of hosts. */
export type HostFormatId =
  | 'hwloc-xml'
  | 'numactl'
  | 'lscpu'
  | 'xl-info'
  | 'virsh-capabilities'
  | 'lstopo-text'
  | 'virsh-nodeinfo'
  | 'scenario';
export type FormatId = HostFormatId;

/** Root elements that say what a document is. */
const ROOTS: Readonly<Record<string, FormatId>> = {
  topology: 'hwloc-xml',
  capabilities: 'virsh-capabilities',
};

/** What occurs in one kind of text only; the first that matches decides. */
const MARKS: readonly (readonly [RegExp, FormatId])[] = [
  [/^[\s\uFEFF]*\{[^]{0,100000}?"nearfar"\s*:/, 'scenario'],
  [/^[\s\uFEFF]*\{\s*"(?:lscpu|cpus)"\s*:/, 'lscpu'],
  [/(?:^|\s)available:\s?\d+\s+nodes?\b/, 'numactl'],
  [/\bnode\s+\d+\s+(?:cpus|size):/, 'numactl'],
  [/^[^\w\n]{0,20}(?:nr_cpus|nr_nodes|total_memory|cpu_topology|numa_info)\s*:/m, 'xl-info'],
  [/^[^\w\n]{0,60}PU (?:L#\d+ \()?P#\d+|\+ PU (?:L#\d+ \()?P#\d+|^Machine(?: L#\d+)? \(/m, 'lstopo-text'],
  [/^[^\w\n]{0,20}NUMA cell\(s\)\s*:/m, 'virsh-nodeinfo'],
  [
    /^[^\w\n]{0,20}(?:NUMA[ -]\S{1,60} ?\d{0,9} CPU\(s\)|On-line CPU\(s\) (?:list|mask)|Thread\(s\) per core)\s*:/m,
    'lscpu',
  ],
  [/^[^\w\n]{0,20}#\s*CPU\s*(?:,|$)/im, 'lscpu'],
  [/^[^\w\n]{0,20}CPU(?:\s+(?:NODE|SOCKET|CORE|ONLINE|BOOK|DRAWER)){1,20}\s/m, 'lscpu'],
];

/** Far enough for any output to show what it is. */
const LOOKED_AT = 1_000_000;

/** What a text is, by what stands in it, never by a name; undefined where nothing is recognised. */
export function detectFormat(text: string): FormatId | undefined {
  const root = rootName(text);
  if (root !== undefined) return Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
  const start = text.slice(0, LOOKED_AT);
  const found = MARKS.find(([pattern]) => pattern.test(start))?.[1];
  const json = /^[\s\uFEFF]*(?:\{|\[\s*[[{"\d\]-])/.test(start);
  return !json || found === 'scenario' || found === 'lscpu' ? found : undefined;
}

/** Whether a text is to be read as a scenario file: a JSON object that is not of another program, broken or not. */
export function looksLikeScenario(text: string): boolean {
  return /^[\s\uFEFF]*\{/.test(text) && detectFormat(text) !== 'lscpu';
}
