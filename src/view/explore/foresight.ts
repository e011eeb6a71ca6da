import { GUEST, GUEST_FIELDS, LINK, LINK_FIELDS } from '../../engine/frames.ts';
import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import { farTraffic } from '../map/far-traffic.ts';
import { nodeRow, partRows } from '../map/frame-rows.ts';
import type { Difference, FrameAt, Lead, NodeState } from '../map/types.ts';
import { CHANGE } from '../texts/explore.ts';

/** A placement at an instant. */
export interface Instant {
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
}

/** Change from which on the full colour is shown: percentage points of speed or of a link's use. */
const FULL_AT = 20;

/** "+4.7", "−12": what became more, `undefined` where nothing is written differently. */
function signed(by: number, digits: number): string | undefined {
  const text = Math.abs(by).toFixed(digits);
  return Number(text) === 0 ? undefined : `${by > 0 ? '+' : '−'}${text}`;
}

/** A change in percentage points; `worse` = more is the worse. */
function changeBy(points: number, worse: boolean): Lead {
  const text = signed(points, Math.abs(points) < 9.95 ? 1 : 0);
  if (text === undefined) return { side: undefined, strength: 0, text: CHANGE.same };
  return { side: points > 0 === worse ? 'a' : 'b', strength: Math.min(1, Math.abs(points) / FULL_AT), text };
}

function speedsOf({ guests, at }: Instant): ReadonlyMap<string, number> {
  const { frames, index } = at;
  return new Map(
    guests.map(({ name }, guest) => {
      return [name, frames.guests[(index * guests.length + guest) * GUEST_FIELDS + GUEST.speed] ?? 0];
    }),
  );
}

/** Traffic that comes to each node's memory from other nodes, GB/s. */
function farTo(at: FrameAt, count: number): readonly number[] {
  const { GBs } = farTraffic(count, partRows(at, count));
  return Array.from({ length: count }, (_, to) => {
    let sum = 0;
    for (let from = 0; from < count; from += 1) sum += GBs[from * count + to]!;
    return sum;
  });
}

function stateOf(load: number, far: number, cores: number): NodeState {
  const cpu = cores > 0 ? signed(load, 0) : undefined;
  return {
    kind: 'possible',
    cpuText: CHANGE.cpu(cpu ?? CHANGE.same),
    freeText: CHANGE.far(signed(far, 1) ?? CHANGE.same),
    change: cpu ?? CHANGE.same,
  };
}

function statesOf({ nodes }: Host, before: FrameAt, after: FrameAt): ReadonlyMap<number, NodeState> {
  const count = nodes.length;
  const [farBefore, farAfter] = [farTo(before, count), farTo(after, count)];
  return new Map(
    nodes.map(({ cores }, node) => {
      const load = (at: FrameAt): number => (cores > 0 ? (nodeRow(at, node, count).cpuDemand / cores) * 100 : 0);
      return [node, stateOf(load(after) - load(before), farAfter[node]! - farBefore[node]!, cores)];
    }),
  );
}

function linkUse({ frames, index }: FrameAt, link: number, count: number): number {
  return (frames.links[(index * count + link) * LINK_FIELDS + LINK.utilisation] ?? 0) * 100;
}

/**
 * What becomes hotter or cooler between two placements on one host, at rest: guests (as `after` lists them) by speed, nodes by CPU
 * demand and far traffic to their memory, links by use. Side `a` is the worse, `b` the better.
 */
export function changeBetween(host: Host, before: Instant, after: Instant, own: readonly Guest[]): Difference {
  const [was, is] = [speedsOf(before), speedsOf(after)];
  const leads = own.map(({ name }) => {
    const [from, to] = [was.get(name), is.get(name)];
    return from === undefined || to === undefined ? undefined : changeBy((to - from) * 100, false);
  });
  const count = before.at.frames.links.length / LINK_FIELDS / Math.max(1, before.at.frames.count);
  const links = Array.from({ length: count }, (_, link) =>
    changeBy(linkUse(after.at, link, count) - linkUse(before.at, link, count), true),
  );
  return { states: statesOf(host, before.at, after.at), leads, links };
}
