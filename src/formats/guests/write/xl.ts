import { formatCpulist } from '../../../model/cpulist.ts';
import type { PlacementPart } from '../../../model/scenario.ts';
import { Source } from '../source.ts';
import { settingsOf, type Settings } from '../xl/settings.ts';
import { isVnuma, memoryNodes, partCpus, wholeMebibytes, type WriteContext } from './exported.ts';
import { layoutOf, limitsOf } from './layout.ts';
import { commentText, xlString } from './quote.ts';
import { spliced, type Splice } from './splice.ts';
import { isUnchanged } from './unchanged.ts';

/** A setting to write, as `name = value`; undefined = to be taken out. */
type Wanted = readonly (readonly [name: string, value: string | undefined])[];

function vnumaValue(context: WriteContext, parts: readonly PlacementPart[]): string {
  const sizes = wholeMebibytes(parts);
  const { numbers, distances } = layoutOf(context, parts);
  const vnodes = parts.map(({ node }, i) => {
    const vcpus = numbers[i]!.length > 0 ? [`vcpus=${formatCpulist(numbers[i]!)}`] : [];
    const items = [`pnode=${node}`, `size=${sizes[i]}`, ...vcpus, `vdistances=${distances[i]!.join(',')}`];
    return `  [ ${items.map(xlString).join(', ')} ]`;
  });
  return `[\n${vnodes.join(',\n')}\n]`;
}

/** What each vCPU of a part is pinned to: its pCPUs, or its node by number. */
function pinOf(context: WriteContext, part: PlacementPart): string {
  return (
    part.cpus ?? (partCpus(context.host, part) === undefined ? `nodes:${part.node}` : partCpus(context.host, part)!)
  );
}

function cpusValue(context: WriteContext, parts: readonly PlacementPart[]): string {
  const pins = parts.map((part) => (part.cpus === undefined ? `nodes:${part.node}` : part.cpus));
  if (new Set(pins).size === 1) return xlString(pins[0]!);
  const { numbers } = layoutOf(context, parts);
  const items = parts.flatMap((part, i) => numbers[i]!.map((vcpu) => ({ vcpu, pin: pinOf(context, part) })));
  const inOrder = items.toSorted((a, b) => a.vcpu - b.vcpu).map(({ pin }) => xlString(pin));
  return `[ ${inOrder.join(', ')} ]`;
}

function noteMemory(context: WriteContext, parts: readonly PlacementPart[]): void {
  if (parts.some((part) => memoryNodes(part).join() !== `${part.node}`)) {
    context.note('xl places memory on the nodes of the vCPUs (or of the vnode): memory elsewhere cannot be asked for');
  } else if (parts.length > 1 && !isVnuma(context.guest)) {
    context.note(
      'without vnuma xl spreads memory over the nodes of all vCPUs; how much lies on each is its own choice',
    );
  }
  if (parts.some(({ memoryMiB }) => !Number.isInteger(memoryMiB)))
    context.note('xl counts memory in whole MiB: rounded');
}

function placementSettings(context: WriteContext, isPv: boolean): Wanted {
  const parts = context.guest.placement?.parts;
  if (!parts) return [];
  noteMemory(context, parts);
  const vnuma = isVnuma(context.guest);
  if (vnuma && isPv)
    context.note('PV guests have no vNUMA: the vCPUs are pinned, the topology is not shown to the guest');
  if (vnuma && !isPv) context.note('xl cannot save, restore or migrate a guest with vnuma');
  return [
    ['vnuma', vnuma && !isPv ? vnumaValue(context, parts) : undefined],
    ['cpus', cpusValue(context, parts)],
    ['cpus_soft', undefined],
  ];
}

/** vCPUs at most; with vnuma xl wants just those that the vnodes hold. */
function mostVcpus(context: WriteContext): number {
  const parts = context.guest.placement?.parts;
  if (!parts || !isVnuma(context.guest)) return limitsOf(context).maxVcpus;
  return layoutOf(context, parts).numbers.reduce((sum, numbers) => sum + numbers.length, 0);
}

function counts(context: WriteContext): Wanted {
  const { guest } = context;
  const memory = Math.ceil(guest.memoryMiB);
  const { maxMemoryMiB } = limitsOf(context);
  const maxVcpus = mostVcpus(context);
  return [
    ['vcpus', `${guest.vcpus}`],
    ['maxvcpus', maxVcpus > guest.vcpus ? `${maxVcpus}` : undefined],
    ['memory', `${memory}`],
    ['maxmem', maxMemoryMiB > memory && !isVnuma(guest) ? `${Math.ceil(maxMemoryMiB)}` : undefined],
    ['cpu_weight', guest.weight === undefined ? undefined : `${Math.round(guest.weight)}`],
    ['cap', guest.capPercent ? `${Math.round(guest.capPercent)}` : undefined],
  ];
}

function lines(wanted: Wanted): string[] {
  return wanted.flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${value}`]));
}

function fresh(context: WriteContext): string {
  const { guest } = context;
  context.note('disks, network and kernel are no part of a scenario: complete the file before use');
  const head = [`# ${commentText(guest.name)}`, `name = ${xlString(guest.name)}`, 'type = "hvm"'];
  return `${[...head, ...lines(counts(context)), ...lines(placementSettings(context, false))].join('\n')}\n`;
}

/** Where a setting stands, its line end with it if it has the line to itself. */
function wholeLine(text: string, start: number, end: number): { start: number; end: number } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const alone =
    text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd < 0 ? undefined : lineEnd).trim() === '';
  return alone ? { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1 } : { start, end };
}

function changesOf(text: string, settings: Settings, wanted: Wanted): Splice[] {
  const changes: Splice[] = [];
  const added: string[] = [];
  for (const [name, value] of wanted) {
    const setting = settings.get(name);
    if (setting && value !== undefined) changes.push({ start: setting.value.offset, end: setting.end, text: value });
    else if (setting) changes.push({ ...wholeLine(text, setting.offset, setting.end), text: '' });
    else if (value !== undefined) added.push(`${name} = ${value}\n`);
  }
  const glue = text === '' || text.endsWith('\n') ? '' : '\n';
  if (added.length > 0) changes.push({ start: text.length, end: text.length, text: glue + added.join('') });
  return changes;
}

/** Only what the placement changes: other settings, comments and blanks stay as they were. */
function edited(context: WriteContext, text: string): string {
  const settings = settingsOf(new Source(text, ''));
  const type = settings.get('type') ?? settings.get('builder');
  const isPv = type?.value.kind === 'atom' && ['pv', 'generic', 'linux'].includes(type.value.value);
  const wanted = placementSettings(context, isPv);
  const memory = wholeMebibytes(context.guest.placement?.parts ?? []).reduce((a, b) => a + b, 0);
  const resized = isVnuma(context.guest) && !isPv && memory !== Math.ceil(context.guest.memoryMiB);
  if (resized) context.note('the vnodes do not add up to the memory of the guest');
  return spliced(text, changesOf(text, settings, wanted));
}

/** The guest as an xl configuration. An imported one keeps everything but `vnuma`, `cpus` and `cpus_soft`. */
export function writeXl(context: WriteContext): string {
  const { guest, host } = context;
  if (guest.original?.format !== 'xl-cfg') return fresh(context);
  return isUnchanged(guest, host) ? guest.original.text : edited(context, guest.original.text);
}
