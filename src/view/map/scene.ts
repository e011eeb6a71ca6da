import type { Guest } from '../../model/scenario.ts';
import type { NumaNode } from '../../model/host.ts';
import type { Mebibytes } from '../../model/units.ts';
import { blocksOn, type MemoryBlock } from './blocks.ts';
import { channelsOf, type Channel } from './channels.ts';
import { dealCores, type VcpuRow } from './deal.ts';
import { copyRows, nodeRow, partRows, type CopyRow, type NodeRow, type PartRow } from './frame-rows.ts';
import type { MapGraph } from './graph.ts';
import { EXTENTS } from '../../engine/state.ts';
import type { Layout, Room } from './layout.ts';
import { orderBlocks, placeBlocks, sideTowards, type PlacedBlock, type Side } from './tank.ts';
import { trafficOf, type Flow, type Traffic } from './traffic.ts';
import type { FrameAt, NodeState } from './types.ts';

/** One node as it is drawn. */
export interface RoomScene {
  readonly room: Room;
  readonly node: NumaNode;
  readonly row: NodeRow;
  readonly cores: readonly (readonly VcpuRow[])[];
  readonly flows: readonly Flow[];
  readonly blocks: readonly PlacedBlock[];
  readonly freeMiB: Mebibytes;
  readonly state: NodeState | undefined;
}

/** Everything the map shows at one instant, as data: a pure function of host, frame and layout. */
export interface Scene {
  readonly graph: MapGraph;
  readonly guests: readonly Guest[];
  readonly layout: Layout;
  readonly time: number;
  readonly rooms: readonly RoomScene[];
  readonly channels: readonly Channel[];
  readonly linkFlows: readonly (readonly Flow[])[];
  readonly parts: readonly PartRow[];
  readonly copies: readonly CopyRow[];
  /** Parts by guest, for "1/2". */
  readonly partCounts: ReadonlyMap<number, number>;
  /** Links that are not drawn as pipes: too many between rooms that are not neighbours. */
  readonly undrawnLinks: number;
}

export interface SceneInput {
  readonly graph: MapGraph;
  readonly layout: Layout;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  readonly nodeStates?: ReadonlyMap<number, NodeState> | undefined;
}

function partCounts(parts: readonly PartRow[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { guest, unpinned } of parts) if (!unpinned) counts.set(guest, (counts.get(guest) ?? 0) + 1);
  return counts;
}

/** Where else a guest's memory lies. */
function partnerOf(block: MemoryBlock, all: readonly (readonly MemoryBlock[])[]): number | undefined {
  if (block.part < 0) return undefined;
  const node = all.findIndex((blocks, i) => i !== block.node && blocks.some((b) => b.guest === block.guest));
  return node < 0 ? undefined : node;
}

function wouldBeBlock(state: NodeState | undefined, node: number): MemoryBlock[] {
  const wish = state?.wouldBe;
  if (!wish) return [];
  const stretches = [{ state: 'reserved', from: 0, to: EXTENTS, memoryMiB: wish.memoryMiB }] as const;
  return [{ guest: wish.guest, part: -1, node, stretches, spanMiB: wish.memoryMiB, memoryMiB: 0, motion: 'still' }];
}

/** Ghosts (gone, reserved) that would not fit beside what is there are cut, coldest first. */
function cutGhosts(blocks: readonly MemoryBlock[], capacity: Mebibytes): MemoryBlock[] {
  let over = blocks.reduce((total, block) => total + block.spanMiB, 0) - capacity;
  return blocks.map((block) => {
    const ghost = block.spanMiB - block.memoryMiB;
    const cut = Math.min(Math.max(0, over), ghost);
    over -= cut;
    return cut > 0
      ? { ...block, stretches: cutStretches(block, 1 - cut / ghost), spanMiB: block.spanMiB - cut }
      : block;
  });
}

function cutStretches(block: MemoryBlock, keep: number): MemoryBlock['stretches'] {
  return block.stretches.map((s) =>
    s.state === 'gone' || s.state === 'reserved' ? { ...s, memoryMiB: s.memoryMiB * keep } : s,
  );
}

function roomScenes(input: SceneInput, parts: readonly PartRow[], copies: readonly CopyRow[], buses: Traffic['buses']) {
  const { graph, layout, guests, at, nodeStates } = input;
  const real = graph.host.nodes.map((_, i) => blocksOn(i, parts, copies));
  return layout.rooms.map((room, i): RoomScene => {
    const node = graph.host.nodes[i]!;
    const side = (block: MemoryBlock): Side => {
      const partner = partnerOf(block, real);
      return partner === undefined ? 0 : sideTowards(room, layout.rooms[partner]!, layout.columns);
    };
    // What a move in hand would bring comes last: nothing jumps while a guest is held over a room.
    const blocks = [...orderBlocks(real[i]!, side), ...wouldBeBlock(nodeStates?.get(i), i)];
    const row = nodeRow(at, i, graph.host.nodes.length);
    return {
      room,
      node,
      row,
      cores: dealCores(graph.host, i, parts, guests),
      flows: buses[i]!,
      blocks: placeBlocks(cutGhosts(blocks, node.memoryMiB), layout, room),
      freeMiB: Math.max(0, node.memoryMiB - row.usedMiB - row.reservedMiB),
      state: nodeStates?.get(i),
    };
  });
}

/** The scene at one instant. */
export function sceneOf(input: SceneInput): Scene {
  const { graph, layout, guests, at } = input;
  const parts = partRows(at, graph.host.nodes.length);
  const copies = copyRows(at);
  const traffic = trafficOf(graph, parts, copies);
  const channels = channelsOf(graph, layout);
  return {
    graph,
    guests,
    layout,
    time: at.time,
    rooms: roomScenes(input, parts, copies, traffic.buses),
    channels,
    linkFlows: traffic.links,
    parts,
    copies,
    partCounts: partCounts(parts),
    undrawnLinks: graph.links.length - channels.length,
  };
}
