import type { Host } from '../../../model/host.ts';
import { parseCpulist } from '../../../model/cpulist.ts';
import type { PlacementPart } from '../../../model/scenario.ts';
import type { CellFacts } from '../reading.ts';
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

/** The cells that the guest was imported with, in the order of its parts, if they still are its parts. */
function importedCells(
  context: WriteContext,
  parts: readonly PlacementPart[],
): { cells: readonly CellFacts[]; moved: boolean } | undefined {
  const was = originalGuest(context.guest, context.host);
  const facts = was?.facts?.cells ?? [];
  if (!was || facts.length !== parts.length || facts.length < 2) return undefined;
  const cells = facts.map((cell, i) => ({ cell, id: Number(cell.id ?? i) })).toSorted((a, b) => a.id - b.id);
  const sizes = cells.every(({ cell }, i) => vcpusOf(cell).length === parts[i]!.vcpus);
  const before = was.placement?.parts.map(({ node }) => node).join();
  const moved = before !== undefined && before !== parts.map(({ node }) => node).join();
  return sizes ? { cells: cells.map(({ cell }) => cell), moved } : undefined;
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
