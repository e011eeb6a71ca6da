import { formatCpulist } from '../../../model/cpulist.ts';
import type { Guest, PlacementPart, Scenario } from '../../../model/scenario.ts';
import { isVnuma, memoryNodes, nodeCpus, partCpus, type ExportNote, type WriteContext } from './exported.ts';
import { layoutOf } from './layout.ts';
import { commentText, shellWord } from './quote.ts';
import type { ReadGuest } from '../reading.ts';
import { originalGuest } from './unchanged.ts';

/** Commands for a running host, and those that take them back. */
export interface HostCommands {
  readonly commands: readonly string[];
  readonly undo: readonly string[];
}

/** How a hypervisor is told. */
interface Dialect {
  pin(guest: string, vcpu: number, cpus: string | undefined): string;
  rest(context: WriteContext, from: Guest | undefined, to: ReadGuest): string[];
}

/** pCPUs of the whole host, where it numbers them. */
function allCpus({ host }: WriteContext): string {
  return formatCpulist(host.nodes.flatMap(({ id }) => [...nodeCpus(host, id)]));
}

/** A domain for virsh: by position, or as an option where the name would be taken for one. */
function virshName(name: string): string {
  return shellWord(name.startsWith('-') ? `--domain=${name}` : name);
}

function xlName(name: string): string {
  return name.startsWith('-') ? `-- ${shellWord(name)}` : shellWord(name);
}

function weightAndCap({ weight, capPercent }: Guest): string {
  return `-w ${Math.round(weight ?? 256)} -c ${Math.round(capPercent ?? 0)}`;
}

function sameShare(a: Guest | undefined, b: Guest): boolean {
  return a?.weight === b.weight && a?.capPercent === b.capPercent;
}

const XL: Dialect = {
  pin: (guest, vcpu, cpus) => `xl vcpu-pin ${xlName(guest)} ${vcpu} ${cpus ?? 'all'}`,
  rest(context, from, to) {
    context.note(
      'Xen cannot move the memory of a running domain: it comes along at the next start, or by xl migrate to localhost (twice the memory, not with vnuma)',
    );
    return sameShare(from, to) ? [] : [`xl sched-credit2 -d ${shellWord(to.name)} ${weightAndCap(to)}`];
  },
};

/** From which node, or from all, to which. */
type Migration = readonly [from: number | 'all', to: number];

function migrations(from: readonly PlacementPart[], to: readonly PlacementPart[]): readonly Migration[] | undefined {
  if (from.length !== to.length) return undefined;
  const moves = new Map<number, number>();
  for (const [i, part] of from.entries()) {
    const target = memoryNodes(to[i]!);
    if (target.length !== 1) return undefined;
    for (const node of memoryNodes(part)) {
      if (moves.has(node) && moves.get(node) !== target[0]) return undefined;
      moves.set(node, target[0]!);
    }
  }
  const wanted = [...moves].filter(([source, target]) => source !== target);
  // A node that others move to must be left first, or its own pages would be taken along.
  const order: (readonly [number, number])[] = [];
  while (wanted.length > 0) {
    const at = wanted.findIndex(([source, target]) => !wanted.some(([other]) => other === target && other !== source));
    if (at < 0) return undefined;
    order.push(...wanted.splice(at, 1));
  }
  return order;
}

/** A guest that was anywhere: its pages are fetched from all nodes, if they are to be on one. */
function fromAnywhere(to: readonly PlacementPart[]): readonly Migration[] | undefined {
  const nodes = [...new Set(to.flatMap(memoryNodes))];
  return nodes.length === 1 ? [['all', nodes[0]!]] : undefined;
}

/** Commands that take pages along, for a guest whose memory was somewhere before. */
function migrateCommands(context: WriteContext, from: Guest, to: Guest): string[] {
  const parts = to.placement?.parts ?? [];
  const moves = from.placement ? migrations(from.placement.parts, parts) : fromAnywhere(parts);
  if (!moves) {
    context.note(
      'its memory cannot be moved by migratepages node by node (several sources or targets share a node): restart the guest',
    );
    return [];
  }
  if (moves.length > 0 && to.name.includes('/')) {
    context.note('its name holds "/": look up the process id yourself for migratepages');
    return [];
  }
  const pidFile = shellWord(`/run/libvirt/qemu/${to.name}.pid`);
  return moves.map(([source, target]) => `migratepages "$(cat ${pidFile})" ${source} ${target}`);
}

