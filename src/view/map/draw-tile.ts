import { mix } from './colours.ts';
import { densityMark } from './density.ts';
import { loadOf } from './draw-header.ts';
import type { Ink } from './ink.ts';
import { label, type Mark, type RectMark } from './marks.ts';
import { isLifted, type RoomScene } from './scene.ts';
import { textWidth } from './text-width.ts';
import { BAR, BAR_AT, tileBlocks, tileMemory, tilePad } from './tile-boxes.ts';
import { percent } from './units-text.ts';

const TEXT = 11;

/** Name, and the CPU load where it fits beside it. */
function head(scene: RoomScene, ink: Ink): Mark[] {
  const { room, node } = scene;
  const id = String(node.id);
  const y = room.y + 14;
  const pad = tilePad(scene);
  const [left, right] = [room.x + pad, room.x + room.w - pad];
  if (left + textWidth(id, TEXT, 600) > right) return [];
  const marks: Mark[] = [
    label(left, y, id, { size: TEXT, fill: ink.theme.ink, weight: 600, room: room.node, cls: 'node-name' }),
  ];
  const load = loadOf(scene);
  // By the widest that may stand here, so that either all tiles say their load or none does.
  const widest =
    textWidth('0'.repeat(String(ink.layout.rooms.length - 1).length), TEXT, 600) + textWidth('100 %', TEXT - 1);
  const text = scene.state?.change ?? (node.cores > 0 ? percent(load) : '–');
  const needs = Math.max(widest, textWidth(id, TEXT, 600) + textWidth(text, TEXT - 1));
  if (left + needs + 6 > right) return marks;
  const fill = load > 1 ? ink.theme.bad : ink.theme.ink2;
  return [...marks, label(right, y, text, { size: TEXT - 1, fill, anchor: 'end', room: room.node })];
}

/** CPU load as a bar under the name. */
function loadBar(scene: RoomScene, ink: Ink, y: number): Mark[] {
  const { x, w } = scene.room;
  const load = loadOf(scene);
  const pad = tilePad(scene);
  const bar = { kind: 'rect', x: x + pad, y, h: BAR, r: 1.5 } as const;
  const width = w - 2 * pad;
  return [
    { ...bar, w: width, fill: ink.theme.bg3 },
    { ...bar, w: width * Math.min(1, load), fill: load > 1 ? ink.theme.bad : ink.theme.ink2 },
  ];
}

/** A room too small for detail: its tone is its load, its memory a picture of one pixel for each cell. */
export function drawTile(scene: RoomScene, ink: Ink, frame: RectMark): Mark[] {
  const { y, h } = scene.room;
  const tone = mix(ink.theme.bg2, ink.theme.ink3, Math.min(1, loadOf(scene)) * 0.5);
  const marks: Mark[] = [{ ...frame, fill: tone, fillTo: tone }, ...head(scene, ink)];
  const box = tileMemory(scene);
  if (!box) return [...marks, ...loadBar(scene, ink, y + h - tilePad(scene) - BAR)];
  const bed: Mark = { kind: 'rect', ...box, fill: ink.theme.tank, cls: 'tank' };
  const memory = densityMark(scene, ink, box);
  return [...marks, ...loadBar(scene, ink, y + BAR_AT), ...(memory ? [bed, memory, ...frames(scene, ink)] : [])];
}

/** Frames around what is in hand or selected. */
function frames(scene: RoomScene, ink: Ink): Mark[] {
  const { theme, layout, picked, selected } = ink;
  return tileBlocks(scene, layout).flatMap(({ block, ...box }): Mark[] => {
    const lifted = isLifted(scene, block.guest, block.part);
    if (!lifted && !picked.has(block.guest) && block.guest !== selected) return [];
    const frame = { kind: 'rect', x: box.x - 0.5, y: box.y - 0.5, w: box.w + 1, h: box.h + 1, r: 1 } as const;
    const stroke = { stroke: theme.ink, width: 1.5, cls: 'selected' } as const;
    return [lifted ? { ...frame, ...stroke, fill: theme.tank, dash: [2, 2] } : { ...frame, ...stroke }];
  });
}
