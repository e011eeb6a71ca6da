import { MAX_CPU, membersOfRanges } from '../model/cpulist.ts';

/** CPU numbers from a list between blanks or commas. */
export interface CpuItems {
  readonly cpus: number[];
  /** A sentence's end about an item that cannot be meant. */
  readonly fault?: string;
  /** The first item that is no number at all ("..."). */
  readonly skipped?: string;
}

function rangeFault(first: number, last: number): string | undefined {
  if (last > MAX_CPU) return `the CPU ${last} is beyond ${MAX_CPU}`;
  return last < first ? `the range ${first}-${last} runs backwards` : undefined;
}

/** "0 1 2", "0-15 (16)" (`--cpu-compress`: the count is in brackets), "0,2-3"; never loops over a range that is too large. */
export function parseCpuItems(text: string): CpuItems {
  const ranges: (readonly [number, number])[] = [];
  let skipped: string | undefined;
  for (const item of text.replace(/\(\s*(?:\d+\s*)?\)/g, ' ').split(/[\s,]+/)) {
    if (item === '') continue;
    const match = /^(\d+)(?:-(\d+))?$/.exec(item);
    if (!match) {
      skipped ??= item;
      continue;
    }
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    const fault = rangeFault(first, last);
    if (fault) return { cpus: [], fault };
    ranges.push([first, last]);
  }
  const cpus = membersOfRanges(ranges);
  return skipped === undefined ? { cpus } : { cpus, skipped };
}
