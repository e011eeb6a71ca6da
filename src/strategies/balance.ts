import type { GuestView, HostView, MoveRequest, Params, ParamSpec, StrategyMemory } from '../engine/strategy.ts';
import type { MechanismId } from '../model/scenario.ts';
import { isEven, loadsOf, mostEvening, spreadOf, type Candidate } from './evenness.ts';

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

/** May the guest go to the node? Asked of nodes with CPUs only. */
type Fits = (view: HostView, guest: GuestView, node: number) => boolean;

/** The single move that evens the load best, if any makes it more even. */
export function bestMove(view: HostView, fits: Fits): Candidate | undefined {
  const guests = view.guests().filter((guest) => !guest.moving && !guest.unpinned);
  return mostEvening(view, guests, (guest, node) => fits(view, guest, node));
}

/** One request once the imbalance has lasted for `patience` looks (MODEL §7); then the count begins again. */
export function rebalance(
  view: HostView,
  params: Params,
  memory: StrategyMemory,
  mechanism: MechanismId,
  fits: Fits,
): readonly MoveRequest[] {
  const loads = loadsOf(view);
  memory['late'] = isEven(loads, Number(params['threshold'])) ? 0 : (memory['late'] ?? 0) + 1;
  if (memory['late'] < Number(params['patience'])) return [];
  const move = bestMove(view, fits);
  if (move === undefined) return [];
  memory['late'] = 0;
  const reason = `node loads differ by ${Math.round(spreadOf(loads) * 100) / 100}`;
  return [{ guest: move.guest.index, to: [move.node], mechanism, reason }];
}
