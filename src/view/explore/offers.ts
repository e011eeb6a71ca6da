import type { CostReport, MechanismCost } from '../../engine/reports.ts';
import type { Seconds } from '../../model/units.ts';
import { MOVERS, PREFERENCE, type MoverId } from './movers.ts';

/** What a move is judged by: the next minute (the horizon of MODEL §6). */
export const HORIZON: Seconds = 60;
/** Gains of work that differ by less are called equal. */
const SAME_WORK = 0.01;

/** What one mechanism offers for one node. */
export interface Offer {
  readonly mover: MoverId;
  /** Absent where it is refused. */
  readonly cost?: MechanismCost;
  /** Why not. */
  readonly refused?: string;
  /** Work over the horizon against staying: 0.28 = 28 % more; 0 where it is refused. */
  readonly work: number;
}

/** All offers for one node. `refused` = no mechanism can bring the memory along. */
export interface NodeOffer {
  /** Index of the node. */
  readonly node: number;
  readonly state: 'computing' | 'refused' | 'possible';
  /** One for each mover, in their order; empty while computing. */
  readonly offers: readonly Offer[];
  /** The one that a drop takes; undefined where the node is refused. */
  readonly best: Offer | undefined;
}

/** What is known of the costs, by node id. */
export type MoveCosts = ReadonlyMap<number, CostReport | 'computing'>;

/** ∫ of a stepped curve up to `until`. */
function integral(curve: MechanismCost['curve'], until: Seconds): number {
  return curve.reduce((sum, [at, value], i) => {
    const end = Math.min(until, curve[i + 1]?.[0] ?? until);
    return sum + Math.max(0, end - at) * value;
  }, 0);
}

/** Work of the guest over the horizon, relative to staying; infinite where it did nothing before. */
export function workGain(cost: Pick<MechanismCost, 'curve' | 'speedBefore'>): number {
  const stay = cost.speedBefore * HORIZON;
  const work = integral(cost.curve, HORIZON);
  if (stay > 0) return work / stay - 1;
  return work > 0 ? Infinity : 0;
}

/** Speed at an instant after the decision. */
export function speedAt(curve: MechanismCost['curve'], at: Seconds): number {
  return curve.findLast(([from]) => from <= at)?.[1] ?? 0;
}

function offerOf(report: CostReport, mover: MoverId): Offer {
  const found = report.mechanisms.find((m) => m.id === mover);
  if (!found) return { mover, refused: 'not offered', work: 0 };
  return 'refused' in found
    ? { mover, refused: found.refused, work: 0 }
    : { mover, cost: found, work: workGain(found) };
}

/**
 * Most work among those that bring the memory along; of equally good ones the preferred mechanism. Whoever drags a guest
 * means all of it: to leave the memory behind has to be asked for.
 */
function bestOf(offers: readonly Offer[], preference: readonly MoverId[]): Offer | undefined {
  const granted = preference.flatMap((id) => offers.find((offer) => offer.mover === id && offer.cost) ?? []);
  if (granted.length === 0) return undefined;
  const most = Math.max(...granted.map((offer) => offer.work));
  return granted.find((offer) => offer.work >= most - SAME_WORK);
}

function nodeOffer(
  node: number,
  report: CostReport | 'computing' | undefined,
  preference: readonly MoverId[] = PREFERENCE,
): NodeOffer {
  if (report === undefined || report === 'computing') return { node, state: 'computing', offers: [], best: undefined };
  const offers = MOVERS.map(({ id }) => offerOf(report, id));
  const best = bestOf(offers, preference);
  return { node, state: best ? 'possible' : 'refused', offers, best };
}

/** Offers by node index. */
export function offersOf(nodeIds: readonly number[], costs: MoveCosts): readonly NodeOffer[] {
  return nodeIds.map((id, node) => nodeOffer(node, costs.get(id)));
}

/** The offer of a node for vCPUs that are pinned there. Where they are already nothing has to come along: pinning is enough. */
export function pinOffer(node: number, report: CostReport | 'computing' | undefined, isHome: boolean): NodeOffer {
  return nodeOffer(node, report, isHome ? [...PREFERENCE, 'vcpu-only'] : PREFERENCE);
}

/** The offer of one mechanism. */
export function offerBy(offer: NodeOffer, mover: MoverId): Offer | undefined {
  return offer.offers.find((one) => one.mover === mover);
}

/** What a drop there would do: the mechanism asked for, else the best; where the node is refused, the reason why. */
export function chosenOffer(offer: NodeOffer, mover: MoverId | null): Offer | undefined {
  if (mover) return offerBy(offer, mover);
  return offer.best ?? offerBy(offer, 'hot-first');
}

/** Who loses, and how much in sum: what tells equally good targets apart. */
function lossOf(offer: Offer): number {
  const others = offer.cost?.others ?? [];
  return others.reduce((sum, { speedBefore, speedAfter }) => sum + Math.max(0, speedBefore - speedAfter), 0);
}

/** The node with most work away from home; of equally good ones the one where others lose least. Undefined until all are known. */
export function bestNode(offers: readonly NodeOffer[], home: number): NodeOffer | undefined {
  if (offers.some((offer) => offer.node !== home && offer.state === 'computing')) return undefined;
  const open = offers.filter((offer) => offer.node !== home && offer.best);
  const most = Math.max(...open.map((offer) => offer.best!.work));
  const equal = open.filter((offer) => offer.best!.work >= most - SAME_WORK);
  return equal.toSorted((a, b) => lossOf(a.best!) - lossOf(b.best!) || a.node - b.node)[0];
}

/** Whether `better` is worth saying so while the guest is held over `offer`. */
export function isBetter(better: NodeOffer, offer: NodeOffer): boolean {
  if (better.node === offer.node || !better.best) return false;
  if (!offer.best) return true;
  const gain = better.best.work - offer.best.work;
  return gain > SAME_WORK || (gain > -SAME_WORK && lossOf(offer.best) - lossOf(better.best) > SAME_WORK);
}
