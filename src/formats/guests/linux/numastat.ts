import type { PartialGuest } from '../partial.ts';
import type { ListReading } from '../xen/read-xen.ts';
import { rowsOf } from '../xen/rows.ts';
import type { Source } from '../source.ts';

const TITLE = /^Per-node process memory usage \(in (MBs|MiB)\)(?: for PID (\d+) \((.*)\))?\s*$/;
const HEADER = /^(?:PID)?(?:\s+Node \d{1,5})+(?:\s+Total)?\s*$/;
const PROCESS = /^(\d+) \((.*?)\)((?:\s+\d+(?:\.\d+)?)+)\s*$/;
const TOTAL = /^Total((?:\s+\d+(?:\.\d+)?)+)\s*$/;

interface Process {
  readonly name: string;
  readonly mib: Map<number, number>;
}

/** `numastat -p PID` or `numastat -p NAME`. */
export function isNumastat(text: string): boolean {
  return /^Per-node process memory usage \(in M/m.test(text);
}

function add(process: Process, nodes: readonly number[], figures: string): void {
  const values = figures.trim().split(/\s+/).map(Number);
  nodes.forEach((node, i) => {
    if (values[i] !== undefined) process.mib.set(node, values[i]);
  });
}

function processesOf(source: Source): Process[] {
  const processes = new Map<string, Process>();
  let nodes: number[] = [];
  let single: string | undefined;
  const named = (name: string): Process => {
    const process = processes.get(name) ?? { name, mib: new Map<number, number>() };
    processes.set(name, process);
    return process;
  };
  for (const { text } of rowsOf(source)) {
    const title = TITLE.exec(text);
    if (title) single = title[2] === undefined ? undefined : `${title[3]}-${title[2]}`;
    else if (HEADER.test(text)) nodes = [...text.matchAll(/Node (\d+)/g)].map((match) => Number(match[1]));
    const process = PROCESS.exec(text);
    if (process) add(named(`${process[2]}-${process[1]}`), nodes, process[3]!);
    const total = TOTAL.exec(text);
    if (total && single !== undefined) add(named(single), nodes, total[1]!);
  }
  return [...processes.values()];
}

function partialOf({ name, mib }: Process): PartialGuest {
  const held = [...mib].filter(([, amount]) => amount > 0);
  const sum = held.reduce((total, [, amount]) => total + amount, 0);
  return {
    name,
    ...(sum > 0 && {
      memoryMiB: Math.ceil(sum),
      memory: held.map(([node, amount]) => ({ node, share: amount / sum })),
    }),
  };
}

/** Where the memory of each process is; a process is called by its command and number, "qemu-kvm-1234". */
export function readNumastat(source: Source): ListReading {
  const processes = processesOf(source);
  if (processes.length === 0) source.error('empty', 'no process is listed: expected the rows of numastat -p', 0);
  const domains = processes.map(({ name, mib }) => ({
    name,
    mibPerNode: Object.fromEntries([...mib].map(([node, amount]) => [`${node}`, amount])),
  }));
  return { partials: processes.map(partialOf), facts: { format: 'numastat-p', domains } };
}
