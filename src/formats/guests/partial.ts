import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Mebibytes } from '../../model/units.ts';
import { guestOf } from './placing.ts';
import type { GuestsFormat, ReadGuest } from './reading.ts';
import type { GuestCell, GuestShape, WhereSet } from './shape.ts';
import type { Source } from './source.ts';

/** What one list says of a guest; several lists together may say all of it. */
export interface PartialGuest {
  /** Format of the list, which tells whose guest it is (Xen's or libvirt's). */
  readonly format?: GuestsFormat;
  readonly name?: string;
  /** Xen's number of the domain, by which its lists refer to each other. */
  readonly domid?: number;
  readonly vcpus?: number;
  readonly memoryMiB?: Mebibytes;
  readonly memory?: GuestCell['memory'];
  /** Nodes of Xen's node affinity. */
  readonly affinity?: readonly number[];
  readonly hard?: ReadonlyMap<number, WhereSet>;
  readonly soft?: ReadonlyMap<number, WhereSet>;
}

/** Taken where no list says how much memory a guest has. */
const ASSUMED_MEMORY_MIB = 1024;

/** Keys under which a guest is known: its number, and its name as far as no number tells namesakes apart. */
function keysOf({ domid, name }: PartialGuest): string[] {
  return [...(domid === undefined ? [] : [`#${domid}`]), ...(name === undefined ? [] : [`=${name}`])];
}

function joined(before: PartialGuest, partial: PartialGuest): PartialGuest {
  const vcpus = Math.max(before.vcpus ?? 0, partial.vcpus ?? 0);
  return { ...partial, ...before, ...(vcpus > 0 && { vcpus }), ...memoryOf(before, partial) };
}

/** What is known of each guest from all lists, in order of appearance. The larger number of vCPUs counts: xl list leaves out offline ones. */
export function mergePartials(partials: readonly PartialGuest[]): PartialGuest[] {
  const merged: PartialGuest[] = [];
  const places = new Map<string, number>();
  for (const partial of partials) {
    const [first = '', ...others] = keysOf(partial);
    const found =
      places.get(first) ??
      others.map((key) => places.get(key)).find((at) => at !== undefined && merged[at]!.domid === undefined);
    const at = found ?? merged.length;
    const before = merged[at];
    merged[at] = before ? joined(before, partial) : partial;
    for (const key of keysOf(merged[at])) if (!places.has(key)) places.set(key, at);
  }
  return merged;
}

/** A list that says where the memory is comes before one that says how much there is. */
function memoryOf(a: PartialGuest, b: PartialGuest): Pick<PartialGuest, 'memory' | 'memoryMiB'> {
  const memory = a.memory ?? b.memory;
  const memoryMiB = a.memoryMiB ?? b.memoryMiB;
  return { ...(memory && { memory }), ...(memoryMiB !== undefined && { memoryMiB }) };
}

function setsFor(partial: PartialGuest, vcpus: number): Pick<GuestShape, 'hard' | 'soft'> {
  const soft = new Map(partial.soft);
  const { affinity } = partial;
  if (affinity && affinity.length > 0 && !partial.hard && !partial.soft) {
    for (let vcpu = 0; vcpu < vcpus; vcpu++) soft.set(vcpu, { nodes: affinity });
  }
  return { hard: partial.hard ?? new Map(), soft };
}

function checkPlaces(source: Source, partial: PartialGuest, name: string, host: Host | undefined): void {
  const known = new Set(host?.nodes.map(({ id }) => id));
  const named = [...(partial.memory ?? []).map(({ node }) => node), ...(partial.affinity ?? [])];
  const stray = named.find((node) => !known.has(node));
  if (!host || stray === undefined) return;
  source.warn('no-such-node', `${name} is on node ${stray}, which the host does not have`, 0);
}

/** Lists speak of many guests, so that no text is kept with one: where it was is. */
function originalOf(format: GuestsFormat, { placement }: Guest): NonNullable<Guest['original']> {
  return { format, text: '', ...(placement && { placement }) };
}

/** A guest of the scenario from what lists say; what had to be assumed is said. */
export function guestOfPartial(source: Source, partial: PartialGuest, host: Host | undefined): ReadGuest {
  const name = partial.name ?? `domain-${partial.domid ?? 0}`;
  if (partial.vcpus === undefined) source.warn('vcpus-unknown', `${name}: vCPUs are not listed, 1 is assumed`, 0);
  if (partial.memoryMiB === undefined) {
    source.warn('memory-unknown', `${name}: memory is not listed, ${ASSUMED_MEMORY_MIB} MiB are assumed`, 0);
  }
  checkPlaces(source, partial, name, host);
  const vcpus = partial.vcpus ?? 1;
  const cell: GuestCell = {
    vcpus: Array.from({ length: vcpus }, (_, i) => i),
    memoryMiB: partial.memoryMiB ?? ASSUMED_MEMORY_MIB,
    ...(partial.memory?.length && { memory: partial.memory }),
  };
  const guest = guestOf({ name, cells: [cell], ...setsFor(partial, vcpus) }, host, (message) =>
    source.warn('vnode-spread', message, 0),
  );
  return partial.format === undefined ? guest : { ...guest, original: originalOf(partial.format, guest) };
}
