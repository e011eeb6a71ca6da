import type { Guest } from '../../model/scenario.ts';
import { blocksByNode, type MemoryBlock } from './blocks.ts';
import { dealer, type Dealer } from './deal.ts';
import { copyRows, nodeRow, partRows, type CopyRow, type NodeRow, type PartRow } from './frame-rows.ts';
import { lazy, type MapGraph } from './graph.ts';
import { busFlows, linkFlows, type Flow } from './traffic.ts';
import type { FrameAt } from './types.ts';

/** Everything that the frame says about an instant, before it has a place on the map. Lists by node are by index. */
export interface FrameScene {
  readonly parts: readonly PartRow[];
  readonly copies: readonly CopyRow[];
  /** Parts by guest, for "1/2". */
  readonly partCounts: ReadonlyMap<number, number>;
  readonly rows: readonly NodeRow[];
  readonly buses: readonly (readonly Flow[])[];
  /** By link; found when first asked for: of a large host they are not drawn. */
  readonly links: () => readonly (readonly Flow[])[];
  readonly blocks: readonly (readonly MemoryBlock[])[];
  readonly cores: Dealer;
  /** Nodes on which a guest has memory, ascending. */
  readonly nodesOf: ReadonlyMap<number, readonly number[]>;
}

interface Known {
  readonly index: number;
  readonly time: number;
  readonly graph: MapGraph;
  readonly guests: readonly Guest[];
  readonly scene: FrameScene;
}

/** The scene read last from a chunk of frames: zooming, hovering and dragging ask for it again and again. */
const LAST = new WeakMap<object, Known>();

function countParts(parts: readonly PartRow[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { guest, unpinned } of parts) if (!unpinned) counts.set(guest, (counts.get(guest) ?? 0) + 1);
  return counts;
}

function guestNodes(blocks: FrameScene['blocks']): ReadonlyMap<number, readonly number[]> {
  const nodes = new Map<number, number[]>();
  blocks.forEach((here, node) => {
    for (const { guest } of here) {
      const known = nodes.get(guest);
      if (!known) nodes.set(guest, [node]);
      else if (known.at(-1) !== node) known.push(node);
    }
  });
  return nodes;
}

function read(graph: MapGraph, guests: readonly Guest[], at: FrameAt): FrameScene {
  const { nodes } = graph.host;
  const parts = partRows(at, nodes.length);
  const copies = copyRows(at);
  const blocks = blocksByNode(nodes.length, parts, copies);
  return {
    parts,
    copies,
    partCounts: countParts(parts),
    rows: nodes.map((_, i) => nodeRow(at, i, nodes.length)),
    buses: busFlows(nodes.length, parts, copies),
    links: lazy(() => linkFlows(graph, parts, copies)),
    blocks,
    cores: dealer(graph.host, parts, guests),
    nodesOf: guestNodes(blocks),
  };
}

/** Reads a frame at its instant; the same question again is answered from memory. */
export function frameScene(graph: MapGraph, guests: readonly Guest[], at: FrameAt): FrameScene {
  const known = LAST.get(at.frames);
  const { copyStart } = at.frames;
  const still = copyStart[at.index] === copyStart[at.index + 1];
  const same = known?.index === at.index && known.graph === graph && known.guests === guests;
  if (same && (still || known.time === at.time)) return known.scene;
  const scene = read(graph, guests, at);
  LAST.set(at.frames, { index: at.index, time: at.time, graph, guests, scene });
  return scene;
}
