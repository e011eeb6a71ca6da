import {
  COPY,
  COPY_FIELDS,
  GUEST,
  GUEST_FIELDS,
  GUEST_STATUS,
  LINK_FIELDS,
  NODE,
  NODE_FIELDS,
  PART,
  PART_FIELDS,
  RUN_FIELDS,
  type Frames,
} from '../../../engine/frames.ts';
import type { Host } from '../../../model/host.ts';
import type { Guest } from '../../../model/scenario.ts';
import type { MapGraph } from '../graph.ts';
import { EXTENTS } from '../../../engine/state/state.ts';
import type { FrameAt } from '../types.ts';

/** A part of a placed guest: home and where its extents lie ("0*20 1*12" = 20 extents on node 0, then 12 on node 1). */
export interface PartDrawing {
  readonly guest: string;
  readonly home: number;
  readonly vcpus: number;
  readonly sizeMiB: number;
  readonly memory?: string;
  readonly cores?: number;
  /** GB/s to each node's memory; default: all to where the memory is, by extents. */
  readonly GBs?: number;
  /** Share of the accesses that go to node `farNode`. */
  readonly far?: number;
  readonly farNode?: number;
  readonly unpinned?: boolean;
}

export type CopyDrawing = Partial<Record<keyof typeof COPY, number>> & { readonly name: string };

export interface Drawing {
  readonly guests: readonly Guest[];
  readonly parts: readonly PartDrawing[];
  readonly copies?: readonly CopyDrawing[];
  readonly time?: number;
}

function runRows(memory: string): number[][] {
  let at = 0;
  return memory.split(' ').map((piece) => {
    const [node, count] = piece.split('*').map(Number);
    const row = [at, at + (count ?? EXTENTS), node, 1];
    at = row[1];
    return row;
  });
}

function trafficRow(part: PartDrawing, runs: number[][], nodes: number): number[] {
  const row = Array.from({ length: nodes }, () => 0);
  for (const [from, to, node] of runs) row[node] += ((part.GBs ?? 0) * (to - from)) / EXTENTS;
  if (part.far && part.farNode !== undefined) {
    for (let n = 0; n < nodes; n += 1) row[n] *= 1 - part.far;
    row[part.farNode] += (part.GBs ?? 0) * part.far;
  }
  return row;
}

function starts(counts: readonly number[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(counts.length + 1);
  counts.forEach((count, i) => {
    all[i + 1] = all[i] + count;
  });
  return all;
}

function nodeRows(host: Host, drawing: Drawing, traffic: number[][], runs: number[][][]): number[] {
  return host.nodes.flatMap((node, n) => {
    const row = Array.from({ length: NODE_FIELDS }, () => 0);
    const home = drawing.parts.filter((part) => part.home === n);
    row[NODE.cpuDemand] = home.reduce((sum, part) => sum + (part.cores ?? part.vcpus), 0);
    row[NODE.cpuUsed] = Math.min(node.cores, row[NODE.cpuDemand]);
    const GBs = traffic.reduce((sum, t) => sum + t[n], 0);
    row[NODE.bandwidthGBs] = Math.min(GBs, node.bandwidthGBs);
    row[NODE.utilisation] = node.bandwidthGBs > 0 ? Math.min(1, GBs / node.bandwidthGBs) : 0;
    row[NODE.usedMiB] = drawing.parts.reduce((sum, part, p) => {
      const here = runs[p].filter((run) => run[2] === n).reduce((s, run) => s + run[1] - run[0], 0);
      return sum + (part.sizeMiB * here) / EXTENTS;
    }, 0);
    return row;
  });
}

function partRow(drawing: Drawing, p: number): number[] {
  const part = drawing.parts[p];
  const row = Array.from({ length: PART_FIELDS }, () => 0);
  row[PART.guest] = drawing.guests.findIndex((guest) => guest.name === part.guest);
  row[PART.part] = drawing.parts.slice(0, p).filter((other) => other.guest === part.guest).length;
  row[PART.home] = part.home;
  row[PART.vcpus] = part.vcpus;
  row[PART.demand] = part.cores ?? part.vcpus;
  row[PART.cpuShare] = row[PART.demand];
  row[PART.sizeMiB] = part.sizeMiB;
  row[PART.unpinned] = part.unpinned ? 1 : 0;
  return row;
}

const COPY_NAMES = [
  'part',
  'from',
  'to',
  'extent',
  'extentDoneMiB',
  'extentMiB',
  'doneMiB',
  'totalMiB',
  'rateMiBs',
  'round',
  'mechanism',
  'phase',
  'move',
] as const;

function copyRow(copy: CopyDrawing, drawing: Drawing): number[] {
  const row = Array.from({ length: COPY_FIELDS }, () => 0);
  for (const name of COPY_NAMES) row[COPY[name]] = copy[name] ?? 0;
  row[COPY.guest] = drawing.guests.findIndex((guest) => guest.name === copy.name);
  if (copy.round === undefined) row[COPY.round] = -1;
  return row;
}

/** One frame, written by hand: rates are what the drawing says, not what the model would give. */
export function frameOf(graph: MapGraph, drawing: Drawing): FrameAt {
  const { host } = graph;
  const runs = drawing.parts.map((part) => runRows(part.memory ?? `${part.home}*${EXTENTS}`));
  const traffic = drawing.parts.map((part, p) => trafficRow(part, runs[p], host.nodes.length));
  const guestRows = drawing.guests.flatMap(() => {
    const row = Array.from({ length: GUEST_FIELDS }, () => 0);
    row[GUEST.status] = GUEST_STATUS.running;
    row[GUEST.speed] = 1;
    return row;
  });
  const copies = drawing.copies ?? [];
  const frames: Frames = {
    count: 1,
    times: Float64Array.of(0),
    nodes: Float32Array.from(nodeRows(host, drawing, traffic, runs)),
    links: new Float32Array(graph.links.length * LINK_FIELDS),
    guests: Float32Array.from(guestRows),
    partStart: Uint32Array.of(0, drawing.parts.length),
    parts: Float32Array.from(drawing.parts.flatMap((_, p) => partRow(drawing, p))),
    traffic: Float32Array.from(traffic.flat()),
    runStart: starts(runs.map((rows) => rows.length)),
    runs: Float32Array.from(runs.flat().flatMap((row) => row.slice(0, RUN_FIELDS))),
    copyStart: Uint32Array.of(0, copies.length),
    copies: Float32Array.from(copies.flatMap((copy) => copyRow(copy, drawing))),
  };
  return { frames, index: 0, time: drawing.time ?? 0 };
}