function virshMemory(context: WriteContext, from: Guest | undefined, to: Guest): string[] {
  const parts = to.placement?.parts;
  const everywhere = context.host.nodes.filter(({ memoryMiB }) => memoryMiB > 0).map(({ id }) => id);
  const nodes = formatCpulist(parts ? parts.flatMap(memoryNodes) : everywhere);
  if (isVnuma(to)) {
    context.note(
      'virsh numatune speaks of the whole domain: memory of single cells (memnode) is set by virsh edit and counts from the next start',
    );
  }
  const tune = `virsh numatune ${virshName(to.name)} --nodeset ${nodes} --live --config`;
  return [tune, ...(from && parts ? migrateCommands(context, from, to) : [])];
}

function virshShares({ name, weight, capPercent, vcpus }: Guest): string {
  const shares = Math.min(262_144, Math.max(2, Math.round((weight ?? 256) * 4)));
  const quota = capPercent ? Math.max(1000, Math.round((capPercent / 100 / vcpus) * 100_000)) : -1;
  return `virsh schedinfo ${virshName(name)} --live --config --set cpu_shares=${shares} vcpu_period=100000 vcpu_quota=${quota}`;
}

/** Where QEMU's own threads run: as it was written, else on the nodes of the vCPUs. */
function emulatorCpus(context: WriteContext, { facts, placement }: ReadGuest): string {
  const written = facts?.emulatorpin ?? facts?.vcpuCpuset;
  if (written) return shellWord(written);
  const homes = (placement?.parts ?? []).filter(({ vcpus }) => vcpus > 0).map(({ node }) => node);
  return formatCpulist(homes.flatMap((node) => [...nodeCpus(context.host, node)])) || allCpus(context);
}

const VIRSH: Dialect = {
  pin: (guest, vcpu, cpus) => `virsh vcpupin ${virshName(guest)} ${vcpu} ${cpus ?? 'r'} --live --config`,
  rest(context, from, to) {
    if (to.original?.format === 'qemu-command')
      context.note(
        'these commands ask libvirt; a QEMU that it did not start is pinned by taskset -acp CPUS PID, its memory moved by migratepages PID FROM TO',
      );
    const emulator = emulatorCpus(context, to);
    const emulatorPin = emulator === '' ? [] : [`virsh emulatorpin ${virshName(to.name)} ${emulator} --live --config`];
    const memory = virshMemory(context, from, to);
    return [...emulatorPin, ...memory, ...(sameShare(from, to) ? [] : [virshShares(to)])];
  },
};

function dialectOf({ original }: Guest): Dialect {
  return original?.format.startsWith('xl') === true || original?.format === 'thread2007' ? XL : VIRSH;
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
    const cpus = partCpus(context.host, part) ?? (dialect === XL ? `nodes:${part.node}` : undefined);
    if (cpus === undefined) context.note('the host does not number its pCPUs: vCPUs cannot be pinned');
    for (const vcpu of numbers[i]!) lists[vcpu] = cpus;
  });
  return Array.from(lists);
}

function pins(context: WriteContext, dialect: Dialect, guest: ReadGuest): string[] {
  const everywhere = dialect === XL ? undefined : allCpus(context) || undefined;
  const parts = guest.placement?.parts;
  const free = Array.from({ length: guest.vcpus }, () => everywhere);
  const lists = writtenPins(guest, guest.vcpus) ?? (parts ? placedPins(context, dialect, parts) : free);
  return lists.map((cpus, vcpu) => dialect.pin(guest.name, vcpu, cpus === undefined ? everywhere : shellWord(cpus)));
}

/** Commands that bring a guest from one state to another. */
function transition(context: WriteContext, from: Guest, to: ReadGuest): string[] {
  const dialect = dialectOf(context.guest);
  return [...pins(context, dialect, to), ...dialect.rest(context, from, to)];
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
