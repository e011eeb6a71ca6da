import { arrange, type Pair, type Slot } from './arrange.ts';
import { linkedPairs, type MapGraph } from './graph.ts';
import {
  levelFor,
  metricsOf,
  roomWidth,
  TANK_CELLS,
  TANK_COLUMNS,
  TANK_ROWS,
  type MapSize,
  type RoomMetrics,
} from './metrics.ts';
import { sharedPackages } from './packages.ts';
import type { Mebibytes } from '../../model/units.ts';

/** Where a node is drawn; everything in px from the map's corner. */
export interface Room {
  readonly node: number;
  readonly slot: Slot;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly inner: { readonly x: number; readonly w: number };
  readonly headerY: number;
  readonly cpuY: number;
  readonly busY: number;
  readonly busMiddle: number;
  readonly tankY: number;
  /** Columns of this node's tank: a smaller node has a narrower one, as a cell is the same MiB everywhere. */
  readonly tankColumns: number;
  readonly tankH: number;
}

/** Places of all rooms of a host on a map of a given width. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  readonly metrics: RoomMetrics;
  readonly pitch: number;
  readonly pitchY: number;
  readonly rooms: readonly Room[];
  /** MiB of one tank cell, the same on every node. */
  readonly cellMiB: Mebibytes;
  /** px per GB/s of every pipe. */
  readonly pipeScale: number;
  /** Links are drawn as pipes; of a host with more nodes they are a traffic matrix beside the map. */
  readonly piped: boolean;
  /** It is on its way to another zoom. */
  readonly moving: boolean;
}

/** Width of a map before it is measured, px. */
export const DEFAULT_WIDTH = 584;

/** Columns of the grid: a pair side by side, four as a square, eight as a ladder, lying or standing. */
function columnsFor(count: number, size: MapSize, width: number): number {
  if (count <= 2) return width < 420 && count === 2 && size === 'explore' ? 1 : count;
  if (count <= 4) return 2;
  if (count <= 8) return size === 'compare' || width < 620 ? 2 : Math.ceil(count / 2);
  const most = size === 'explore' ? count : Math.max(2, Math.floor(width / 150));
  const wanted = Math.max(2, size === 'explore' ? Math.ceil(Math.sqrt(count)) : Math.round(Math.sqrt(count * 1.2)));
  const full = [wanted, wanted - 1, wanted + 1].find((columns) => count % columns === 0);
  return Math.min(most, full ?? wanted);
}

/** A pitch that keeps cells on whole pixels where they are large enough to show it. */
function snapPitch(pitch: number, most: number): number {
  const bounded = Math.min(pitch, most);
  return bounded >= 5 ? Math.floor(bounded) : Math.max(1.5, Math.floor(bounded * 2) / 2);
}

/** px per GB/s: the rule's scale, or less where the widest pipe of this host would not fit. */
function pipeScaleOf(graph: MapGraph, metrics: RoomMetrics, innerWidth: number): number {
  // A thousand nodes have a million links: too many for the arguments of one call.
  const lane = graph.links.reduce((most, link) => Math.max(most, link.capacityGBs), 0);
  const bus = Math.max(0, ...graph.host.nodes.map((node) => node.bandwidthGBs));
  return Math.min(
    metrics.pipeScale,
    lane > 0 ? metrics.laneMax / lane : Infinity,
    bus > 0 ? (innerWidth * 0.3) / bus : Infinity,
  );
}

function tankColumnsOf(memoryMiB: Mebibytes, cellMiB: Mebibytes): number {
  return cellMiB > 0 ? Math.max(0, Math.ceil(memoryMiB / cellMiB / TANK_ROWS - 1e-9)) : 0;
}

interface Shape {
  readonly slots: readonly Slot[];
  readonly metrics: RoomMetrics;
  readonly columns: number;
  readonly pitch: number;
  readonly pitchY: number;
  readonly w: number;
  readonly h: number;
  readonly left: number;
  readonly top: number;
}

/** Most pairs of rooms that are not neighbours which get a pipe of their own. */
export const MOST_LONG = 5;
/** What such a pipe takes of a gap, px. */
export const LONG_PITCH = 16;
const LONG_LANE = 5;
/** Height for the cores of a lone pair, which has the map's height to itself, and the height of a row of its tank, px. */
const LONE = { compare: { cpu: 152, row: 14 }, explore: { cpu: 200, row: 24 } } as const;

