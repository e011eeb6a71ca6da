import { MAX_VCPUS } from '../limits.ts';
import type { Source } from '../source.ts';
import { BYTES_PER_MIB } from '../../../model/units.ts';
import { countOf, parseKeys, sizeOf, type Keys } from './options.ts';
import { commandsOf, type Word } from './words.ts';

/** The options of one QEMU command line by name, each with its argument. */
export interface QemuCommand {
  readonly offset: number;
  /** Words before the program: what started it (numactl, taskset). */
  readonly before: readonly Word[];
  readonly options: readonly { readonly name: string; readonly word: Word }[];
}

const PROGRAM = /(?:^|\/)(?:qemu-system-[\w.-]+|qemu-kvm|kvm)$/;

/** A text that holds a QEMU command line. */
export function isQemuCommand(text: string): boolean {
  return /(?:^|[\s/])(?:qemu-system-\w+|qemu-kvm|kvm)\s+(?:\\\s*)?-/m.test(text);
}

/** The QEMU command that the words are; undefined if they are another command. */
export function qemuCommandOf(words: readonly Word[]): QemuCommand | undefined {
  const at = words.findIndex(({ text }) => PROGRAM.test(text));
  if (at < 0) return undefined;
  const options: { name: string; word: Word }[] = [];
  for (let i = at + 1; i < words.length; i++) {
    const { text, offset } = words[i]!;
    if (!text.startsWith('-')) continue;
    const next = words[i + 1];
    const takes = next !== undefined && !/^-\w/.test(next.text);
    options.push({ name: text.replace(/^--?/, ''), word: takes ? next : { text: '', offset, end: offset } });
    if (takes) i++;
  }
  return { offset: words[at]!.offset, before: words.slice(0, at), options };
}

/** The first QEMU command of a text, and its words; undefined where there is none. */
export function firstCommand(
  source: Source,
): { readonly words: readonly Word[]; readonly command: QemuCommand } | undefined {
  for (const words of commandsOf(source)) {
    const command = qemuCommandOf(words);
    if (command) return { words, command };
  }
  return undefined;
}

/** All arguments of an option. */
export function argumentsOf(source: Source, command: QemuCommand, name: string): Keys[] {
  return command.options.filter((option) => option.name === name).map(({ word }) => parseKeys(source, word));
}

export interface Smp {
  readonly vcpus: number;
  readonly maxVcpus: number;
  readonly sockets: number;
  readonly dies: number;
  readonly cores: number;
  readonly threads: number;
}

function levels(source: Source, keys: Keys, total: number): Omit<Smp, 'vcpus' | 'maxVcpus'> {
  const level = (name: string): number | undefined => countOf(source, keys.get(name), name, MAX_VCPUS, keys.offset);
  const dies = level('dies') ?? 1;
  const cores = level('cores');
  const threads = level('threads');
  const sockets = level('sockets');
  const rest = (known: number): number => Math.max(1, Math.floor(total / Math.max(1, known)));
  // QEMU 6.2 and later fill up cores first, then sockets.
  const ownThreads = threads ?? (cores !== undefined && sockets !== undefined ? rest(sockets * dies * cores) : 1);
  const ownCores = cores ?? rest((sockets ?? 1) * dies * ownThreads);
  return { sockets: sockets ?? rest(dies * ownCores * ownThreads), dies, cores: ownCores, threads: ownThreads };
}

/** `-smp`: vCPUs at the start and at most, and how they hang together. */
export function smpOf(source: Source, command: QemuCommand): Smp {
  const keys = argumentsOf(source, command, 'smp').at(-1);
  if (!keys) return { vcpus: 1, maxVcpus: 1, sockets: 1, dies: 1, cores: 1, threads: 1 };
  const count = (text: string | undefined, what: string): number | undefined =>
    countOf(source, text, what, MAX_VCPUS, keys.offset);
  const asked = count(keys.first ?? keys.get('cpus'), '-smp');
  const most = count(keys.get('maxcpus'), 'maxcpus');
  const product = ['sockets', 'dies', 'clusters', 'cores', 'threads'].reduce(
    (n, key) => n * (count(keys.get(key), key) ?? 1),
    1,
  );
  const maxVcpus = most ?? asked ?? Math.min(product, MAX_VCPUS);
  const vcpus = asked ?? maxVcpus;
  if (vcpus < 1) source.error('no-vcpus', '-smp 0: a guest has at least one vCPU', keys.offset);
  if (vcpus > maxVcpus) source.error('vcpus-mismatch', `-smp ${vcpus} is more than maxcpus ${maxVcpus}`, keys.offset);
  return { vcpus, maxVcpus, ...levels(source, keys, maxVcpus) };
}

/** `-m` in bytes; QEMU's default is 128 MiB. */
export function memoryOf(source: Source, command: QemuCommand): number {
  const keys = argumentsOf(source, command, 'm').at(-1);
  const bytes = keys && sizeOf(source, keys.first ?? keys.get('size'), BYTES_PER_MIB, keys.offset);
  return bytes ?? 128 * BYTES_PER_MIB;
}

/** `-name`, as QEMU's guest= or bare. */
export function nameOf(source: Source, command: QemuCommand): string | undefined {
  const keys = argumentsOf(source, command, 'name').at(-1);
  const name = keys?.get('guest') ?? keys?.first;
  return name === undefined || name === '' ? undefined : name.slice(0, 1_000);
}
