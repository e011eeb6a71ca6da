import type { Ink } from './ink.ts';
import { label, type Mark } from './marks.ts';
import type { RoomScene } from './scene.ts';
import { textWidth } from './text-width.ts';
import { gib, percent } from './units-text.ts';

/** CPU demand of a node against its cores; more than 1 = overcommitted. */
export function loadOf(scene: RoomScene): number {
  return scene.node.cores > 0 ? scene.row.cpuDemand / scene.node.cores : 0;
}

/** "CPU 85 %", or what the move in hand says. */
export function cpuText(scene: RoomScene): string {
  if (scene.state?.cpuText) return scene.state.cpuText;
  return scene.node.cores > 0 ? `CPU ${percent(loadOf(scene))}` : 'no CPUs';
}

/** "1.5 GiB free", or what the move in hand says. */
export function freeText(scene: RoomScene): string {
  if (scene.state?.freeText) return scene.state.freeText;
  return scene.node.memoryMiB > 0 ? `${gib(scene.freeMiB)} GiB free` : 'no memory';
}

function meter(scene: RoomScene, ink: Ink, right: number, y: number): Mark[] {
  const { meter: w } = ink.layout.metrics;
  const load = loadOf(scene);
  const bar = { kind: 'rect', x: right - w, y: y - 6, h: 4, r: 2 } as const;
  return [
    { ...bar, w, fill: ink.theme.bg3 },
    { ...bar, w: w * Math.min(1, load), fill: load > 1 ? ink.theme.bad : ink.theme.ink2 },
  ];
}

/** Name left; CPU and free memory right, as much of it as fits. */
export function drawHeader(scene: RoomScene, ink: Ink): Mark[] {
  const { metrics: m } = ink.layout;
  const { room } = scene;
  const y = room.headerY;
  const right = room.inner.x + room.inner.w;
  const compact = m.level !== 'full';
  const name = compact ? String(scene.node.id) : `Node ${scene.node.id}`;
  const size = m.font + (compact ? 1 : 2);
  const marks: Mark[] = [
    label(room.inner.x, y, name, { size, fill: ink.theme.ink, weight: 600, room: room.node, cls: 'node-name' }),
  ];
  if (m.level === 'tile') return marks;
  let end = right;
  const least = room.inner.x + textWidth(name, size, 600) + 8;
  const put = (text: string, fill: string, weight: 400 | 600): void => {
    const w = textWidth(text, m.font, weight);
    if (end - w < least) return;
    marks.push(label(end, y, text, { size: m.font, fill, weight, anchor: 'end', room: room.node }));
    end -= w + (compact ? 8 : 16);
  };
  const over = loadOf(scene) > 1;
  if (!compact || scene.state?.freeText) put(freeText(scene), ink.theme.ink2, 400);
  put(cpuText(scene), over ? ink.theme.bad : ink.theme.ink2, over ? 600 : 400);
  if (m.meter > 0 && scene.node.cores > 0 && end + 8 - m.meter > least) marks.push(...meter(scene, ink, end + 8, y));
  return marks;
}
