import type { Ink } from './ink.ts';
import type { Room } from './layout.ts';
import { label, type Mark } from './marks.ts';
import { sharedPackages } from './packages.ts';
import type { Scene } from './scene.ts';
import { textWidth } from './text-width.ts';

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

interface PackageFrame {
  readonly id: number;
  readonly frame: Frame;
}

function packageFrames({ layout, graph }: Scene): readonly PackageFrame[] {
  const pad = Math.min(7, layout.metrics.gapX / 2 - 1);
  return sharedPackages(graph.host).flatMap(({ id, nodes }) => {
    const frame = frameOf(
      nodes.map((node) => layout.rooms[node]!),
      pad,
    );
    return holdsOthers(frame, nodes, layout.rooms) ? [] : [{ id, frame }];
  });
}

/** Frames around the nodes that share a package: dies, sub-NUMA clusters, NPS. */
export function drawPackages(scene: Scene, ink: Ink): Mark[] {
  return packageFrames(scene).map(({ frame }) => {
    const { line2: stroke, bg0: fill } = ink.theme;
    return { kind: 'rect', ...frame, r: 14, stroke, fill, cls: 'package' };
  });
}

/** Their names, above the pipes that may pass there. */
export function drawPackageNames(scene: Scene, ink: Ink): Mark[] {
  const { level, gapY, labelFont: size } = scene.layout.metrics;
  if (level === 'tile' || gapY < NAME_FROM) return [];
  return packageFrames(scene).flatMap(({ id, frame }): Mark[] => {
    const text = `Package ${id}`;
    const [x, y] = [frame.x + 10, frame.y - 4];
    const bed = { x: x - 3, y: y - size, w: textWidth(text, size) + 6, h: size + 3 };
    return [{ kind: 'rect', ...bed, r: 3, fill: ink.theme.bg0 }, label(x, y, text, { size, fill: ink.theme.ink3 })];
  });
}
