import type { Host } from '../../../model/host.ts';
import { parseCpulist } from '../../../model/cpulist.ts';
import type { PlacementPart } from '../../../model/scenario.ts';
import type { CellFacts } from '../reading.ts';
import { BYTES_PER_MIB } from '../../../model/units.ts';
import { isVnuma, type WriteContext } from './exported.ts';
import { originalGuest } from './unchanged.ts';

/** What the guest is told of its parts: which vCPUs each has, and the distances between them. */
export interface PartLayout {
  readonly numbers: readonly (readonly number[])[];
  readonly distances: readonly (readonly number[])[];
}

/** vCPU numbers of each part, dealt in order. */
export function vcpuNumbers(parts: readonly PlacementPart[]): number[][] {
  let next = 0;
  return parts.map(({ vcpus }) => Array.from({ length: vcpus }, () => next++));
}

/** Distances between nodes as the guest may be told them: 10 within one, the host's where it has some, 20 elsewhere. */
function hostDistances(host: Host, parts: readonly PlacementPart[]): number[][] {
  const index = new Map(host.nodes.map(({ id }, i) => [id, i]));
  return parts.map((from, i) =>
    parts.map((to, j) => {
      if (i === j) return 10;
      const slit = host.slit?.[index.get(from.node) ?? -1]?.[index.get(to.node) ?? -1] ?? 20;
      return Math.min(254, Math.max(11, Math.round(slit)));
    }),
  );
}

/** Cells in the order of their ids. */
function inOrder(cells: readonly CellFacts[]): CellFacts[] {
  return cells
    .map((cell, i) => ({ cell, id: Number(cell.id ?? i) }))
    .toSorted((a, b) => a.id - b.id)
    .map(({ cell }) => cell);
}

/** Every part has as many vCPUs as its cell has online. */
function areParts(cells: readonly CellFacts[], parts: readonly PlacementPart[], online: number): boolean {
  return (
    cells.length === parts.length &&
    cells.every((cell, i) => vcpusOf(cell).filter((vcpu) => vcpu < online).length === parts[i]!.vcpus)
  );
}

function nodeList(parts: readonly PlacementPart[]): string {
  return parts.map(({ node }) => node).join();
}

/** The cells that the guest was imported with, in the order of its parts, if they still are its parts. */
function importedCells(
  context: WriteContext,
  parts: readonly PlacementPart[],
): { cells: readonly CellFacts[]; moved: boolean } | undefined {
  const was = originalGuest(context.guest, context.host);
  if (!was?.facts || was.facts.cells.length < 2) return undefined;
  const cells = inOrder(was.facts.cells);
  if (!areParts(cells, parts, was.facts.vcpusCurrent ?? was.facts.vcpusMax)) return undefined;
  return { cells, moved: was.placement !== undefined && nodeList(was.placement.parts) !== nodeList(parts) };
}

function vcpusOf({ cpus }: CellFacts): readonly number[] {
  const numbers = parseCpulist(cpus ?? '');
  return typeof numbers === 'string' ? [] : numbers;
}

/** Distances as they were written, if they were written; the host's where there are none. */
function writtenDistances(cells: readonly CellFacts[], host: readonly (readonly number[])[]): number[][] {
  return cells.map((from, i) =>
    cells.map((_, j) => {
      const own = from.distances[`${j}`] ?? cells[j]!.distances[`${i}`];
      return own !== undefined && own > 0 ? own : host[i]![j]!;
    }),
  );
}

/** vCPUs and distances of a guest's parts. A guest that keeps its cells keeps their vCPUs, and their distances until it moves. */
export function layoutOf(context: WriteContext, parts: readonly PlacementPart[]): PartLayout {
  const host = hostDistances(context.host, parts);
  const imported = isVnuma(context.guest) ? importedCells(context, parts) : undefined;
  if (!imported) return { numbers: vcpuNumbers(parts), distances: host };
  const { cells, moved } = imported;
  return { numbers: cells.map(vcpusOf), distances: moved ? host : writtenDistances(cells, host) };
}

/** vCPUs and memory now, and the most that the guest was imported with. */
export interface GuestSizes {
  readonly maxVcpus: number;
  readonly maxMemoryMiB: number;
}

/** The limits of an imported guest, as long as it has the size that it was imported with; else its size. */
export function limitsOf({ guest, host }: WriteContext): GuestSizes {
  const was = originalGuest(guest, host);
  const own = { maxVcpus: guest.vcpus, maxMemoryMiB: guest.memoryMiB };
  if (!was?.facts || was.vcpus !== guest.vcpus || was.memoryMiB !== guest.memoryMiB) return own;
  const maxMemoryMiB = Math.max(guest.memoryMiB, (was.facts.memoryBytes ?? 0) / BYTES_PER_MIB);
  return { maxVcpus: Math.max(guest.vcpus, was.facts.vcpusMax), maxMemoryMiB };
}
