import type { Inspection } from '../inspection.ts';
import { snakeCased } from './corpus.ts';

type Keyed = Record<string, unknown>;

const COMPARED = ['node_count', 'pu_count', 'pus', 'pus_in_several_nodes', 'pus_without_node'];
const COUNTED = ['package_count', 'core_count', 'l3_count'];

function pick(of: unknown, keys: readonly string[]): Keyed {
  const from = of as Keyed;
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));
}

/** −1 and 0 both stand for none. */
function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function differs(actual: unknown, expected: unknown, either: readonly unknown[]): boolean {
  const text = JSON.stringify(actual);
  return text !== JSON.stringify(expected) && !either.some((value) => JSON.stringify(value) === text);
}

/** The other reading that counts for a field, where libhwloc and the raw file differ. */
function others(expected: Keyed, field: string): unknown[] {
  const all = (expected.libhwloc_differs_from_raw_xml ?? []) as {
    field: string;
    libhwloc: unknown;
    raw_xml: unknown;
  }[];
  return all.filter((one) => one.field === field).flatMap((one) => [one.libhwloc, one.raw_xml]);
}

/** What is not as the expected file has it, a line each; empty = equal. The rules are those of the corpus' README. */
export function compareHost(inspection: Inspection, expected: Keyed): string[] {
  const actual = snakeCased(inspection) as Keyed;
  const wrong: string[] = [];
  const check = (field: string, found: unknown, wanted: unknown): void => {
    if (differs(found, wanted, others(expected, field)))
      wrong.push(
        `${field}: ${JSON.stringify(found)?.slice(0, 200)} instead of ${JSON.stringify(wanted)?.slice(0, 200)}`,
      );
  };
  for (const field of COMPARED) check(field, actual[field], expected[field]);
  for (const field of COUNTED) if (field in expected) check(field, count(actual[field]), count(expected[field]));
  const wanted = expected.nodes as Keyed[];
  const found = actual.nodes as Keyed[];
  wanted.forEach((node, i) => {
    for (const key of ['os', 'pus', 'memory_bytes', 'free_bytes'])
      if (key in node) check(`nodes[${i}].${key}`, found[i]?.[key], node[key]);
  });
  const distances = (expected.distances ?? []) as Keyed[];
  check(
    'distances',
    (actual.distances as Keyed[]).map((one) => pick(one, ['nodes', 'values'])),
    distances.map((one) => pick(one, ['nodes', 'values'])),
  );
  return wrong;
}
