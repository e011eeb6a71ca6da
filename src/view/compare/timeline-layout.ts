/** Where things lie on the timeline, px from the picture's corner. */
export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  /** The names stand above their chart instead of beside it. */
  readonly narrow: boolean;
  readonly plotX: number;
  readonly plotW: number;
  readonly throughput: Band;
  readonly far: Band;
  /** Top of the row for what was done by hand, where there is one. */
  readonly handY: number | undefined;
  /** Middle of each lane. */
  readonly lanes: readonly number[];
  readonly axisY: number;
}

export interface Band {
  readonly y: number;
  readonly h: number;
  /** Baseline of the first line of words. */
  readonly wordsY: number;
}

const RIGHT = 24;
const LANE = 16;
const WORDS = 20;
/** Height of the row for what was done by hand: its chips are held by a finger, too. */
const HAND = 28;
/** Charts grow with the room that there is, up to this much more together. */
const MOST_GROWTH = 240;
const THROUGHPUT_SHARE = 0.6;

/** Least heights of both charts. */
const WIDE = { throughput: 70, far: 46 };
const NARROW = { throughput: 64, far: 44 };

interface Rows {
  /** Guests, and moves of each side that has any. */
  readonly lanes: number;
  /** Something was done by hand. */
  readonly byHand: boolean;
}

function arrangeTimeline(width: number, { lanes, byHand }: Rows, growth: number): TimelineLayout {
  const narrow = width < 620;
  const least = narrow ? NARROW : WIDE;
  const plotX = narrow ? 40 : 152;
  const words = narrow ? WORDS : 0;
  const first = 8 + words;
  const more = Math.round(growth * THROUGHPUT_SHARE);
  const throughput = { y: first, h: least.throughput + more, wordsY: narrow ? 18 : first + 12 };
  const second = throughput.y + throughput.h + 14 + words;
  const far = { y: second, h: least.far + growth - more, wordsY: narrow ? second - 12 : second + 12 };
  const handY = far.y + far.h + 4;
  const lanesY = far.y + far.h + 15 + (byHand ? HAND : 0);
  const axisY = lanesY + lanes * LANE + 1;
  return {
    width,
    height: axisY + 19,
    narrow,
    plotX,
    plotW: Math.max(40, width - plotX - (narrow ? 12 : RIGHT)),
    throughput,
    far,
    handY: byHand ? handY : undefined,
    lanes: Array.from({ length: lanes }, (_, lane) => lanesY + lane * LANE),
    axisY,
  };
}

/** The picture for a width, its rows and the height that there is. */
export function layoutTimeline(width: number, rows: Rows, room = 0): TimelineLayout {
  const least = arrangeTimeline(width, rows, 0);
  const growth = Math.min(MOST_GROWTH, Math.floor(room - least.height));
  return growth > 0 ? arrangeTimeline(width, rows, growth) : least;
}
