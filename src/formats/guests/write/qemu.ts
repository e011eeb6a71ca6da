import { formatCpulist } from '../../../model/cpulist.ts';
import type { PlacementPart } from '../../../model/scenario.ts';
import { Source } from '../source.ts';
import { firstCommand } from '../qemu/command.ts';
import type { Word } from '../qemu/words.ts';
import { isVnuma, memoryNodes, partCpus, type WriteContext } from './exported.ts';
import { layoutOf, limitsOf } from './layout.ts';
import { qemuValue, shellWord } from './quote.ts';
import { isUnchanged } from './unchanged.ts';

/** Options that the placement owns; everything else of an imported command stays. */
const OWNED = new Set(['smp', 'm', 'numa']);

/** Bytes as QEMU takes them: whole MiB where possible, else KiB. */
function size(memoryMiB: number): string {
  return Number.isInteger(memoryMiB) ? `${memoryMiB}M` : `${Math.round(memoryMiB * 1024)}k`;
}

function backend(context: WriteContext, id: string, part: PlacementPart): string {
  const nodes = memoryNodes(part);
  if (nodes.length > 1)
    context.note('QEMU binds memory to a set of nodes; how much lies on each is the kernel’s choice');
  const policy = nodes.length > 1 ? 'interleave' : 'bind';
  return `memory-backend-ram,id=${id},size=${size(part.memoryMiB)},${nodes.map((node) => `host-nodes=${node}`).join(',')},policy=${policy}`;
}

/** The parts as one: a guest that sees no topology has one piece of memory. */
function whole({ guest }: WriteContext, parts: readonly PlacementPart[]): PlacementPart {
  const nodes = [...new Set(parts.flatMap(memoryNodes))].toSorted((a, b) => a - b);
  const [first = 0] = nodes;
  const memoryOn = nodes.map((node) => ({ node, memoryMiB: guest.memoryMiB / nodes.length }));
  return { node: first, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB, ...(nodes.length > 1 && { memoryOn }) };
}

function flatArguments(context: WriteContext, parts: readonly PlacementPart[]): string[][] {
  return [
    ['-object', backend(context, 'nearfar-ram0', whole(context, parts))],
    ['-machine', 'memory-backend=nearfar-ram0'],
  ];
}

function numaArguments(context: WriteContext, parts: readonly PlacementPart[]): string[][] {
  const { numbers, distances } = layoutOf(context, parts);
  const nodes = parts.flatMap((part, i) => {
    const ranges = numbers[i]!.length > 0 ? formatCpulist(numbers[i]!).split(',') : [];
    const cpus = ranges.map((range) => `,cpus=${range}`).join('');
    return [
      ['-object', backend(context, `nearfar-ram${i}`, part)],
      ['-numa', `node,nodeid=${i}${cpus},memdev=nearfar-ram${i}`],
    ];
  });
  const apart = distances.flatMap((row, i) =>
    row.flatMap((value, j) => (i === j ? [] : [['-numa', `dist,src=${i},dst=${j},val=${value}`]])),
  );
  return [...nodes, ...apart];
}

function owned(context: WriteContext): string[][] {
  const { guest } = context;
  const parts = guest.placement?.parts;
  const { maxVcpus } = limitsOf(context);
  const sizes = [
    ['-m', size(guest.memoryMiB)],
    ['-smp', maxVcpus > guest.vcpus ? `${guest.vcpus},maxcpus=${maxVcpus}` : `${guest.vcpus}`],
  ];
  if (!parts) return sizes;
  return [...sizes, ...(isVnuma(guest) ? numaArguments(context, parts) : flatArguments(context, parts))];
}

/** What binds the threads: QEMU's own options do not. */
function prefix(context: WriteContext): string[] {
  const parts = context.guest.placement?.parts ?? [];
  const lists = parts.filter(({ vcpus }) => vcpus > 0).map((part) => partCpus(context.host, part));
  if (lists.length === 0 || lists.includes(undefined)) return [];
  if (new Set(lists).size > 1) {
    context.note(
      'QEMU’s options do not pin single vCPUs: taskset gives the whole process the pCPUs of all parts; pin its threads when it runs (virsh, or taskset -p on the thread ids of query-cpus-fast)',
    );
  }
  return ['taskset', '-c', shellWord([...new Set(lists)].join(','))];
}

function lineOf(words: readonly (readonly string[])[]): string {
  return `${words
    .filter((group) => group.length > 0)
    .map((group) => group.join(' '))
    .join(' \\\n  ')}\n`;
}

function fresh(context: WriteContext): string {
  const { guest } = context;
  context.note('disks, network and machine type are no part of a scenario: complete the command before use');
  const name = ['-name', `guest=${qemuValue(guest.name)}`];
  const start = [...prefix(context), 'qemu-system-x86_64'];
  return lineOf([start, name.map(shellWord), ...owned(context).map((pair) => pair.map(shellWord))]);
}

function isOwned({ name, word }: { name: string; word: Word }): boolean {
  if (name === 'object') return /^(?:memory-backend-|\{[^]*"memory-backend-)/.test(word.text);
  return OWNED.has(name);
}

/** The machine option without the memory backend that goes. */
function kept(text: string, { name, word }: { name: string; word: Word }): string {
  const raw = text.slice(word.offset, word.end);
  return name === 'machine' || name === 'M' ? raw.replaceAll(/,memory-backend=[^,'"\s]*/g, '') : raw;
}

function edited(context: WriteContext, text: string): string | undefined {
  const source = new Source(text, '');
  const found = firstCommand(source);
  if (!found) return undefined;
  const { words, command } = found;
  const program = words[command.before.length]!;
  const before = command.before
    .filter(({ text: word }) => /^\w+=/.test(word))
    .map(({ offset, end }) => text.slice(offset, end));
  const others = command.options
    .filter((option) => !isOwned(option))
    .map((option) => [
      // As it was quoted: an option’s name must not become more than a word.
      shellWord(`-${option.name}`),
      ...(option.word.text === '' && option.word.end === option.word.offset ? [] : [kept(text, option)]),
    ]);
  const start = [...before, ...prefix(context), text.slice(program.offset, program.end)];
  return lineOf([start, ...others, ...owned(context).map((pair) => pair.map(shellWord))]);
}

/** The guest as a QEMU command. An imported one keeps every option that the placement does not own. */
export function writeQemu(context: WriteContext): string {
  const { guest, host } = context;
  if (guest.original?.format !== 'qemu-command') return fresh(context);
  if (isUnchanged(guest, host)) return guest.original.text;
  return edited(context, guest.original.text) ?? fresh(context);
}
