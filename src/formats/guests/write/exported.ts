import { formatCpulist, parseCpulist } from '../../../model/cpulist.ts';
import type { Host } from '../../../model/host.ts';
import type { Guest, PlacementPart } from '../../../model/scenario.ts';

/** Something that a target cannot express, or that the user must know before using it. */
export interface ExportNote {
  readonly guest: string;
  readonly message: string;
}

export interface ExportedFile {
  /** Safe as a file name: no "/" and no "..". */
  readonly name: string;
  readonly text: string;
}

/** Guests as another system wants them. */
export interface Exported {
  readonly files: readonly ExportedFile[];
  readonly notes: readonly ExportNote[];
}

/** What a writer is given: the host, and one guest on it. */
export interface WriteContext {
  readonly host: Host;
  readonly guest: Guest;
  /** Adds a note about this guest. */
  note(message: string): void;
}

/** A guest's name as a file name: letters, digits, dots inside, dashes; never empty, hidden or a path. */
export function fileName(name: string, extension: string): string {
  const safe = name
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  return `${safe === '' ? 'guest' : safe}.${extension}`;
}

/** pCPUs of a node; none where the host does not number them. */
export function nodeCpus(host: Host, id: number): readonly number[] {
  const cpus = parseCpulist(host.nodes.find((node) => node.id === id)?.cpus ?? '');
  return typeof cpus === 'string' ? [] : cpus;
}

/** The pCPUs that a part may use: its pins, else those of its node; undefined where the host does not number them. */
export function partCpus(host: Host, part: PlacementPart): string | undefined {
  if (part.cpus !== undefined) return part.cpus;
  const cpus = nodeCpus(host, part.node);
  return cpus.length > 0 ? formatCpulist(cpus) : undefined;
}

/** Nodes that hold the memory of a part, ascending. */
export function memoryNodes(part: PlacementPart): number[] {
  const nodes = part.memoryOn?.filter(({ memoryMiB }) => memoryMiB > 0).map(({ node }) => node) ?? [part.node];
  return [...new Set(nodes.length > 0 ? nodes : [part.node])].toSorted((a, b) => a - b);
}

/** Parts that the guest sees as vnodes: of an aware guest with more than one part. */
export function isVnuma({ vnumaAware, placement }: Guest): boolean {
  return vnumaAware === true && (placement?.parts.length ?? 0) > 1;
}

/** Whole MiB of each part, adding up to the guest's memory rounded up. */
export function wholeMebibytes(parts: readonly PlacementPart[]): number[] {
  const total = Math.ceil(parts.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0));
  const floors = parts.map(({ memoryMiB }) => Math.floor(memoryMiB));
  let left = total - floors.reduce((a, b) => a + b, 0);
  return floors.map((floor, i) => {
    const more = left > 0 && parts[i]!.memoryMiB > floor ? 1 : 0;
    left -= more;
    return floor + more;
  });
}
