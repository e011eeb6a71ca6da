/** How much a room shows, by its width on screen. */
export type Level = 'full' | 'compact' | 'tile';
export type MapSize = 'compare' | 'explore';

/** Fixed measures of a room at one level, px. */
export interface RoomMetrics {
  readonly level: Level;
  readonly pad: number;
  readonly headerHeight: number;
  readonly headerGap: number;
  /** Cores, with the stubs that tie them to the bus. */
  readonly cpuHeight: number;
  readonly stub: number;
  /** Foot of a core's box, where its threads are numbered; 0 = none. */
  readonly coreFoot: number;
  readonly busHeight: number;
  readonly labelHeight: number;
  readonly foot: number;
  /** Font sizes: header, names in the tank, vCPU rows. */
  readonly font: number;
  readonly labelFont: number;
  readonly rowFont: number;
  readonly rowHeight: number;
  /** Width of the CPU gauge in the header; 0 = none. */
  readonly meter: number;
  /** vCPU rows say their share of the core. */
  readonly shares: boolean;
  /** Blocks are named where the name fits. */
  readonly names: boolean;
  readonly gapX: number;
  readonly gapY: number;
  readonly margin: number;
  readonly pipeScale: number;
  readonly laneMax: number;
  readonly pitchMax: number;
}

/** Height of the cost strip at a room's foot. */
export const STRIP_HEIGHT = 40;
export const TANK_ROWS = 8;
export const TANK_COLUMNS = 32;
/** Cells of the largest tank. */
export const TANK_CELLS = TANK_ROWS * TANK_COLUMNS;

const COMPARE_FULL: RoomMetrics = {
  level: 'full',
  pad: 10,
  headerHeight: 20,
  headerGap: 4,
  cpuHeight: 64,
  stub: 8,
  coreFoot: 0,
  busHeight: 26,
  labelHeight: 26,
  foot: 14,
  font: 11,
  labelFont: 10,
  rowFont: 10,
  rowHeight: 16,
  meter: 0,
  shares: false,
  names: true,
  gapX: 56,
  gapY: 50,
  margin: 20,
  pipeScale: 2.5,
  laneMax: 12,
  pitchMax: 9,
};

const EXPLORE_FULL: RoomMetrics = {
  level: 'full',
  pad: 16,
  headerHeight: 24,
  headerGap: 6,
  cpuHeight: 94,
  stub: 8,
  coreFoot: 0,
  busHeight: 30,
  labelHeight: 30,
  foot: 5 + STRIP_HEIGHT,
  font: 12,
  labelFont: 11,
  rowFont: 11,
  rowHeight: 20,
  meter: 56,
  shares: true,
  names: true,
  gapX: 88,
  gapY: 52,
  margin: 20,
  pipeScale: 3,
  laneMax: 16,
  pitchMax: 16,
};

const COMPACT = {
  level: 'compact',
  pad: 8,
  headerHeight: 18,
  headerGap: 2,
  stub: 4,
  labelHeight: 8,
  font: 10,
  labelFont: 10,
  rowFont: 10,
  rowHeight: 16,
  meter: 0,
  shares: false,
  names: false,
  laneMax: 8,
} as const;

const COMPARE_COMPACT: RoomMetrics = {
  ...COMPARE_FULL,
  ...COMPACT,
  cpuHeight: 30,
  busHeight: 10,
  foot: 10,
  gapX: 40,
  gapY: 28,
  margin: 16,
};

const EXPLORE_COMPACT: RoomMetrics = {
  ...EXPLORE_FULL,
  ...COMPACT,
  cpuHeight: 72,
  busHeight: 16,
  labelHeight: 26,
  names: true,
  foot: 5 + STRIP_HEIGHT,
  gapX: 48,
  gapY: 40,
  margin: 20,
};

const TILE: RoomMetrics = {
  ...COMPARE_COMPACT,
  level: 'tile',
  pad: 6,
  cpuHeight: 0,
  stub: 0,
  busHeight: 0,
  labelHeight: 0,
  headerGap: 0,
  foot: 0,
  gapX: 20,
  gapY: 20,
  laneMax: 5,
};

/** Narrowest room of a level, px on screen. */
const FULL_FROM = 220;
const COMPACT_FROM = 116;
/** Of many nodes few guests can be named in narrow rooms, so they stay pictures for longer. */
const DENSE_FULL_FROM = 340;

/** Rooms of a host without pipes stand close and say in their header what others say in a strip. */
const DENSE_COMPACT: RoomMetrics = {
  ...EXPLORE_COMPACT,
  cpuHeight: 44,
  busHeight: 12,
  labelHeight: 8,
  foot: 10,
  names: false,
  gapX: 12,
  gapY: 12,
};

function usualMetrics(level: Level, size: MapSize): RoomMetrics {
  if (level === 'tile') return TILE;
  if (level === 'full') return size === 'compare' ? COMPARE_FULL : EXPLORE_FULL;
  return size === 'compare' ? COMPARE_COMPACT : EXPLORE_COMPACT;
}

/** Measures by level and size of map; `dense` = no pipes between the rooms. */
export function metricsOf(level: Level, size: MapSize, dense = false): RoomMetrics {
  if (!dense) return usualMetrics(level, size);
  if (level === 'tile') return { ...TILE, gapX: 6, gapY: 6 };
  return level === 'full' ? { ...EXPLORE_FULL, gapX: 16, gapY: 16 } : DENSE_COMPACT;
}

/** Width left for one room when the map is that wide. */
export function roomWidth(metrics: RoomMetrics, columns: number, mapWidth: number): number {
  return (mapWidth - 2 * metrics.margin - (columns - 1) * metrics.gapX) / columns;
}

/** The richest level whose rooms are wide enough. */
export function levelFor(size: MapSize, columns: number, mapWidth: number, richest: Level, dense: boolean): Level {
  const fits = (level: Level, from: number): boolean =>
    roomWidth(metricsOf(level, size, dense), columns, mapWidth) >= from;
  if (richest === 'full' && fits('full', dense ? DENSE_FULL_FROM : FULL_FROM)) return 'full';
  return fits('compact', COMPACT_FROM) ? 'compact' : 'tile';
}
