/** CPU numbers above this are refused: no machine has them, and a range up to them would fill the memory. */
export const MAX_CPU = 65_535;

/** A cpulist ("0-3,8", "" = none) as ascending distinct numbers; a sentence where it is none. */
export function parseCpulist(text: string): number[] | string {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const ranges: (readonly [number, number])[] = [];
  for (const item of trimmed.split(',')) {
    const match = /^\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?\s*$/.exec(item);
    if (!match) return `"${item.slice(0, 40)}" is not a CPU number or a range like 0-3`;
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last < first) return `the range "${item}" runs backwards`;
    if (last > MAX_CPU) return `CPU ${last} is beyond ${MAX_CPU}`;
    ranges.push([first, last]);
  }
  return membersOfRanges(ranges);
}

/** The numbers of ranges that may overlap, ascending; a range that is repeated a million times costs no more than once. */
export function membersOfRanges(ranges: readonly (readonly [number, number])[]): number[] {
  const numbers: number[] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    for (let cpu = Math.max(first, (numbers.at(-1) ?? -1) + 1); cpu <= last; cpu++) numbers.push(cpu);
  }
  return numbers;
}

/** Numbers as a cpulist, ranges of two or more joined: [0,1,2,8] → "0-2,8". */
export function formatCpulist(numbers: Iterable<number>): string {
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b);
  const items: string[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const first = sorted[i]!;
    while (sorted[i + 1] === sorted[i]! + 1) i++;
    items.push(sorted[i] === first ? `${first}` : `${first}-${sorted[i]}`);
  }
  return items.join(',');
}