function isFar(a: Slot, b: Slot): boolean {
  return Math.abs(a.column - b.column) > 1 || Math.abs(a.row - b.row) > 1;
}

/** Pairs whose rooms are not neighbours on the grid; inferred links between those are not drawn. */
export function longPairs(graph: MapGraph, slots: readonly Slot[]): readonly Pair[] {
  const given = graph.links.some((link) => !link.inferred);
  return given ? linkedPairs(graph).filter(([a, b]) => isFar(slots[a]!, slots[b]!)) : [];
}

/** Gaps wide enough for the pipes that run along them. */
function withLongPipes(metrics: RoomMetrics, count: number, rows: number): RoomMetrics {
  if (count === 0) return metrics;
  const gap = 24 + LONG_PITCH * Math.min(count, MOST_LONG);
  return {
    ...metrics,
    laneMax: Math.min(metrics.laneMax, LONG_LANE),
    gapY: Math.max(metrics.gapY, gap),
    gapX: rows > 2 ? Math.max(metrics.gapX, gap) : metrics.gapX,
  };
}

/** Hosts with more nodes have no pipes but a traffic matrix, and so their rooms stand close together. */
export const MOST_PIPED = 8;

const SLOTS = new WeakMap<MapGraph, Map<number, readonly Slot[]>>();

/** Slots of a host on that many columns; found once, as a search for the best order takes its time. */
function slotsOf(graph: MapGraph, columns: number): readonly Slot[] {
  const known = SLOTS.get(graph) ?? new Map<number, readonly Slot[]>();
  SLOTS.set(graph, known);
  const packages = sharedPackages(graph.host).map(({ nodes }) => nodes);
  const slots = known.get(columns) ?? arrange(graph.host.nodes.length, columns, linkedPairs(graph), packages);
  known.set(columns, slots);
  return slots;
}

/** Level and measures of the rooms when that much width is there for them. */
function roomMetrics(graph: MapGraph, size: MapSize, columns: number, width: number): RoomMetrics {
  const count = graph.host.nodes.length;
  const richest = count > 4 && size === 'compare' ? 'compact' : 'full';
  const dense = size === 'explore' && count > MOST_PIPED;
  const usual = metricsOf(levelFor(size, columns, width, richest, dense), size, dense);
  return isLone(count, usual) ? { ...usual, cpuHeight: LONE[size].cpu } : usual;
}

function isLone(count: number, { level }: RoomMetrics): boolean {
  return count <= 2 && level === 'full';
}

/** How a map is looked at: 1 = as wide as its frame. While it moves nothing snaps to whole pixels. */
export interface Zoom {
  readonly scale: number;
  readonly moving: boolean;
}

export const UNZOOMED: Zoom = { scale: 1, moving: false };

/** Room width from which there is space for more vCPUs in a core, and for what a core is made of, px. */
const ROOMY = 440;
const NEAR = 540;

/** Width of a frame in Compare from which rooms grow with it, px: that of a pane on a screen 1,920 px wide. */
const WIDE = 840;

/** How much larger than usual rooms may be: as much as they are zoomed, and in Compare, which has no zoom, as the frame is wide. */
function growth(size: MapSize, frameWidth: number, zoom: Zoom): number {
  return Math.max(1, zoom.scale, size === 'compare' ? Math.min(2, frameWidth / WIDE) : 1);
}

/** Nearer rooms show more vCPUs in each core, then its threads and the caches by name. */
function roomy(metrics: RoomMetrics, size: MapSize, width: number): RoomMetrics {
  if (metrics.level !== 'full' || size === 'compare' || width <= ROOMY) return metrics;
  const usual = metricsOf('full', size).cpuHeight;
  const cpuHeight = Math.max(metrics.cpuHeight, Math.round(usual * Math.min(2.5, width / ROOMY)));
  if (width <= NEAR) return { ...metrics, cpuHeight };
  return { ...metrics, cpuHeight: cpuHeight + 32, stub: 26, coreFoot: 16 };
}

