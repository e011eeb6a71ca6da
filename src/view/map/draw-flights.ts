import { mix } from './colours.ts';
import type { Point } from './channels.ts';
import { copyLine } from './draw-links.ts';
import type { CopyRow } from './frame-rows.ts';
import { paintOf, type Ink } from './ink.ts';
import type { Room } from './layout.ts';
import type { Mark } from './marks.ts';
import type { RoomScene, Scene } from './scene.ts';
import { alongWalls, onRing, roundedPath } from './ways.ts';

const SQUARE = 4.5;
const DASH = [5, 4];
/** px that the squares move on in a second of the clock, per GB/s. */
const PACE = 18;

/** The side of a block that looks to the wall it is nearest to, and the wall opposite. */
function blockPort(scene: RoomScene, guest: number): { edge: Point; wall: Point } {
  const { room } = scene;
  const placed = scene.blocks.find((b) => b.block.guest === guest);
  const y = room.tankY + room.tankH * 0.45;
  const middle = placed ? placed.x + placed.w / 2 : room.x;
  const left = middle < room.x + room.w / 2;
  const x = placed ? (left ? placed.x - 2 : placed.x + placed.w + 2) : room.x + 8;
  return { edge: { x, y }, wall: onRing(room, { x: left ? room.x : room.x + room.w, y }) };
}

/** Points of the whole way: out of the tank, along walls, through every link of the route, and into the other tank. */
function wayOf(copy: CopyRow, scene: Scene): readonly Point[] | undefined {
  const route = scene.graph.route(copy.from, copy.to);
  const channels = route.map((link) => scene.channels.find((c) => c.link === link));
  if (route.length === 0 || channels.some((c) => !c)) return undefined;
  const start = blockPort(scene.rooms[copy.from]!, copy.guest);
  const end = blockPort(scene.rooms[copy.to]!, copy.guest);
  const points: Point[] = [start.edge];
  let here = start.wall;
  let room: Room = scene.layout.rooms[copy.from]!;
  channels.forEach((channel, i) => {
    const lane = copyLine(scene, channel!, copy.guest);
    points.push(...alongWalls(room, here, onRing(room, lane[0]!)), ...lane.slice(1, -1));
    room = scene.layout.rooms[scene.graph.links[route[i]!]!.to]!;
    here = onRing(room, lane.at(-1)!);
  });
  return [...points, ...alongWalls(room, here, end.wall), end.edge];
}

function flightMarks(copy: CopyRow, scene: Scene, ink: Ink): Mark[] {
  const way = wayOf(copy, scene);
  if (!way) return [];
  const d = roundedPath(way, 3);
  const paint = paintOf(ink, copy.guest);
  const base = { kind: 'path', d, width: SQUARE, cap: 'butt' } as const;
  return [
    { ...base, stroke: mix(paint.base, ink.theme.bg2, 0.78), cls: 'flight-bed' },
    { ...base, stroke: paint.shades[0]!, dash: DASH, dashOffset: -(scene.time * copy.GBs * PACE) % 9, cls: 'flight' },
  ];
}

/** Page copies on their way, as squares from tank to tank. */
export function drawFlights(scene: Scene, ink: Ink): Mark[] {
  if (scene.layout.metrics.level === 'tile') return [];
  return scene.copies
    .filter((copy) => copy.moving && copy.from >= 0 && copy.to >= 0 && copy.from !== copy.to)
    .flatMap((copy) => flightMarks(copy, scene, ink));
}
