import type { CoreBox } from './draw-cores.ts';
import type { Ink } from './ink.ts';
import { label, type Mark } from './marks.ts';
import { coreTargets, tabBoxes } from './pin-spots.ts';
import type { RoomScene } from './scene.ts';
import { textWidth } from './text-width.ts';

function frameMark({ x, y, w, h }: CoreBox, chosen: boolean, ink: Ink): Mark {
  const stroke = chosen ? ink.theme.ink : ink.theme.ink3;
  const frame = { kind: 'rect', x: x + 0.5, y: y + 0.5, w: w - 1, h: h - 1, r: 5, stroke } as const;
  return chosen ? { ...frame, width: 2, cls: 'pin-chosen' } : { ...frame, cls: 'pin-spot' };
}

/** What fits of "L3 1, CPUs 16-23". */
function tabText(texts: readonly string[], width: number, size: number): string | undefined {
  return texts.find((text) => textWidth(text, size, 600) <= width - 8);
}

function tabMarks(box: CoreBox, texts: readonly string[], chosen: boolean, room: RoomScene, ink: Ink): Mark[] {
  const { theme, layout } = ink;
  const size = layout.metrics.rowFont;
  const text = tabText(texts, box.w, size);
  const fill = chosen ? theme.ink : theme.bg3;
  const bed: Mark = { kind: 'rect', ...box, r: 5, fill, stroke: chosen ? theme.ink : theme.line2, cls: 'pin-tab' };
  if (text === undefined) return [bed];
  const options = { size, fill: chosen ? theme.bg2 : theme.ink2, weight: 600, room: room.room.node } as const;
  return [bed, label(box.x + box.w / 2, box.y + box.h / 2 + size * 0.36, text, { ...options, anchor: 'middle' })];
}

/** While a guest is in hand over the room: where its vCPUs can be pinned, and where they would be. */
export function drawPinSpots(room: RoomScene, ink: Ink): Mark[] {
  const pins = room.state?.pins;
  if (!pins) return [];
  const chosen = new Set(pins.cores);
  const cores = coreTargets(room, ink).map((box, core) => ({ box, chosen: chosen.has(core) }));
  const tabs = tabBoxes(room, pins.tabs.length, ink);
  return [
    ...cores.filter((core) => !core.chosen).map(({ box }) => frameMark(box, false, ink)),
    ...cores.filter((core) => core.chosen).map(({ box }) => frameMark(box, true, ink)),
    ...tabs.flatMap((box, at) => tabMarks(box, pins.tabs[at]!, pins.tab === at, room, ink)),
  ];
}
