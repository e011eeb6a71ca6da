import type { Host } from '../../model/host.ts';
import type { Mebibytes } from '../../model/units.ts';
import { guestOf } from './placing.ts';
import type { ReadGuest } from './reading.ts';
import type { GuestCell, GuestShape, WhereSet } from './shape.ts';
import type { Source } from './source.ts';

/** What one list says of a guest; several lists together may say all of it. */
export interface PartialGuest {
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

function same(a: PartialGuest, b: PartialGuest): boolean {
  if (a.domid !== undefined && b.domid !== undefined) return a.domid === b.domid;
  return a.name !== undefined && a.name === b.name;
}

/** What is known of each guest from all lists, in order of appearance. The larger number of vCPUs counts: xl list leaves out offline ones. */
export function mergePartials(partials: readonly PartialGuest[]): PartialGuest[] {
  const merged: PartialGuest[] = [];
  for (const partial of partials) {
    const at = merged.findIndex((one) => same(one, partial));
    const before = merged[at];
    if (!before) merged.push(partial);
    else {
      const vcpus = Math.max(before.vcpus ?? 0, partial.vcpus ?? 0);
      merged[at] = { ...partial, ...before, ...(vcpus > 0 && { vcpus }), ...memoryOf(before, partial) };
    }
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
  return guestOf({ name, cells: [cell], ...setsFor(partial, vcpus) }, host);
}
