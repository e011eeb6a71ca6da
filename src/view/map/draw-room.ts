import { drawCores } from './draw-cores.ts';
import { drawHardware } from './draw-hardware.ts';
import { drawHeader } from './draw-header.ts';
import { drawPinSpots } from './draw-pins.ts';
import { drawStrip } from './draw-strip.ts';
import { drawTank } from './draw-tank.ts';
import { drawTile } from './draw-tile.ts';
import { mix, type Theme } from './colours.ts';
import { paintOf, type Ink } from './ink.ts';
import { label, type Mark, type RectMark } from './marks.ts';
import type { RoomScene, Scene } from './scene.ts';
import { textWidth } from './text-width.ts';
import { rate } from './units-text.ts';

/** From here on a pipe counts as full. */
export const FULL_FROM = 0.995;

function border(scene: RoomScene, theme: Theme): Partial<RectMark> {
  const kind = scene.state?.kind;
  if (kind === 'refused') return { stroke: theme.bad, dash: [4, 4] };
  if (kind === 'target') return { stroke: theme.ink, width: 2 };
  return { stroke: kind === 'best' ? theme.ink3 : theme.line2 };
}

function frame(scene: RoomScene, ink: Ink): RectMark {
  const { room } = scene;
  const { theme } = ink;
  return {
    kind: 'rect',
    x: room.x + 0.5,
    y: room.y + 0.5,
    w: room.w - 1,
    h: room.h - 1,
    r: ink.layout.metrics.level === 'tile' ? 6 : 10,
    ...(ink.layout.piped
      ? { fill: theme.light ? '#ffffff' : mix(theme.bg2, '#ffffff', 0.015), fillTo: theme.bg2 }
      : { fill: theme.bg2 }),
    cls: 'room',
    ...border(scene, theme),
  };
}

/** Segments of a horizontal or vertical bar by guest, widest first. */
function busSegments(scene: RoomScene, ink: Ink, x: number, y: number, width: number, h: number): Mark[] {
  const total = scene.flows.reduce((sum, flow) => sum + flow.GBs, 0);
  const scale = ink.layout.pipeScale * Math.min(1, scene.node.bandwidthGBs / Math.max(total, 1e-9));
  let at = x;
  return scene.flows.map((flow): Mark => {
    const w = Math.min(flow.GBs * scale, x + width - at);
    const mark: Mark = {
      kind: 'rect',
      x: at,
      y,
      w,
      h,
      fill: paintOf(ink, flow.guest, scene.room.node).shades[flow.copy ? 0 : 1]!,
    };
    at += w;
    return mark;
  });
}

function busTexts(scene: RoomScene, ink: Ink, pipeX: number, pipeW: number): Mark[] {
  const { inner, busMiddle, node } = scene.room;
  const { theme } = ink;
  const size = ink.layout.metrics.font - 1;
  const capacity = rate(scene.node.bandwidthGBs);
  const full = scene.row.utilisation >= FULL_FROM;
  const right = full ? `full, ${capacity} GB/s` : `${rate(scene.row.bandwidthGBs)} / ${capacity} GB/s`;
  const weight = full ? 600 : 400;
  const y = busMiddle + 3;
  const marks: Mark[] = [];
  const leftText = ['Memory bus', 'Bus'].find((text) => textWidth(text, size) <= pipeX - inner.x - 4);
  if (leftText) marks.push(label(inner.x, y, leftText, { size, fill: theme.ink3, room: node }));
  if (textWidth(right, size, weight) <= inner.x + inner.w - pipeX - pipeW - 4)
    marks.push(
      label(inner.x + inner.w, y, right, {
        size,
        fill: full ? theme.bad : theme.ink2,
        weight,
        anchor: 'end',
        room: node,
      }),
    );
  return marks;
}

function drawBus(scene: RoomScene, ink: Ink): Mark[] {
  const { room } = scene;
  const { metrics: m, pipeScale } = ink.layout;
  const w = scene.node.bandwidthGBs * pipeScale;
  const x = room.x + room.w / 2 - w / 2;
  const y = room.busY - 1;
  const h = m.busHeight - 2;
  const full = scene.row.utilisation >= FULL_FROM;
  const pipe: Mark = {
    kind: 'rect',
    x: x - 0.5,
    y: y - 0.5,
    w: w + 1,
    h: h + 1,
    r: 2,
    fill: ink.theme.tank,
    stroke: full ? ink.theme.bad : ink.theme.line2,
    cls: 'bus',
  };
  const marks = [pipe, ...busSegments(scene, ink, x, y, w, h)];
  // Tabs for the caches take the place of its words while a guest is in hand.
  const isCovered = (scene.state?.pins?.tabs.length ?? 0) > 0;
  return m.level === 'full' && !isCovered ? [...marks, ...busTexts(scene, ink, x, w)] : marks;
}

function absent(scene: RoomScene, ink: Ink): Mark[] {
  const { room, node } = scene;
  const { metrics: m } = ink.layout;
  if (m.level !== 'full') return [];
  const say = (y: number, text: string): Mark =>
    label(room.x + room.w / 2, y, text, { size: m.labelFont, fill: ink.theme.ink3, anchor: 'middle', room: room.node });
  const marks: Mark[] = [];
  if (node.cores === 0) marks.push(say(room.cpuY + (m.cpuHeight - m.stub) / 2 + 4, 'Memory only, no CPUs here'));
  if (node.memoryMiB <= 0) marks.push(say(room.tankY + room.tankH / 2 + 4, 'CPUs only, no memory here'));
  return marks;
}

/** One node: work above, memory below, the bus between. */
export function drawRoom(room: RoomScene, scene: Scene, ink: Ink): Mark[] {
  if (ink.layout.metrics.level === 'tile') return drawTile(room, ink, frame(room, ink));
  return [
    frame(room, ink),
    ...drawHeader(room, ink),
    ...drawCores(room, ink),
    ...drawHardware(room, scene, ink),
    ...(room.node.memoryMiB > 0 ? drawBus(room, ink) : []),
    ...drawTank(room, scene, ink),
    ...absent(room, ink),
    ...drawPinSpots(room, ink),
    ...drawStrip(room, scene, ink),
  ];
}
