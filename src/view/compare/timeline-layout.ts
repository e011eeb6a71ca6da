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

/** The picture for a width and a number of lanes (guests, moves of each side that has any). */
export function layoutTimeline(width: number, laneCount: number): TimelineLayout {
  const narrow = width < 620;
  const plotX = narrow ? 40 : 152;
  const words = narrow ? WORDS : 0;
  const first = 8 + words;
  const throughput = { y: first, h: narrow ? 64 : 70, wordsY: narrow ? 18 : first + 12 };
  const second = throughput.y + throughput.h + 14 + words;
  const far = { y: second, h: narrow ? 44 : 46, wordsY: narrow ? second - 12 : second + 12 };
  const lanesY = far.y + far.h + 15;
  const lanes = Array.from({ length: laneCount }, (_, lane) => lanesY + lane * LANE);
  const axisY = lanesY + laneCount * LANE + 1;
  return {
    width,
    height: axisY + 19,
    narrow,
    plotX,
    plotW: Math.max(40, width - plotX - (narrow ? 12 : RIGHT)),
    throughput,
    far,
    lanes,
    axisY,
  };
}
