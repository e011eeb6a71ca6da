import { drawRooms } from './draw.ts';
import type { Ink } from './ink.ts';
import { fitCanvas, paintLayers } from './paint-canvas.ts';
import type { RoomScene, Scene } from './scene.ts';
import { isSeen, type View } from './zoom.ts';

interface Painted {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly scene: Scene;
  readonly ink: Ink;
  readonly view: View;
  readonly ratio: number;
}

/** Edges of a room that lie outside its box, px. */
const EDGE = 2;

function sameView(a: View, b: View): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}

/** Rooms that look different now; undefined = everything may. */
function changedRooms(old: Painted | undefined, next: Painted): readonly RoomScene[] | undefined {
  if (!old || old.canvas !== next.canvas || old.ink !== next.ink || old.ratio !== next.ratio) return undefined;
  const sameFrame = old.scene.frame === next.scene.frame && old.scene.layout === next.scene.layout;
  if (!sameFrame || !sameView(old.view, next.view) || next.scene.copies.length > 0) return undefined;
  return next.scene.rooms.filter((room, i) => room !== old.scene.rooms[i] && isSeen(room.room, next.view));
}

/** Paints scenes on a canvas; of a scene that differs from the last one in some rooms only, those rooms. */
export class Painter {
  #last: Painted | undefined;

  /** False where the canvas cannot be drawn on. */
  paint(canvas: HTMLCanvasElement, scene: Scene, ink: Ink, view: View, ratio: number): boolean {
    // Asking the canvas takes a tenth of what a drag draws.
    const context = this.#last?.canvas === canvas ? this.#last.context : canvas.getContext('2d');
    if (!context) return false;
    const next = { canvas, context, scene, ink, view, ratio };
    const wiped = fitCanvas(canvas, view.w, view.h, ratio);
    const changed = wiped ? undefined : changedRooms(this.#last, next);
    this.#last = next;
    if (changed) this.#repaint(changed, next);
    else this.#all(next);
    return true;
  }

  /** The canvas was wiped by somebody else. */
  forget(): void {
    this.#last = undefined;
  }

  #all({ context, scene, ink, view, ratio }: Painted): void {
    const seen = scene.rooms.filter(({ room }) => isSeen(room, view));
    paintLayers(context, drawRooms(scene, seen, ink), ratio, view);
  }

  /** Within the boxes of the rooms everything is painted again, as other layers may cross them. */
  #repaint(rooms: readonly RoomScene[], { context, scene, ink, view, ratio }: Painted): void {
    if (rooms.length === 0) return;
    context.setTransform(ratio, 0, 0, ratio, -view.x * ratio, -view.y * ratio);
    context.save();
    context.beginPath();
    for (const { room } of rooms) context.rect(room.x - EDGE, room.y - EDGE, room.w + 2 * EDGE, room.h + 2 * EDGE);
    context.clip();
    paintLayers(context, drawRooms(scene, rooms, ink), ratio, view);
    context.restore();
  }
}