function shapeFor(graph: MapGraph, size: MapSize, frameWidth: number, zoom: Zoom): Shape {
  const count = graph.host.nodes.length;
  const columns = columnsFor(count, size, frameWidth);
  const width = frameWidth * zoom.scale;
  const slots = slotsOf(graph, columns);
  const plain = roomMetrics(graph, size, columns, width);
  const long = count > MOST_PIPED && size === 'explore' ? 0 : longPairs(graph, slots).length;
  const metrics = withLongPipes(roomy(plain, size, roomWidth(plain, columns, width)), long, Math.ceil(count / columns));
  const free = roomWidth(metrics, columns, width);
  const wanted = (free - 2 * metrics.pad + 1) / TANK_COLUMNS;
  const most = metrics.pitchMax * growth(size, frameWidth, zoom);
  const pitch = zoom.moving ? Math.max(1.5, Math.min(wanted, most)) : snapPitch(wanted, most);
  const tall = isLone(count, plain) ? Math.max(pitch, LONE[size].row) : tallPitch(pitch, plain, size);
  const w = metrics.level === 'tile' ? Math.max(24, Math.floor(free)) : TANK_COLUMNS * pitch + 2 * metrics.pad - 1;
  const used = columns * w + (columns - 1) * metrics.gapX;
  return {
    metrics,
    columns,
    slots,
    pitch,
    pitchY: tall,
    w,
    h: metrics.level === 'tile' ? tileHeight(w) : roomHeight(metrics, tall),
    // Frames of packages and their names need space above the first row.
    top: sharedPackages(graph.host).length > 0 ? 24 : 4,
    left: Math.max(metrics.margin, Math.floor((Math.max(width, frameWidth) - used) / 2)),
  };
}

function tileHeight(width: number): number {
  return Math.round(Math.max(28, Math.min(72, width * 0.7)));
}

/** Height of a row of the tank, px: taller than wide where rooms are narrow. */
function tallPitch(pitch: number, metrics: RoomMetrics, size: MapSize): number {
  return metrics.level === 'compact' ? Math.max(pitch, size === 'explore' && metrics.names ? 11 : 6) : pitch;
}

function roomHeight(m: RoomMetrics, pitchY: number): number {
  const tank = TANK_ROWS * pitchY - 1;
  return m.pad + m.headerHeight + m.headerGap + m.cpuHeight + m.busHeight + m.labelHeight + tank + m.foot;
}

function roomAt(shape: Shape, slot: Slot, node: number, tankColumns: number): Room {
  const { metrics: m, w, h } = shape;
  const x = shape.left + slot.column * (w + m.gapX);
  const y = shape.top + slot.row * (h + m.gapY);
  const cpuY = y + m.pad + m.headerHeight + m.headerGap;
  const busY = cpuY + m.cpuHeight;
  return {
    node,
    slot,
    x,
    y,
    w,
    h,
    inner: { x: x + m.pad, w: w - 2 * m.pad },
    headerY: y + m.pad + m.headerHeight * 0.7,
    cpuY,
    busY,
    busMiddle: m.level === 'tile' ? y + h / 2 : busY + m.busHeight / 2,
    tankY: busY + m.busHeight + m.labelHeight,
    tankColumns,
    tankH: TANK_ROWS * shape.pitchY - 1,
  };
}

/** Where everything of a host lies on a map of that width, px. Pure and deterministic; any number of nodes. */
export function layoutHost(graph: MapGraph, size: MapSize, width: number, zoom: Zoom = UNZOOMED): Layout {
  const { nodes } = graph.host;
  const shape = shapeFor(graph, size, Math.max(120, width), zoom);
  const cellMiB = Math.max(0, ...nodes.map((node) => node.memoryMiB)) / TANK_CELLS;
  const rooms = nodes.map((node, index) =>
    roomAt(shape, shape.slots[index]!, index, tankColumnsOf(node.memoryMiB, cellMiB)),
  );
  const rows = Math.ceil(nodes.length / shape.columns);
  const floor = rows === 1 ? 44 : size === 'explore' ? 12 : 24;
  return {
    width: Math.max(width, 2 * shape.left + shape.columns * shape.w + (shape.columns - 1) * shape.metrics.gapX),
    height: shape.top + rows * shape.h + (rows - 1) * shape.metrics.gapY + floor,
    columns: shape.columns,
    rows,
    metrics: shape.metrics,
    pitch: shape.pitch,
    pitchY: shape.pitchY,
    rooms,
    cellMiB,
    moving: zoom.moving,
    piped: size === 'compare' || nodes.length <= MOST_PIPED,
    pipeScale: pipeScaleOf(graph, shape.metrics, shape.w - 2 * shape.metrics.pad),
  };
}
