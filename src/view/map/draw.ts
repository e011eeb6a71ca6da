import { drawFlights } from './draw-flights.ts';
import { drawLinks, drawPills } from './draw-links.ts';
import { drawPackageNames, drawPackages } from './draw-packages.ts';
import { drawRoom } from './draw-room.ts';
import { drawThreads } from './draw-threads.ts';
import type { Ink } from './ink.ts';
import type { Mark } from './marks.ts';
import { patternLayer } from './patterns.ts';
import type { RoomScene, Scene } from './scene.ts';
import { isSeen, type View } from './zoom.ts';

/** A named layer of the picture, bottom first. */
export interface Layer {
  readonly id: string;
  readonly title?: string;
  readonly marks: readonly Mark[];
}

/** The scene as marks, in layers: packages, links, every room (of a view: that can be seen), then what crosses rooms. */
export function drawScene(scene: Scene, ink: Ink, view?: View): readonly Layer[] {
  const rooms = view ? scene.rooms.filter(({ room }) => isSeen(room, view)) : scene.rooms;
  return drawRooms(scene, rooms, ink);
}

/** The same with these rooms only. */
export function drawRooms(scene: Scene, rooms: readonly RoomScene[], ink: Ink): readonly Layer[] {
  const packages = drawPackages(scene, ink);
  return [
    ...(packages.length > 0 ? [{ id: 'packages', marks: packages }] : []),
    { id: 'links', marks: drawLinks(scene, ink) },
    ...(packages.length > 0 ? [{ id: 'package-names', marks: drawPackageNames(scene, ink) }] : []),
    ...rooms.map((room) => ({
      id: `node-${room.node.id}`,
      title: `Node ${room.node.id}`,
      marks: drawRoom(room, scene, ink),
    })),
    ...(ink.patterns ? [patternLayer(rooms, ink)] : []),
    { id: 'threads', marks: drawThreads(scene, ink) },
    { id: 'flights', marks: drawFlights(scene, ink) },
    { id: 'pills', marks: drawPills(scene, ink) },
  ];
}
