import { parseCpulist } from '../../../model/cpulist.ts';
import { evenly, type GuestCell, type WhereSet } from '../shape.ts';
import type { Word } from './words.ts';

/** What `numactl` or `taskset` in front of a command binds it to. */
export interface StartedBy {
  readonly cpus?: WhereSet;
  readonly memory?: GuestCell['memory'];
}

const CPU_NODES = new Set(['-N', '--cpunodebind']);
const MEMORY = new Set(['-m', '--membind', '-i', '--interleave', '-p', '--preferred']);
const CPUS = new Set(['-C', '--physcpubind']);

function numbersOf(text: string | undefined): readonly number[] {
  const set = parseCpulist(text ?? '');
  return typeof set === 'string' ? [] : set;
}

/** Options with their values, whether written "--membind=0", "--membind 0" or "-m0". */
function pairsOf(words: readonly Word[]): [string, string][] {
  return words.flatMap(({ text }, i): [string, string][] => {
    const long = /^(--[\w-]+)=(.*)$/.exec(text);
    if (long) return [[long[1]!, long[2]!]];
    const short = /^(-\w)(\d.*)$/.exec(text);
    if (short) return [[short[1]!, short[2]!]];
    return text.startsWith('-') ? [[text, words[i + 1]?.text ?? '']] : [];
  });
}

/** What one option of the program binds, if it binds anything. */
function boundBy(isTaskset: boolean, name: string, numbers: readonly number[]): StartedBy {
  if (isTaskset) return name === '-c' || name === '--cpu-list' ? { cpus: { cpus: numbers } } : {};
  if (CPUS.has(name)) return { cpus: { cpus: numbers } };
  if (CPU_NODES.has(name)) return { cpus: { nodes: numbers } };
  return MEMORY.has(name) ? { memory: evenly(numbers) } : {};
}

/** Reads the words before the program. */
export function startedBy(before: readonly Word[]): StartedBy {
  const program = before.findLastIndex(({ text }) => /(?:^|\/)(?:numactl|taskset)$/.test(text));
  if (program < 0) return {};
  const isTaskset = before[program]!.text.endsWith('taskset');
  let bound: StartedBy = {};
  for (const [name, value] of pairsOf(before.slice(program + 1))) {
    const numbers = numbersOf(value);
    if (numbers.length > 0) bound = { ...bound, ...boundBy(isTaskset, name, numbers) };
  }
  return bound;
}
