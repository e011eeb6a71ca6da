import { paintOf, type Ink } from './ink.ts';
import type { Point } from './channels.ts';
import type { Mark } from './marks.ts';
import type { RoomScene, Scene } from './scene.ts';
import type { PlacedBlock } from './tank.ts';
import { roundedPath } from './ways.ts';

/** Most threads at once, where rooms leave space for them; further ones come with the guest in focus. */
const MOST_THREADS = 5;
const FLOOR = 7.5;
/** Threads in one channel keep this far apart, px. */
const FLOOR_STEP = 2.5;
const OUTSIDE = 9;

/** What ties two places of one guest: parts that are split, or vCPUs and the memory they left behind. */
interface Tie {
  readonly guest: number;
  readonly a: Knot;
  readonly b: Knot;
  readonly tether: boolean;
}

interface Knot {
  readonly room: RoomScene;
  readonly x: number;
}

function middleOf(placed: PlacedBlock): number {
  return placed.x + placed.w / 2;
}

/** The guest's blocks in the order of rooms, whole guests that lie everywhere left out. */
function knotsOf(guest: number, scene: Scene): Knot[] {
  return (scene.frame.nodesOf.get(guest) ?? []).flatMap((node) => {
    const room = scene.rooms[node]!;
    const placed = room.blocks.find((b) => b.block.guest === guest && b.block.part >= 0 && b.block.memoryMiB > 0);
    return placed ? [{ room, x: middleOf(placed) }] : [];
  });
}

function splitTies(guest: number, scene: Scene): Tie[] {
  if (scene.copies.some((copy) => copy.guest === guest)) return [];
  const knots = knotsOf(guest, scene);
  return knots.slice(1).map((b, i) => ({ guest, a: knots[i]!, b, tether: false }));
}

/** A part whose memory lies wholly away from its vCPUs. */
function tetherTies(guest: number, scene: Scene): Tie[] {
  const knots = knotsOf(guest, scene);
  const homes = new Set(scene.parts.filter((p) => p.guest === guest && !p.unpinned).map((p) => p.home));
  const bare = [...homes].filter((home) => !knots.some((k) => k.room.room.node === home));
  const first = knots[0];
  if (!first) return [];
  return bare.map((home) => {
    const room = scene.rooms[home]!;
    return { guest, a: first, b: { room, x: room.room.x + room.room.w / 2 }, tether: true };
  });
}

/** Guests that a thread may be drawn for: of a host without space between its rooms the one in focus only. */
function tied(scene: Scene, ink: Ink): readonly number[] {
  if (!scene.layout.piped) return ink.focus === null ? [] : [ink.focus];
  return [...new Set(scene.parts.filter((p) => !p.unpinned).map((p) => p.guest))];
}

function tiesOf(scene: Scene, ink: Ink): Tie[] {
  const ties = tied(scene, ink).flatMap((guest) => [...splitTies(guest, scene), ...tetherTies(guest, scene)]);
  const weight = (tie: Tie): number => (tie.guest === ink.focus ? Infinity : (scene.guests[tie.guest]?.memoryMiB ?? 0));
  const most = scene.layout.piped ? MOST_THREADS : 0;
  const shown = ties.filter((tie) => tie.guest === ink.focus).length;
  const ranked = ties.map((tie, i) => ({ tie, i })).toSorted((p, q) => weight(q.tie) - weight(p.tie) || p.i - q.i);
  return ranked.slice(0, Math.max(most, shown)).map((entry) => entry.tie);
}

function floorOf(knot: Knot, slot: number): number {
  const { room } = knot.room;
  return room.tankY + room.tankH + FLOOR + (slot % 3) * FLOOR_STEP;
}

/** The x of the vertical way between two floors: outside the outer columns, otherwise in the gap beside them. */
function shaftX(tie: Tie, scene: Scene, slot: number): number {
  const { columns, metrics } = scene.layout;
  const { slot: at, x, w } = tie.a.room.room;
  const step = (slot % 3) * 4;
  if (at.column === 0 && tie.b.room.room.slot.column === 0) return x - OUTSIDE - step;
  if (at.column === columns - 1)
    return tie.b.room.room.slot.column === at.column ? x + w + OUTSIDE + step : x - metrics.gapX / 4 - step;
  return x + w + metrics.gapX / 4 + step;
}

/** Where a thread is tied to a block: just under the tank. */
function up({ x, room }: Knot): Point {
  return { x, y: room.room.tankY + room.room.tankH + 1 };
}

function wayOf(tie: Tie, scene: Scene, slot: number): Point[] {
  const { a, b } = tie;
  const [ya, yb] = [floorOf(a, slot), floorOf(b, slot)];
  if (a.room.room.slot.row === b.room.room.slot.row) return [up(a), { x: a.x, y: ya }, { x: b.x, y: ya }, up(b)];
  const x = shaftX(tie, scene, slot);
  return [up(a), { x: a.x, y: ya }, { x, y: ya }, { x, y: yb }, { x: b.x, y: yb }, up(b)];
}

function knotMark(knot: Knot, colour: string, hollow: boolean, ink: Ink): Mark {
  const y = knot.room.room.tankY + knot.room.room.tankH + 2;
  return hollow
    ? { kind: 'circle', x: knot.x, y, r: 3, fill: ink.theme.bg2, stroke: colour, width: 1.5 }
    : { kind: 'circle', x: knot.x, y, r: 3.2, fill: colour, stroke: ink.theme.bg2, width: 1.5 };
}

/** What sets a thread off from what it passes. */
function halo(d: string, ink: Ink): Mark {
  return { kind: 'path', d, stroke: ink.theme.bg0, width: 5, opacity: 0.9, cap: 'round' };
}

function tieMarks(tie: Tie, d: string, ink: Ink): Mark[] {
  const colour = paintOf(ink, tie.guest).thin;
  const thread: Mark = {
    kind: 'path',
    d,
    stroke: colour,
    width: 2,
    cap: 'round',
    cls: tie.tether ? 'tether' : 'thread',
    ...(tie.tether ? { dash: [3, 4] } : {}),
  };
  return [thread, knotMark(tie.a, colour, false, ink), knotMark(tie.b, colour, tie.tether, ink)];
}

/** Threads between the parts of split guests, in the floor channel and around the outside, never across content. */
export function drawThreads(scene: Scene, ink: Ink): Mark[] {
  if (scene.layout.metrics.level === 'tile') return [];
  const ties = tiesOf(scene, ink).map((tie, slot) => ({ tie, d: roundedPath(wayOf(tie, scene, slot), 6) }));
  return [...ties.map(({ d }) => halo(d, ink)), ...ties.flatMap(({ tie, d }) => tieMarks(tie, d, ink))];
}
