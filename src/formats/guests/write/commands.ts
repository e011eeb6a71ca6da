import type { Guest, PlacementPart, Scenario } from '../../../model/scenario.ts';
import type { ReadGuest } from '../reading.ts';
import { allCpus, sameShare, type Dialect, type Pins } from './commands/dialect.ts';
import { isProcess, PROCESS } from './commands/process.ts';
import { VIRSH } from './commands/virsh.ts';
import { XL } from './commands/xl.ts';
import { partCpus, type ExportNote, type WriteContext } from './exported.ts';
import { layoutOf } from './layout.ts';
import { commentText } from './quote.ts';
import { originalGuest } from './unchanged.ts';

/** Commands for a running host, and those that take them back. */
export interface HostCommands {
  readonly commands: readonly string[];
  readonly undo: readonly string[];
}

function dialectOf(guest: Guest): Dialect {
  const format = guest.original?.format;
  if (format?.startsWith('xl') === true || format === 'thread2007') return XL;
  return isProcess(guest) ? PROCESS : VIRSH;
}

/** The pins as they were written for single vCPUs, where a guest was imported with some. */
function writtenPins({ facts }: ReadGuest, vcpus: number): (string | undefined)[] | undefined {
  if (!facts || (facts.vcpupin.length === 0 && facts.vcpuCpuset === null)) return undefined;
  const pins = new Map(facts.vcpupin.map(({ vcpu, cpuset }) => [vcpu, cpuset ?? undefined]));
  return Array.from({ length: vcpus }, (_, vcpu) => pins.get(vcpu) ?? facts.vcpuCpuset ?? undefined);
}

function placedPins(context: WriteContext, dialect: Dialect, parts: readonly PlacementPart[]): (string | undefined)[] {
  const { numbers } = layoutOf(context, parts);
  const lists: (string | undefined)[] = [];
  parts.forEach((part, i) => {
    const cpus = partCpus(context.host, part) ?? (dialect.knowsNodes ? `nodes:${part.node}` : undefined);
    if (cpus === undefined) context.note('the host does not number its pCPUs: vCPUs cannot be pinned');
    for (const vcpu of numbers[i]!) lists[vcpu] = cpus;
  });
  return Array.from(lists);
}

function pinsOf(context: WriteContext, dialect: Dialect, guest: ReadGuest): Pins {
  const everywhere = dialect.knowsNodes ? undefined : allCpus(context) || undefined;
  const parts = guest.placement?.parts;
  const free = Array.from({ length: guest.vcpus }, () => everywhere);
  const lists = writtenPins(guest, guest.vcpus) ?? (parts ? placedPins(context, dialect, parts) : free);
  return lists.map((cpus) => cpus ?? everywhere);
}

/** Commands that bring a guest from one state to another. */
function transition(context: WriteContext, from: Guest, to: ReadGuest): string[] {
  const dialect = dialectOf(context.guest);
  return dialect.commands(context, from, to, pinsOf(context, dialect, to));
}

function contextOf(host: Scenario['host'], guest: Guest, notes: ExportNote[]): WriteContext {
  return {
    host,
    guest,
    note: (message) => {
      if (!notes.some((one) => one.guest === guest.name && one.message === message))
        notes.push({ guest: guest.name, message });
    },
  };
}

/** A guest before the change: in the scenario before, else as it was imported, else unpinned. */
function stateBefore(guest: Guest, after: Scenario, before: Scenario | undefined): ReadGuest {
  const known = before?.guests.find(({ name }) => name === guest.name);
  const imported = originalGuest(guest, after.host);
  const same = !known || JSON.stringify(known.placement) === JSON.stringify(imported?.placement);
  if (imported && same) return { ...imported, name: guest.name };
  if (known) return known;
  const { placement: _, ...unpinned } = guest;
  return unpinned;
}

function changed(before: Guest, after: Guest): boolean {
  return JSON.stringify(before.placement) !== JSON.stringify(after.placement) || !sameShare(before, after);
}

/**
 * Commands for a running host that bring its guests to the placements of `after`, one guest after the other, those of the given
 * order first, then all others that change, and the commands that undo them, last one first. Names are quoted: nothing in them is run.
 */
export function hostCommands(
  after: Scenario,
  before: Scenario | undefined,
  order: readonly string[] | undefined,
  notes: ExportNote[],
): HostCommands {
  const moved = after.guests
    .filter((guest) => changed(stateBefore(guest, after, before), guest))
    .map(({ name }) => name);
  const names = [...new Set([...(order ?? []), ...moved])];
  const steps = names.flatMap((name) => {
    const guest = after.guests.find((one) => one.name === name);
    if (!guest) return [];
    const was = stateBefore(guest, after, before);
    const context = contextOf(after.host, guest, notes);
    const quiet = contextOf(after.host, guest, []);
    const title = `# ${commentText(name)}`;
    return [{ go: [title, ...transition(context, was, guest)], back: [title, ...transition(quiet, guest, was)] }];
  });
  return { commands: steps.flatMap(({ go }) => go), undo: steps.toReversed().flatMap(({ back }) => back) };
}
