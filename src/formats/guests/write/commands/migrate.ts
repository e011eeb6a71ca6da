import type { Guest, PlacementPart } from '../../../../model/scenario.ts';
import { memoryNodes, type WriteContext } from '../exported.ts';

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

/**
 * Commands that take pages along, for a guest whose memory was somewhere before; `pid` is its process, as the shell is to read it.
 * None, and a note, where node by node will not do.
 */
export function migrateCommands(context: WriteContext, from: Guest, to: Guest, pid: string): string[] {
  const parts = to.placement?.parts ?? [];
  const moves = from.placement ? migrations(from.placement.parts, parts) : fromAnywhere(parts);
  if (!moves) {
    context.note(
      'its memory cannot be moved by migratepages node by node (several sources or targets share a node): restart the guest',
    );
    return [];
  }
  return moves.map(([source, target]) => `migratepages ${pid} ${source} ${target}`);
}
