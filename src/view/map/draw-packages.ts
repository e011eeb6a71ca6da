import type { Ink } from './ink.ts';
import type { Room } from './layout.ts';
import { label, type Mark } from './marks.ts';
import { sharedPackages } from './packages.ts';
import type { Scene } from './scene.ts';

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function frameOf(rooms: readonly Room[], pad: number): Frame {
  const x = Math.min(...rooms.map((room) => room.x)) - pad;
  const y = Math.min(...rooms.map((room) => room.y)) - pad;
  const right = Math.max(...rooms.map((room) => room.x + room.w)) + pad;
  const bottom = Math.max(...rooms.map((room) => room.y + room.h)) + pad;
  return { x, y, w: right - x, h: bottom - y };
}

/** A frame tells the truth only if no room of another package lies in it. */
function holdsOthers(frame: Frame, nodes: readonly number[], rooms: readonly Room[]): boolean {
  return rooms.some(
    (room) =>
      !nodes.includes(room.node) &&
      room.x < frame.x + frame.w &&
      room.x + room.w > frame.x &&
      room.y < frame.y + frame.h &&
      room.y + room.h > frame.y,
  );
}

/** A name stands on the frame where there is space above it, px. */
const NAME_FROM = 20;

/** Frames around the nodes that share a package: dies, sub-NUMA clusters, NPS. */
export function drawPackages(scene: Scene, ink: Ink): Mark[] {
  const { layout, graph } = scene;
  const { metrics } = layout;
  const pad = Math.min(7, metrics.gapX / 2 - 1);
  return sharedPackages(graph.host).flatMap(({ id, nodes }): Mark[] => {
    const frame = frameOf(
      nodes.map((node) => layout.rooms[node]!),
      pad,
    );
    if (holdsOthers(frame, nodes, layout.rooms)) return [];
    const mark: Mark = { kind: 'rect', ...frame, r: 14, stroke: ink.theme.line2, fill: ink.theme.bg0, cls: 'package' };
    if (metrics.level === 'tile' || metrics.gapY < NAME_FROM) return [mark];
    const size = metrics.labelFont;
    return [mark, label(frame.x + 10, frame.y - 4, `Package ${id}`, { size, fill: ink.theme.ink3 })];
  });
}
