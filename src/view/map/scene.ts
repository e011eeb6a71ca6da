import type { Guest } from '../../model/scenario.ts';
import type { NumaNode } from '../../model/host.ts';
import type { Mebibytes } from '../../model/units.ts';
import type { MemoryBlock } from './blocks.ts';
import { channelsOf, type Channel } from './channels.ts';
import type { VcpuRow } from './deal.ts';
import { frameScene, type FrameScene } from './frame-scene.ts';
import type { CopyRow, NodeRow, PartRow } from './frame-rows.ts';
import type { MapGraph } from './graph.ts';
import { EXTENTS } from '../../engine/state/state.ts';
import type { Layout, Room } from './layout.ts';
import { orderBlocks, placeBlocks, sideTowards, type PlacedBlock, type Side } from './tank.ts';
import type { Flow } from './traffic.ts';
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
  readonly frame: FrameScene;
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
}

export interface SceneInput {
  readonly graph: MapGraph;
  readonly layout: Layout;
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
  readonly nodeStates?: ReadonlyMap<number, NodeState> | undefined;
  /** The scene before: rooms in which nothing has changed are taken over as they are. */
  readonly before?: Scene | undefined;
}

/** Whether a guest's part is in hand: it is drawn as outlines where it lies. */
export function isLifted({ state }: Pick<RoomScene, 'state'>, guest: number, part: number): boolean {
  const lifted = state?.lifted;
  if (!lifted) return false;
  if (lifted.also?.includes(guest)) return true;
  return lifted.guest === guest && (lifted.part < 0 || lifted.part === part);
}

/** Where else a guest's memory lies. */
function partnerOf(block: MemoryBlock, { nodesOf }: FrameScene): number | undefined {
  return block.part < 0 ? undefined : nodesOf.get(block.guest)?.find((node) => node !== block.node);
}

function wouldBeBlock(state: NodeState | undefined, node: number): MemoryBlock[] {
  return (state?.wouldBe ?? []).map(({ guest, memoryMiB }) => {
    const stretches = [{ state: 'reserved', from: 0, to: EXTENTS, memoryMiB }] as const;
    return { guest, part: -1, node, stretches, spanMiB: memoryMiB, memoryMiB: 0, motion: 'still' };
  });
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

function sameStrip(a: NodeState['strip'], b: NodeState['strip']): boolean {
  if (!a || !b) return a === b;
  const same = a.icon === b.icon && a.verdict === b.verdict && a.detail === b.detail;
  return same && a.right === b.right && a.tone === b.tone;
}

function wishKey({ wouldBe = [] }: NodeState): string {
  return wouldBe.map(({ guest, memoryMiB }) => `${guest}:${memoryMiB}`).join();
}

function sameGhosts(a: NodeState, b: NodeState): boolean {
  const lifted = a.lifted?.guest === b.lifted?.guest && a.lifted?.part === b.lifted?.part;
  return lifted && a.lifted?.also?.join() === b.lifted?.also?.join() && wishKey(a) === wishKey(b);
}

function samePins(a: NodeState['pins'], b: NodeState['pins']): boolean {
  if (!a || !b || a === b) return a === b;
  return a.tab === b.tab && a.cores.join() === b.cores.join() && a.tabs.join() === b.tabs.join();
}

/** Whether two states look the same. */
function sameState(a: NodeState | undefined, b: NodeState | undefined): boolean {
  if (!a || !b || a === b) return a === b;
  const texts = a.cpuText === b.cpuText && a.freeText === b.freeText && a.change === b.change;
  return a.kind === b.kind && texts && sameGhosts(a, b) && sameStrip(a.strip, b.strip) && samePins(a.pins, b.pins);
}

function roomScene(input: SceneInput, frame: FrameScene, room: Room, i: number): RoomScene {
  const { graph, layout, nodeStates } = input;
  const node = graph.host.nodes[i]!;
  const row = frame.rows[i]!;
  const side = (block: MemoryBlock): Side => {
    const partner = partnerOf(block, frame);
    return partner === undefined ? 0 : sideTowards(room, layout.rooms[partner]!, layout.columns);
  };
  // What a move in hand would bring comes last: nothing jumps while a guest is held over a room.
  const blocks = [...orderBlocks(frame.blocks[i]!, side), ...wouldBeBlock(nodeStates?.get(i), i)];
  return {
    room,
    node,
    row,
    get cores() {
      return frame.cores(i);
    },
    flows: frame.buses[i]!,
    blocks: placeBlocks(cutGhosts(blocks, node.memoryMiB), layout, room),
    freeMiB: Math.max(0, node.memoryMiB - row.usedMiB - row.reservedMiB),
    state: nodeStates?.get(i),
  };
}

function roomScenes(input: SceneInput, frame: FrameScene): readonly RoomScene[] {
  const { layout, nodeStates, before } = input;
  const known = before?.layout === layout && before.frame === frame ? before.rooms : undefined;
  return layout.rooms.map((room, i) => {
    const old = known?.[i];
    return old && sameState(old.state, nodeStates?.get(i)) ? old : roomScene(input, frame, room, i);
  });
}

/** The scene at one instant. */
export function sceneOf(input: SceneInput): Scene {
  const { graph, layout, guests, at } = input;
  const frame = frameScene(graph, guests, at);
  const channels = channelsOf(graph, layout);
  return {
    graph,
    frame,
    guests,
    layout,
    time: at.time,
    rooms: roomScenes(input, frame),
    channels,
    linkFlows: channels.length > 0 ? frame.links() : [],
    parts: frame.parts,
    copies: frame.copies,
    partCounts: frame.partCounts,
  };
}
