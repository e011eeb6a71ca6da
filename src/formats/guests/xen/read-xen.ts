import { printedSet } from './affinity.ts';
import { BYTES_PER_MIB, PAGES_PER_MIB } from '../../../model/units.ts';
import type { PartialGuest } from '../partial.ts';
import type { ListFacts, VcpuFacts } from '../reading.ts';
import type { WhereSet } from '../shape.ts';
import type { Source } from '../source.ts';
import { debugU, type DebugDomain } from './debug-u.ts';
import { domainRows, type DomainRow } from './list-n.ts';
import { vcpuRows } from './vcpu-list.ts';

/** What a list says: of its guests, and row by row. */
export interface ListReading {
  readonly partials: readonly PartialGuest[];
  readonly facts: ListFacts;
}

function sets(source: Source, vcpus: readonly VcpuFacts[], pick: 'hard' | 'soft'): Map<number, WhereSet> {
  const map = new Map<number, WhereSet>();
  for (const vcpu of vcpus) {
    const cpus = printedSet(source, vcpu[pick]);
    if (cpus && cpus.length > 0) map.set(vcpu.vcpu, { cpus });
  }
  return map;
}

function byDomain(vcpus: readonly VcpuFacts[]): [number, VcpuFacts[]][] {
  const groups = new Map<number, VcpuFacts[]>();
  for (const vcpu of vcpus) {
    const group = groups.get(vcpu.domid);
    if (group) group.push(vcpu);
    else groups.set(vcpu.domid, [vcpu]);
  }
  return [...groups];
}

/** `xl vcpu-list`. */
export function readVcpuList(source: Source): ListReading {
  const vcpus = vcpuRows(source);
  const domains = byDomain(vcpus);
  const partials = domains.map(([domid, own]) => ({
    domid,
    name: own[0]!.name,
    vcpus: own.reduce((most, { vcpu }) => Math.max(most, vcpu), 0) + 1,
    hard: sets(source, own, 'hard'),
    soft: sets(source, own, 'soft'),
  }));
  return {
    partials,
    facts: { format: 'xl-vcpu-list', vcpus, domains: partials.map(({ domid, name }) => [domid, name]) },
  };
}

function partialOfRow(source: Source, row: DomainRow): PartialGuest {
  const affinity = printedSet(source, row.nodeAffinity);
  return {
    domid: row.domid,
    name: row.name,
    vcpus: Math.max(1, row.vcpus),
    memoryMiB: Math.max(1, row.memoryBytes / BYTES_PER_MIB),
    ...(affinity && { affinity }),
  };
}

/** `xl list -n`. */
export function readListN(source: Source): ListReading {
  const domains = domainRows(source);
  return { partials: domains.map((row) => partialOfRow(source, row)), facts: { format: 'xl-list-n', domains } };
}

function partialOfPages({ domid, totalPages, pagesPerNode }: DebugDomain): PartialGuest {
  const held = Object.entries(pagesPerNode).filter(([, pages]) => pages > 0);
  const sum = held.reduce((total, [, pages]) => total + pages, 0);
  return {
    domid,
    ...(totalPages > 0 && { memoryMiB: totalPages / PAGES_PER_MIB }),
    memory: held.map(([node, pages]) => ({ node: Number(node), share: pages / sum })),
  };
}

/** `xl debug-keys u` in the console's log: where the memory of each domain really is. */
export function readDebugU(source: Source): ListReading {
  const { nodes, domains } = debugU(source);
  return {
    partials: domains.map(partialOfPages),
    facts: { format: 'xl-debug-keys-u', nodes, domains, pageBytes: 4096 },
  };
}
