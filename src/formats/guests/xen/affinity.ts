import { parseCpulist } from '../../../model/cpulist.ts';
import type { Source } from '../source.ts';

/** A bitmap as xl prints it: "all", "none" or a cpulist. undefined = everything or nothing said. */
export function printedSet(source: Source, text: string | null): readonly number[] | undefined {
  if (text === null || text === 'all' || text === 'any cpu' || text === 'none') return undefined;
  const numbers = source.sets.of(text, parseCpulist);
  if (typeof numbers !== 'string') return numbers;
  source.error('set', numbers, 0);
  return undefined;
}
