import {
  COPY,
  COPY_FIELDS,
  COPY_PHASE,
  GUEST,
  GUEST_FIELDS,
  NODE,
  NODE_FIELDS,
  PART,
  PART_FIELDS,
  RUN,
  RUN_FIELDS,
} from '../../engine/frames.ts';
import type { Cores, GigabytesPerSecond, Mebibytes, Share } from '../../model/units.ts';
import type { FrameAt } from './types.ts';

/** A stretch of extents that lie on one node. */
export interface RunRow {
  readonly from: number;
  readonly to: number;
  readonly node: number;
  readonly share: Share;
}

export interface PartRow {
  readonly guest: number;
  readonly part: number;
  readonly home: number;
  readonly vcpus: number;
  readonly demand: Cores;
  readonly cpuShare: Cores;
  readonly sizeMiB: Mebibytes;
  readonly unpinned: boolean;
  readonly runs: readonly RunRow[];
  /** To each node's memory, GB/s. */
  readonly traffic: Float32Array<ArrayBuffer>;
}

/** A copy in flight, carried forward from the frame to the instant. */
export interface CopyRow {
  readonly guest: number;
  readonly part: number;
  readonly from: number;
  readonly to: number;
  readonly extent: number;
  /** Of the extent in hand. */
  readonly extentDone: Share;
  /** Of the whole move. */
  readonly doneMiB: Mebibytes;
  readonly totalMiB: Mebibytes;
  readonly GBs: GigabytesPerSecond;
  readonly round: number;
  readonly mechanism: number;
  readonly moving: boolean;
}

export interface NodeRow {
  readonly cpuDemand: Cores;
  readonly cpuUsed: Cores;
  readonly bandwidthGBs: GigabytesPerSecond;
  readonly utilisation: Share;
  readonly usedMiB: Mebibytes;
  readonly reservedMiB: Mebibytes;
}

const MIB_BYTES_PER_GB = 1_048_576 / 1e9;

function runsOf({ frames }: FrameAt, row: number): RunRow[] {
  const runs: RunRow[] = [];
  for (let r = frames.runStart[row]!; r < frames.runStart[row + 1]!; r += 1) {
    const at = r * RUN_FIELDS;
    const field = (offset: number): number => frames.runs[at + offset]!;
    runs.push({ from: field(RUN.from), to: field(RUN.to), node: field(RUN.node), share: field(RUN.share) });
  }
  return runs;
}

/** The parts that exist at the instant, in the order of the frame. */
export function partRows(at: FrameAt, nodeCount: number): readonly PartRow[] {
  const { frames, index } = at;
  const rows: PartRow[] = [];
  for (let row = frames.partStart[index]!; row < frames.partStart[index + 1]!; row += 1) {
    const field = (offset: number): number => frames.parts[row * PART_FIELDS + offset]!;
    rows.push({
      guest: field(PART.guest),
      part: field(PART.part),
      home: field(PART.home),
      vcpus: field(PART.vcpus),
      demand: field(PART.demand),
      cpuShare: field(PART.cpuShare),
      sizeMiB: field(PART.sizeMiB),
      unpinned: field(PART.unpinned) === 1,
      runs: runsOf(at, row),
      traffic: frames.traffic.subarray(row * nodeCount, (row + 1) * nodeCount),
    });
  }
  return rows;
}

function copyRow({ frames, index, time }: FrameAt, row: number): CopyRow {
  const field = (offset: number): number => frames.copies[row * COPY_FIELDS + offset]!;
  const moving = field(COPY.phase) !== COPY_PHASE.hotplug;
  const more = moving ? Math.max(0, time - frames.times[index]!) * field(COPY.rateMiBs) : 0;
  const whole = field(COPY.extentMiB);
  return {
    guest: field(COPY.guest),
    part: field(COPY.part),
    from: field(COPY.from),
    to: field(COPY.to),
    extent: field(COPY.extent),
    extentDone: whole > 0 ? Math.min(1, (field(COPY.extentDoneMiB) + more) / whole) : 0,
    doneMiB: Math.min(field(COPY.totalMiB), field(COPY.doneMiB) + more),
    totalMiB: field(COPY.totalMiB),
    GBs: moving ? field(COPY.rateMiBs) * MIB_BYTES_PER_GB : 0,
    round: field(COPY.round),
    mechanism: field(COPY.mechanism),
    moving,
  };
}

/** The copies in flight, each carried forward to the instant: done + rate × (time − frame's time). */
export function copyRows(at: FrameAt): readonly CopyRow[] {
  const { copyStart } = at.frames;
  const first = copyStart[at.index]!;
  return Array.from({ length: copyStart[at.index + 1]! - first }, (_, i) => copyRow(at, first + i));
}

/** What a node does at the instant. */
export function nodeRow({ frames, index }: FrameAt, node: number, nodeCount: number): NodeRow {
  const field = (offset: number): number => frames.nodes[(index * nodeCount + node) * NODE_FIELDS + offset]!;
  return {
    cpuDemand: field(NODE.cpuDemand),
    cpuUsed: field(NODE.cpuUsed),
    bandwidthGBs: field(NODE.bandwidthGBs),
    utilisation: field(NODE.utilisation),
    usedMiB: field(NODE.usedMiB),
    reservedMiB: field(NODE.reservedMiB),
  };
}

/** Share of a guest's accesses that leave their node. */
export function farShare({ frames, index }: FrameAt, guest: number, guestCount: number): Share {
  return frames.guests[(index * guestCount + guest) * GUEST_FIELDS + GUEST.remoteAccessRatio] ?? 0;
}
