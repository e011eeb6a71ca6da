import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { GigabytesPerSecond } from '../../model/units.ts';
import { speedsOf } from '../guests/guest-rows.ts';
import { farTraffic } from '../map/far-traffic.ts';
import { nodeRow, partRows } from '../map/frame-rows.ts';
import type { Difference, FrameAt, Lead, NodeState } from '../map/types.ts';
import { DIFFERENCE } from '../texts/difference.ts';
import type { Side } from './metrics.ts';

/** A run at an instant. */
export interface RunAt {
  readonly guests: readonly Guest[];
  readonly at: FrameAt;
}

/** Percentage points of speed from which on a guest has the full colour. */
const FULL_AT = 20;

/** Who has more, by how much; undefined where both are written alike. */
function more(a: number, b: number, digits: number): { readonly side: Side; readonly text: string } | undefined {
  const text = Math.abs(a - b).toFixed(digits);
  return Number(text) === 0 ? undefined : { side: a > b ? 'a' : 'b', text };
}

/** Speeds of a guest in both runs (1 = alone and near) as the lens shows them. */
export function leadOf(a: number, b: number): Lead {
  const [pointsA, pointsB] = [a * 100, b * 100];
  const found = more(pointsA, pointsB, Math.abs(pointsA - pointsB) < 9.95 ? 1 : 0);
  if (!found) return { side: undefined, strength: 0, text: DIFFERENCE.same };
  const strength = Math.min(1, Math.abs(pointsA - pointsB) / FULL_AT);
  return { side: found.side, strength, text: DIFFERENCE.lead(found.side, found.text) };
}

/** Far traffic to each node's memory. */
function farTo(at: FrameAt, count: number): readonly GigabytesPerSecond[] {
  const { GBs } = farTraffic(count, partRows(at, count));
  return Array.from({ length: count }, (_, to) => {
    let sum = 0;
    for (let from = 0; from < count; from += 1) sum += GBs[from * count + to]!;
    return sum;
  });
}

function statesOf(host: Host, a: FrameAt, b: FrameAt): ReadonlyMap<number, NodeState> {
  const count = host.nodes.length;
  const [farA, farB] = [farTo(a, count), farTo(b, count)];
  const states = host.nodes.map(({ cores }, node): readonly [number, NodeState] => {
    const load = (at: FrameAt): number => (cores > 0 ? (nodeRow(at, node, count).cpuDemand / cores) * 100 : 0);
    const cpu = more(load(a), load(b), 0);
    const far = more(farA[node]!, farB[node]!, 1);
    return [node, { kind: 'possible', cpuText: DIFFERENCE.cpu(cpu), freeText: DIFFERENCE.far(far) }];
  });
  return new Map(states);
}

/** What two runs differ in at an instant; guests as `own` lists them. */
export function differenceOf(host: Host, own: RunAt, a: RunAt, b: RunAt): Difference {
  const [speedsA, speedsB] = [speedsOf(a.guests, a.at), speedsOf(b.guests, b.at)];
  const leads = own.guests.map(({ name }) => {
    const [speedA, speedB] = [speedsA.get(name), speedsB.get(name)];
    return speedA === undefined || speedB === undefined ? undefined : leadOf(speedA, speedB);
  });
  return { states: statesOf(host, a.at, b.at), leads };
}
