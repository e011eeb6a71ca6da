import { formatCpulist, parseCpulist } from '../../../../model/cpulist.ts';
import type { Guest } from '../../../../model/scenario.ts';
import { argumentsOf, firstCommand, nameOf, type QemuCommand } from '../../qemu/command.ts';
import { Source } from '../../source.ts';
import { qemuValue, shellWord } from '../quote.ts';
import { sameShare, type Dialect, type Pins } from './dialect.ts';
import { migrateCommands } from './migrate.ts';

interface Command {
  readonly source: Source;
  readonly command: QemuCommand;
}

function commandOf({ original }: Guest): Command | undefined {
  const source = new Source(original?.text ?? '', '');
  const found = firstCommand(source);
  return found && { source, command: found.command };
}

/** A guest that was read from a QEMU command line which libvirt did not write: only its process can be told. */
export function isProcess(guest: Guest): boolean {
  const { format, text } = guest.original ?? { format: '', text: '' };
  return format === 'qemu-command' && !text.includes('/libvirt/');
}

/** Text as an extended regular expression that matches just it. */
function literally(text: string): string {
  return text.replaceAll(/[.[\]{}()*+?^$|\\]/g, String.raw`\$&`);
}

/**
 * A shell's words for the number of the guest's process: from its -pidfile, else by what pgrep finds under its -name. A guest that goes by another name
 * is told by that alone: whoever took its own away does not want to read it here, nor in the path of a file.
 */
function pidOf(guest: Guest): string | undefined {
  const found = commandOf(guest);
  if (!found) return undefined;
  const own = nameOf(found.source, found.command);
  const isRenamed = own !== undefined && own !== guest.name;
  const file = found.command.options.findLast(({ name }) => name === 'pidfile')?.word.text;
  if (!isRenamed && file !== undefined && file !== '') return `"$(cat -- ${shellWord(file)})"`;
  if (own === undefined) return undefined;
  const { name } = guest;
  const program = '^([^ ]*/)?(qemu-system-[^ ]+|qemu-kvm|kvm) ';
  const pattern = `${program}(.* )?--?name ([^ ]*,)?(guest=)?${literally(qemuValue(name))}(,|$| )`;
  return `"$(pgrep -fo -- ${shellWord(pattern)})"`;
}

/** Threads are only known by what they do if QEMU was asked to name them. */
function namesThreads(guest: Guest): boolean {
  const found = commandOf(guest);
  const keys = found && argumentsOf(found.source, found.command, 'name').at(-1);
  return keys?.get('debug-threads') === 'on';
}

/** All pCPUs of the pins together; undefined where one of them is not known. */
function union(pins: Pins): string | undefined {
  const lists = pins.map((pin) => (pin === undefined ? 'unknown' : parseCpulist(pin)));
  if (lists.some((list) => typeof list === 'string')) return undefined;
  return formatCpulist([...new Set(lists.flat().filter((cpu) => typeof cpu === 'number'))].toSorted((a, b) => a - b));
}

function threadPin(cpus: string, vcpu: number): string {
  const threads = `grep -lxE 'CPU ${vcpu}/(KVM|TCG)' "/proc/$pid/task/"*/comm`;
  return `taskset -cp ${cpus} "$(${threads} | cut -d/ -f5)"`;
}

/** Pins of single threads, where the vCPUs do not all have the same. */
function threadPins(pins: Pins, all: string): string[] {
  return pins.flatMap((cpus, vcpu) => (cpus === undefined || cpus === all ? [] : [threadPin(cpus, vcpu)]));
}

/** The tools of Linux for a process that nobody manages; nothing of it outlives the process. */
export const PROCESS: Dialect = {
  knowsNodes: false,
  commands(context, from, to, pins) {
    const pid = pidOf(context.guest);
    if (pid === undefined) {
      context.note('its command line has neither -name nor -pidfile: commands could not tell its process from others');
      return [];
    }
    const all = union(pins);
    const threads = all === undefined ? [] : threadPins(pins, all);
    if (threads.length > 0 && !namesThreads(context.guest))
      context.note(
        'QEMU names its vCPU threads only with -name …,debug-threads=on: without it ask its monitor for their ids (query-cpus-fast)',
      );
    if (!sameShare(from, to))
      context.note('weight and cap of a bare process are set by its cgroup (cpu.weight, cpu.max): no command is given');
    context.note(
      'the commands hold until the process ends: start it the next time with the arguments of the export for QEMU',
    );
    return [
      `pid=${pid}`,
      ...(all === undefined ? [] : [`taskset -acp ${all} "$pid"`]),
      ...threads,
      ...migrateCommands(context, from, to, '"$pid"'),
    ];
  },
};
