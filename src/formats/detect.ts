import { rootName } from './xml.ts';

/** Formats of hosts. */
export type HostFormatId = 'hwloc-xml' | 'numactl';
export type FormatId = HostFormatId;

/** Root elements that say what a document is. */
const ROOTS: Readonly<Record<string, FormatId>> = {
  topology: 'hwloc-xml',
};

/** Lines that occur in one kind of text only; the first that matches decides. */
const LINES: readonly (readonly [RegExp, FormatId])[] = [
  [/^\W*(?:.*\s)?available:\s*\d+\s+nodes?\b/m, 'numactl'],
  [/\bnode\s+\d+\s+(?:cpus|size):/, 'numactl'],
];

/** What a text is, by what stands in it, never by a name; undefined where nothing is recognised. */
export function detectFormat(text: string): FormatId | undefined {
  const root = rootName(text);
  if (root !== undefined) return Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
  return LINES.find(([pattern]) => pattern.test(text))?.[1];
}
