import type { Point } from './channels.ts';
import { coreBoxes, hasCoreBoxes, NAMES_FROM, BAR_ROW, type CoreBox } from './draw-cores.ts';
import { partName } from './draw-tank.ts';
import type { Ink } from './ink.ts';
import { farShare, type PartRow } from './frame-rows.ts';
import type { Layout } from './layout.ts';
import type { RoomScene, Scene } from './scene.ts';
import { coreUnder, isIn } from './things.ts';
import { tileBlocks } from './tile-boxes.ts';
import type { FrameAt, PartRef } from './types.ts';
import { gib, percent } from './units-text.ts';
import { isSeen, type View } from './zoom.ts';

/** Smallest hit target, px. */
const LEAST_TARGET = 24;

/** A part as something to point at: where, and what it is called. */
export interface Target {
  readonly key: string;
  readonly part: PartRef;
  readonly box: CoreBox;
  readonly name: string;
}

/** The targets of one room, and its name. */
export interface RoomTargets {
  readonly node: number;
  readonly id: number;
  readonly box: CoreBox;
  readonly targets: readonly Target[];
}

function widened(box: CoreBox, from: number, to: number): CoreBox {
  const missing = Math.max(0, LEAST_TARGET - box.w);
  const left = Math.max(from, box.x - missing / 2);
  const right = Math.min(to, left + Math.max(box.w, LEAST_TARGET));
  return { ...box, x: left, w: Math.max(1, right - left) };
}

/** Boxes around a room's blocks; narrow ones are widened as far as their neighbours allow. */
function blockBoxes(scene: RoomScene, ink: Ink): CoreBox[] {
  const { room } = scene;
  const top = room.tankY - (ink.layout.metrics.names ? 22 : 8);
  const boxes = scene.blocks.map((b) => ({ x: b.x - 1, y: top, w: b.w + 2, h: room.tankY + room.tankH + 2 - top }));
  return boxes.map((box, i) => {
    const before = boxes[i - 1];
    const after = boxes[i + 1];
    return widened(box, before ? before.x + before.w : room.x, after ? after.x : room.x + room.w);
  });
}

/** Where a part without memory at home is pointed at: one of its vCPUs, or the room's CPU band. */
function vcpuBox(scene: RoomScene, guest: number, part: number, ink: Ink): CoreBox {
  const { room } = scene;
  const { metrics: m } = ink.layout;
  const core = scene.cores.findIndex((rows) => rows.some((row) => row.guest === guest && row.part === part));
  if (core < 0 || !hasCoreBoxes(scene, ink))
    return { x: room.inner.x, y: room.cpuY, w: room.inner.w, h: Math.max(24, m.cpuHeight) };
  const box = coreBoxes(scene, ink)[core]!;
  const row = scene.cores[core]!.findIndex((r) => r.guest === guest && r.part === part);
  return { x: box.x, y: Math.min(box.y + box.h - LEAST_TARGET, box.y + row * m.rowHeight), w: box.w, h: LEAST_TARGET };
}

type Parts = readonly PartRow[];

const HOMES = new WeakMap<Parts, readonly Parts[]>();

function byHome(parts: Parts): readonly Parts[] {
  const homes: PartRow[][] = [];
  for (const part of parts) (homes[part.home] ??= []).push(part);
  return homes;
}

/** Parts by home node; found once for all rooms of a scene. */
function partsAt(parts: Parts, node: number): Parts {
  const homes = HOMES.get(parts) ?? byHome(parts);
  HOMES.set(parts, homes);
  return homes[node] ?? [];
}

function roomTargets(room: RoomScene, scene: Scene, ink: Ink): RoomTargets {
  const node = room.room.node;
  const boxes = blockBoxes(room, ink);
  const home = partsAt(scene.parts, node);
  const targets = home.map((row): Target => {
    const part = row.unpinned ? -1 : row.part;
    const at = room.blocks.findIndex((b) => b.block.guest === row.guest && b.block.part === part);
    const box = at < 0 ? vcpuBox(room, row.guest, row.part, ink) : boxes[at]!;
    return {
      key: `${row.guest}/${row.part}`,
      part: { guest: row.guest, part: row.part, node },
      box,
      name: partName(row.guest, part, scene),
    };
  });
  const { x, y, w, h } = room.room;
  return { node, id: room.node.id, box: { x, y, w, h }, targets: targets.toSorted((a, b) => a.box.x - b.box.x) };
}

/** With more parts than this only those near the view have buttons; all are in the table of guests. */
const MOST_BUTTONS = 400;

/**
 * Everything on the map that can be pointed at, room by room. Tiles are too small for parts: they are rooms only. Of very
 * many parts those that are far from the view are left out.
 */
