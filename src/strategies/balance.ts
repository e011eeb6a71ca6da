import type { GuestView, HostView, MoveRequest, Params, ParamSpec, StrategyMemory } from '../engine/strategy.ts';
import type { MechanismId } from '../model/scenario.ts';

export const BALANCE_PARAMS: readonly ParamSpec[] = [
  {
    kind: 'number',
    name: 'period',
    title: 'Period',
    help: 'Time between two looks at the loads',
    default: 10,
    min: 0.1,
    max: 3600,
    unit: 's',
  },
  {
    kind: 'number',
    name: 'threshold',
    title: 'Threshold',
    help: 'Difference of node loads that is left alone',
    default: 0.25,
    min: 0,
    max: 100,
  },
  {
    kind: 'integer',
    name: 'patience',
    title: 'Patience',
    help: 'Looks in a row that must find the imbalance',
    default: 2,
    min: 1,
    max: 100,
  },
];

function loads(view: HostView): Map<number, number> {
  const nodes = Array.from({ length: view.nodeCount }, (_, n) => n).filter((n) => view.cores(n) > 0);
  return new Map(nodes.map((n) => [n, view.load(n)]));
}

export function spreadOf(values: Iterable<number>): number {
  const list = [...values];
  return list.length === 0 ? 0 : Math.max(...list) - Math.min(...list);
}

function after(view: HostView, now: ReadonlyMap<number, number>, guest: GuestView, target: number): number {
  const next = new Map(now);
  guest.homes.forEach((home, p) => {
    next.set(home, next.get(home)! - guest.demand[p] / view.cores(home));
    next.set(target, next.get(target)! + guest.demand[p] / view.cores(target));
  });
  return spreadOf(next.values());
}

/** The single move that evens the load best, if any makes it more even; `fits` says where a guest may go. */
export function bestMove(
  view: HostView,
  fits: (guest: GuestView, node: number) => boolean,
): { guest: GuestView; node: number } | undefined {
  const now = loads(view);
  let best: { guest: GuestView; node: number } | undefined;
  let least = spreadOf(now.values()) - 1e-9;
  for (const guest of view.guests()) {
    if (guest.moving || guest.unpinned) continue;
    for (const node of now.keys()) {
      if (guest.homes.every((home) => home === node) || !fits(guest, node)) continue;
      const left = after(view, now, guest, node);
      if (left < least) [best, least] = [{ guest, node }, left];
    }
  }
  return best;
}

/** One request once the imbalance has lasted for `patience` ticks (MODEL §7). */
export function rebalance(
  view: HostView,
  params: Params,
  memory: StrategyMemory,
  mechanism: MechanismId,
  fits: (guest: GuestView, node: number) => boolean,
): readonly MoveRequest[] {
  const gap = spreadOf(loads(view).values());
  memory['late'] = gap > Number(params['threshold']) ? (memory['late'] ?? 0) + 1 : 0;
  if (memory['late'] < Number(params['patience'])) return [];
  const move = bestMove(view, fits);
  if (move === undefined) return [];
  memory['late'] = 0;
  return [
    {
      guest: move.guest.index,
      to: [move.node],
      mechanism,
      reason: `node loads differ by ${Math.round(gap * 100) / 100}`,
    },
  ];
}
