import { parseCpulist } from '../../../model/cpulist.ts';

/** A bitmap as xl prints it: "all", "none" or a cpulist. undefined = everything or nothing said. */
export function printedSet(text: string | null): readonly number[] | undefined {
  if (text === null || text === 'all' || text === 'any cpu' || text === 'none') return undefined;
  const numbers = parseCpulist(text);
  return typeof numbers === 'string' ? undefined : numbers;
}
