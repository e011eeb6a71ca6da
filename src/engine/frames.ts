import type { Seconds } from '../model/units.ts';

/**
 * What the map draws: one frame for every instant at which something changed. Between two frames all rates are constant,
 * so a frame holds until the next one and a copy's progress at `t` is `doneMiB + rateMiBs × (t − time)`: nothing is sampled.
 * Columns only; the buffers of a chunk are transferred from the worker, never cloned.
 */
export interface Frames {
  /** Number of frames in this chunk. */
  readonly count: number;
  /** Strictly ascending, s. */
  readonly times: Float64Array<ArrayBuffer>;
  /** count × nodes × NODE_FIELDS. */
  readonly nodes: Float32Array<ArrayBuffer>;
  /** count × links × LINK_FIELDS, links in the order of the host model. */
  readonly links: Float32Array<ArrayBuffer>;
  /** count × guests × GUEST_FIELDS, guests in the order of the run. */
  readonly guests: Float32Array<ArrayBuffer>;
  /** Part rows of frame i are partStart[i] .. partStart[i+1]. */
  readonly partStart: Uint32Array<ArrayBuffer>;
  /** part rows × PART_FIELDS. */
  readonly parts: Float32Array<ArrayBuffer>;
  /** part rows × nodes: traffic of the part to each node's memory, GB/s. */
  readonly traffic: Float32Array<ArrayBuffer>;
  /** Runs of part row p are runStart[p] .. runStart[p+1]. */
  readonly runStart: Uint32Array<ArrayBuffer>;
  /** run rows × RUN_FIELDS: where the extents lie, hottest first, neighbours in the same place merged. */
  readonly runs: Float32Array<ArrayBuffer>;
  /** Copy rows of frame i are copyStart[i] .. copyStart[i+1]. */
  readonly copyStart: Uint32Array<ArrayBuffer>;
  /** copy rows × COPY_FIELDS. */
  readonly copies: Float32Array<ArrayBuffer>;
}

/** Field offsets within a node's record. */
export const NODE = {
  cpuDemand: 0,
  cpuUsed: 1,
  bandwidthGBs: 2,
  utilisation: 3,
  waitNs: 4,
  usedMiB: 5,
  reservedMiB: 6,
} as const;
export const NODE_FIELDS = 7;

export const LINK = { bandwidthGBs: 0, utilisation: 1, waitNs: 2 } as const;
export const LINK_FIELDS = 3;

/** `status` is one of GUEST_STATUS; speed and remoteAccessRatio are NaN-free (0 where the guest is not running). */
export const GUEST = { status: 0, paused: 1, speed: 2, remoteAccessRatio: 3, demand: 4, progress: 5 } as const;
export const GUEST_FIELDS = 6;
export const GUEST_STATUS = { absent: 0, running: 1, refused: 2, gone: 3, waiting: 4 } as const;

/** `home` is a node index; `cpuShare`, `demand` and `progress` in cores; `unpinned` 1 for the sub-parts of an unpinned guest. */
export const PART = {
  guest: 0,
  part: 1,
  home: 2,
  vcpus: 3,
  demand: 4,
  cpuShare: 5,
  progress: 6,
  sizeMiB: 7,
  stale: 8,
  unpinned: 9,
} as const;
export const PART_FIELDS = 10;

/** Extents `from` .. `to` (exclusive) lie on node index `node` with `share` of each (1 = wholly). */
export const RUN = { from: 0, to: 1, node: 2, share: 3 } as const;
export const RUN_FIELDS = 4;

/**
 * One copy in flight: the extent `extent` of part `part` from node index `from` to `to` (−1 where several).
 * `doneMiB` of `totalMiB` of the whole move at the frame's time; `round` counts pre-copy rounds from 0, −1 for other mechanisms;
 * `mechanism` indexes MECHANISM_IDS; `phase` is one of COPY_PHASE; `move` indexes the run's list of moves.
 */
export const COPY = {
  guest: 0,
  part: 1,
  from: 2,
  to: 3,
  extent: 4,
  extentDoneMiB: 5,
  extentMiB: 6,
  doneMiB: 7,
  totalMiB: 8,
  rateMiBs: 9,
  round: 10,
  mechanism: 11,
  phase: 12,
  move: 13,
} as const;
export const COPY_FIELDS = 14;
export const COPY_PHASE = { copying: 0, paused: 1, hotplug: 2 } as const;

/** Index of the frame that holds at `t` (−1 before the first), by bisection. */
export function frameIndexAt(frames: Frames, t: Seconds): number {
  let low = 0;
  let high = frames.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames.times[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
