import { drawFlights } from './draw-flights.ts';
import { drawLinks, drawPills } from './draw-links.ts';
import { drawRoom } from './draw-room.ts';
import { drawThreads } from './draw-threads.ts';
import type { Ink } from './ink.ts';
import type { Mark } from './marks.ts';
import type { Scene } from './scene.ts';

/** A named layer of the picture, bottom first. */
export interface Layer {
  readonly id: string;
  readonly title?: string;
  readonly marks: readonly Mark[];
}

/** The scene as marks, in layers: links, every room, then what crosses rooms. */
export function drawScene(scene: Scene, ink: Ink): readonly Layer[] {
  return [
    { id: 'links', marks: drawLinks(scene, ink) },
    ...scene.rooms.map((room) => ({
      id: `node-${room.node.id}`,
      title: `Node ${room.node.id}`,
      marks: drawRoom(room, scene, ink),
    })),
    { id: 'threads', marks: drawThreads(scene, ink) },
    { id: 'flights', marks: drawFlights(scene, ink) },
    { id: 'pills', marks: drawPills(scene, ink) },
  ];
}
