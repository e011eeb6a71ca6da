import type { Stretch } from './blocks.ts';
import { coreBoxes, gridBoxes, hasCoreBoxes, type CoreBox } from './draw-cores.ts';
import { laneLine, laneWidth } from './draw-links.ts';
import type { Point } from './channels.ts';
import type { RoomScene, Scene } from './scene.ts';
import { forEachCell } from './tank.ts';
import { TANK_ROWS } from './metrics.ts';

/** Something small on the map: a core, a range of pages, or a link. Nodes, cores and links by their place in the host's lists. */
export type Thing =
  | { readonly kind: 'core'; readonly node: number; readonly core: number }
  | {
      readonly kind: 'pages';
      readonly node: number;
      readonly guest: number;
      /** −1 = of the guest as a whole. */
      readonly part: number;
      /** The extent under the pointer, hottest = 0. */
      readonly extent: number;
      readonly stretch: Stretch;
    }
  | { readonly kind: 'link'; readonly link: number };

/** Thinner lanes can be pointed at as if they were as wide as this, px. */
const LEAST_LANE = 8;
/** Smaller cores are no things by themselves, px. */
const LEAST_CORE = 4;

/** Whether a point lies in a box; of two that touch, one has it. */
export function isIn({ x, y, w, h }: CoreBox, at: Point): boolean {
  return at.x >= x && at.x < x + w && at.y >= y && at.y < y + h;
}

/** The core at a point, by its place in the drawing, and its box. */
export function coreUnder(
  room: RoomScene,
  scene: Scene,
  at: Point,
): { readonly core: number; readonly box: CoreBox } | undefined {
  if (room.node.cores === 0 || scene.layout.metrics.level === 'tile') return undefined;
  const boxes = hasCoreBoxes(room, scene) ? coreBoxes(room, scene) : gridBoxes(room, scene);
  const core = boxes.findIndex((box) => box.w >= LEAST_CORE && box.h >= LEAST_CORE && isIn(box, at));
  const box = boxes[core];
  return box && { core, box };
}

function coreAt(room: RoomScene, scene: Scene, at: Point): Thing | null {
  const found = coreUnder(room, scene, at);
  return found ? { kind: 'core', node: room.room.node, core: found.core } : null;
}

function pagesAt({ room, blocks }: RoomScene, at: Point): Thing | null {
  const { tankY, tankH } = room;
  const placed = blocks.find(({ x, w }) => isIn({ x, y: tankY, w, h: tankH }, at));
  if (!placed) return null;
  const row = Math.min(TANK_ROWS - 1, Math.floor(((at.y - tankY) / tankH) * TANK_ROWS));
  const cell = row * placed.columns + Math.min(placed.columns - 1, Math.floor((at.x - placed.x) / placed.pitch));
  let thing: Thing | null = null;
  forEachCell(placed, (i, stretch, extent) => {
    if (i !== Math.min(cell, placed.cells - 1)) return;
    const { node, guest, part } = placed.block;
    thing = { kind: 'pages', node, guest, part, extent, stretch };
  });
  return thing;
}

/** Square of the distance between a point and a stretch of a line. */
function distance2(at: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return (at.x - a.x - t * dx) ** 2 + (at.y - a.y - t * dy) ** 2;
}

function linkAt(scene: Scene, at: Point): Thing | null {
  let best: Thing | null = null;
  let least = Infinity;
  for (const channel of scene.channels) {
    const reach = Math.max(LEAST_LANE, laneWidth(scene, channel.link)) / 2;
    const line = laneLine(scene, channel);
    for (let i = 1; i < line.length; i += 1) {
      const d2 = distance2(at, line[i - 1]!, line[i]!);
      if (d2 > reach * reach || d2 >= least) continue;
      least = d2;
      best = { kind: 'link', link: channel.link };
    }
  }
  return best;
}

/** What of a scene lies at a point, px from the map's corner; null = nothing but a room or the ground. Rooms lie above links. */
export function thingAt(scene: Scene, at: Point): Thing | null {
  const room = scene.rooms.find(({ room: { x, y, w, h } }) => isIn({ x, y, w, h }, at));
  return room ? (coreAt(room, scene, at) ?? pagesAt(room, at)) : linkAt(scene, at);
}

/** Whether two are the same to look at: all cells of an extent are one thing. */
export function isSameThing(a: Thing | null, b: Thing | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.kind === 'core') return b.kind === 'core' && a.node === b.node && a.core === b.core;
  if (a.kind === 'link') return b.kind === 'link' && a.link === b.link;
  if (b.kind !== 'pages' || a.stretch !== b.stretch) return false;
  return a.guest === b.guest && a.part === b.part && a.extent === b.extent;
}