export function targetsOf(scene: Scene, ink: Ink, view?: View): readonly RoomTargets[] {
  const bare = scene.layout.metrics.level === 'tile';
  const near = view && scene.parts.length > MOST_BUTTONS ? view : undefined;
  return scene.rooms.map((room) =>
    bare || (near && !isSeen(room.room, near, near.h / 2)) ? bareTargets(room) : knownTargets(room, scene, ink),
  );
}

/** Rooms that were taken over from the scene before have the same targets. */
const KNOWN = new WeakMap<RoomScene, RoomTargets>();

function knownTargets(room: RoomScene, scene: Scene, ink: Ink): RoomTargets {
  const targets = KNOWN.get(room) ?? roomTargets(room, scene, ink);
  KNOWN.set(room, targets);
  return targets;
}

function bareTargets({ room, node }: RoomScene): RoomTargets {
  return { node: room.node, id: node.id, box: { x: room.x, y: room.y, w: room.w, h: room.h }, targets: [] };
}

function boxKey({ x, y, w, h }: CoreBox): string {
  return [x, y, w, h].map(Math.round).join();
}

const KEYS = new WeakMap<RoomTargets, string>();

function roomKey(room: RoomTargets): string {
  const known = KEYS.get(room);
  if (known !== undefined) return known;
  const parts = room.targets.map((target) => `${target.key} ${target.name} ${boxKey(target.box)}`);
  const key = `${room.id} ${boxKey(room.box)} ${parts.join(';')}`;
  KEYS.set(room, key);
  return key;
}

/** Changes exactly when the targets' names or places do. */
export function targetsKey(rooms: readonly RoomTargets[]): string {
  return rooms.map(roomKey).join('|');
}

const HOMES_OF = new WeakMap<Parts, ReadonlyMap<number, ReadonlySet<number>>>();

function byGuest(parts: Parts): ReadonlyMap<number, ReadonlySet<number>> {
  const homes = new Map<number, Set<number>>();
  for (const { guest, home } of parts) homes.set(guest, (homes.get(guest) ?? new Set()).add(home));
  return homes;
}

/** Nodes where parts of a guest are at home; found once for all guests of a scene. */
function homesOf(parts: Parts, guest: number): ReadonlySet<number> {
  const homes = HOMES_OF.get(parts) ?? byGuest(parts);
  HOMES_OF.set(parts, homes);
  return homes.get(guest) ?? new Set();
}

/** A part in words: "nodes 0 and 1, 4 vCPUs, 3.0 GiB, 12 % far accesses". */
export function partDescription(part: PartRef, scene: Scene, at: FrameAt): string {
  const guest = scene.guests[part.guest];
  const ids = [...homesOf(scene.parts, part.guest)]
    .map((home) => scene.graph.host.nodes[home]!.id)
    .toSorted((a, b) => a - b);
  const where = `${ids.length === 1 ? 'node' : 'nodes'} ${ids.join(', ')}`;
  const far = percent(farShare(at, part.guest, scene.guests.length));
  const vcpus = guest?.vcpus ?? 0;
  return `${where}; ${vcpus} ${vcpus === 1 ? 'vCPU' : 'vCPUs'}; ${gib(guest?.memoryMiB ?? 0)} GiB; far accesses ${far}`;
}

/** Whose vCPU or memory it is. */
type Owner = Pick<PartRef, 'guest' | 'part'>;

function vcpuUnder(room: RoomScene, scene: Scene, at: Point): Owner | undefined {
  const found = hasCoreBoxes(room, scene) ? coreUnder(room, scene, at) : undefined;
  if (!found) return undefined;
  const pitch = found.box.w >= NAMES_FROM ? scene.layout.metrics.rowHeight : BAR_ROW;
  return room.cores[found.core]?.[Math.floor((at.y - found.box.y - 2) / pitch)];
}

/** How far above a tank its blocks can be pointed at, px. */
const ABOVE = 4;

function memoryUnder(room: RoomScene, layout: Layout, at: Point): Owner | undefined {
  if (layout.metrics.level === 'tile') return tileBlocks(room, layout).find((box) => isIn(box, at))?.block;
  const { tankY, tankH } = room.room;
  return room.blocks.find(({ x, w }) => isIn({ x, y: tankY - ABOVE, w, h: tankH + ABOVE }, at))?.block;
}

/** The part whose vCPU or memory lies at a point of the map where it has no button; null = none. */
export function partAt(scene: Scene, node: number, x: number, y: number): PartRef | null {
  const room = scene.rooms[node];
  const at = { x, y };
  const found = room && (vcpuUnder(room, scene, at) ?? memoryUnder(room, scene.layout, at));
  if (!found) return null;
  const row = scene.parts.find((p) => p.guest === found.guest && (found.part < 0 || p.part === found.part));
  return row ? { guest: row.guest, part: row.part, node: row.home } : null;
}
