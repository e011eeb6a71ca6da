import { cachesOf, type NodeCache } from './caches.ts';
import { groupsOf } from './cpu-groups.ts';
import { coreBoxes, gridBoxes, hasCoreBoxes, type CoreBox } from './draw-cores.ts';
import type { Ink } from './ink.ts';
import { label, line, type Mark } from './marks.ts';
import type { RoomScene, Scene } from './scene.ts';
import { textWidth } from './text-width.ts';

/** From this height on a cache has a name, px. */
const NAMED = 12;
/** What of the space under the cores is left to the lines that lead to the bus, px. */
const STUB = 10;
/** A cache without a name is a line, px. */
const LINE = 2;

/** Stretches of a cache under its cores: one for each row of them. */
function stretches(cache: NodeCache, boxes: readonly CoreBox[]): CoreBox[] {
  const rows = new Map<number, CoreBox>();
  for (const core of cache.cores) {
    const box = boxes[core];
    if (!box) continue;
    const row = rows.get(box.y);
    const [x, end] = [Math.min(row?.x ?? box.x, box.x), Math.max(row ? row.x + row.w : 0, box.x + box.w)];
    rows.set(box.y, { ...box, x, w: end - x });
  }
  return [...rows.values()];
}

function cacheTexts({ sizeMiB, isShared }: NodeCache): readonly string[] {
  const size = `L3 ${Number(sizeMiB.toFixed(1))} MiB`;
  return isShared ? [`${size}, shared with other nodes`, size, 'L3'] : [size, 'L3'];
}

function cacheMark(under: CoreBox, height: number, cache: NodeCache, room: RoomScene, ink: Ink): Mark[] {
  const { bg3: fill, line2, ink3 } = ink.theme;
  const [x, y, w] = [under.x, under.y + under.h + (height >= NAMED ? 4 : 1.5), under.w];
  if (height < NAMED) return [{ kind: 'rect', x, y, w, h: LINE, r: 1, fill: line2, cls: 'l3' }];
  const size = ink.layout.metrics.rowFont - 1;
  const text = cacheTexts(cache).find((one) => textWidth(one, size) <= w - 8);
  const bed: Mark = { kind: 'rect', x: x + 0.5, y, w: w - 1, h: height, r: 3, fill, stroke: line2, cls: 'l3' };
  const options = { size, fill: ink3, anchor: 'middle', room: room.room.node } as const;
  return text ? [bed, label(x + w / 2, y + height / 2 + size * 0.36, text, options)] : [bed];
}

/** Caches lie under the cores that share them; one for all is shown where there is space for its name, many where cores are boxes. */
function drawCaches(caches: readonly NodeCache[], boxes: readonly CoreBox[], room: RoomScene, ink: Ink): Mark[] {
  const last = boxes.at(-1)?.y;
  const below = ink.layout.metrics.stub - STUB;
  if (caches.length > 1 ? !hasCoreBoxes(room, ink) : below < NAMED) return [];
  return caches.flatMap((cache) =>
    stretches(cache, boxes).flatMap((under) => {
      if (under.y === last)
        return cacheMark(caches.length === 1 ? { ...under, ...across(boxes) } : under, below, cache, room, ink);
      return caches.length > 1 ? cacheMark(under, 0, cache, room, ink) : [];
    }),
  );
}

/** From the first column of boxes to the last. */
function across(boxes: readonly CoreBox[]): { x: number; w: number } {
  const [first] = boxes;
  const end = Math.max(...boxes.map(({ x, w }) => x + w));
  return { x: first?.x ?? 0, w: end - (first?.x ?? 0) };
}

/** The threads of a core at its foot, each with its number on the host. */
function threadMarks(cpus: readonly number[], box: CoreBox, room: RoomScene, ink: Ink): Mark[] {
  const { coreFoot, rowFont } = ink.layout.metrics;
  const size = rowFont - 1;
  const texts = cpus.length === 1 ? [`CPU ${cpus[0]}`] : cpus.map(String);
  const w = (box.w - 2) / Math.max(1, cpus.length);
  if (texts.some((text) => textWidth(text, size) > w - 4)) return [];
  const [top, bottom] = [box.y + box.h - coreFoot, box.y + box.h];
  const options = { size, fill: ink.theme.ink3, anchor: 'middle', room: room.room.node, cls: 'cpu-number' } as const;
  return [
    line(box.x + 1, top, box.x + box.w - 1, top, ink.theme.line),
    ...texts.flatMap((text, i): Mark[] => {
      const x = box.x + 1 + i * w;
      const mark = label(x + w / 2, bottom - coreFoot / 2 + size * 0.36, text, options);
      return i > 0 ? [line(x, top, x, bottom - 1, ink.theme.line), mark] : [mark];
    }),
  ];
}

/** What the cores are made of: threads with their numbers near by, and the caches that cores share. */
export function drawHardware(room: RoomScene, { graph }: Scene, ink: Ink): Mark[] {
  const { coreFoot, stub } = ink.layout.metrics;
  if (room.node.cores === 0) return [];
  const caches = cachesOf(graph.host, room.room.node);
  // Far out most rooms show neither.
  if (coreFoot === 0 && caches.length < 2 && stub - STUB < NAMED) return [];
  const boxes = hasCoreBoxes(room, ink) ? coreBoxes(room, ink) : gridBoxes(room, ink);
  const marks = drawCaches(caches, boxes, room, ink);
  if (coreFoot === 0 || !hasCoreBoxes(room, ink)) return marks;
  const { core } = groupsOf(graph.host, room.room.node);
  return [...marks, ...core.flatMap(({ cpus, cores }) => threadMarks(cpus, boxes[cores[0]!]!, room, ink))];
}
