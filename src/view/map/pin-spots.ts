import type { Host } from '../../model/host.ts';
import { groupsOf, type GroupKind } from './cpu-groups.ts';
import { coreBoxes, gridBoxes, hasCoreBoxes, type CoreBox, type NodeRoom } from './draw-cores.ts';
import type { Layout, Room } from './layout.ts';

/** A group of CPUs of a node: which one of its kind. */
export interface Spot {
  readonly kind: GroupKind;
  readonly at: number;
}

/** A place to drop a part on; `unnumbered` where the host does not number the node's CPUs, so that nothing can be pinned. */
export interface SpotBox extends CoreBox {
  readonly spot: Spot | 'unnumbered';
}

/** Where a node's CPUs can be pinned to. */
export interface RoomSpots {
  /** Groups of each kind; of every kind 0 = the host does not number the node's CPUs. */
  readonly counts: Readonly<Record<GroupKind, number>>;
  /** Those that the map shows large enough to be hit, px from the map's corner. */
  readonly boxes: readonly SpotBox[];
}

type WithLayout = { readonly layout: Layout };

/** Narrower cores cannot be aimed at, px. */
const LEAST_CORE = 18;
/** Height of a tab, and the least width of one, px. */
const TAB = 20;
const LEAST_TAB = 24;

/** The boxes of a node's cores where they are large enough to be aimed at, in the order of cores; else none. */
export function coreTargets(room: NodeRoom, ink: WithLayout): readonly CoreBox[] {
  const boxed = hasCoreBoxes(room, ink);
  if (room.node.cores === 0 || !(boxed || ink.layout.metrics.level === 'full')) return [];
  const boxes = boxed ? coreBoxes(room, ink) : gridBoxes(room, ink);
  const [first] = boxes;
  return first && first.w >= LEAST_CORE && first.h >= LEAST_CORE ? boxes : [];
}

/** Tabs under the cores, one for each cache, side by side. */
export function tabBoxes({ room }: NodeRoom, count: number, { layout }: WithLayout): readonly CoreBox[] {
  const { metrics: m } = layout;
  const { inner } = room;
  if (m.level !== 'full' || count === 0 || inner.w / count < LEAST_TAB) return [];
  const w = (inner.w - (count - 1) * 4) / count;
  const y = room.busY - m.stub + 2;
  return Array.from({ length: count }, (_, at) => ({ x: inner.x + at * (w + 4), y, w, h: TAB }));
}

function boxesOf(host: Host, room: Room, layout: Layout): readonly SpotBox[] {
  const { node } = room;
  const drawn: NodeRoom = { room, node: host.nodes[node]! };
  const groups = groupsOf(host, node);
  const cores = coreTargets(drawn, { layout });
  if (groups.core.length === 0) return cores.map((box) => ({ ...box, spot: 'unnumbered' }));
  const tabs = tabBoxes(drawn, groups.l3.length, { layout }).map((box, at): SpotBox => {
    return { ...box, spot: { kind: 'l3', at } };
  });
  return [...tabs, ...cores.map((box, at): SpotBox => ({ ...box, spot: { kind: 'core', at } }))];
}

/** Spots of one room, worked out when they are asked for: a pointer meets few of many rooms. */
export function lazySpots(host: Host, room: Room, layout: Layout): () => RoomSpots {
  let known: RoomSpots | undefined;
  return () => {
    if (known) return known;
    const { l3, core } = groupsOf(host, room.node);
    known = { counts: { l3: l3.length, core: core.length }, boxes: boxesOf(host, room, layout) };
    return known;
  };
}
