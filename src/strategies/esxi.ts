import type { GuestView, HostView, MoveRequest, Params, Strategy, StrategyMemory } from '../engine/strategy.ts';
import { ESXI_PARAMS } from './esxi-params.ts';
import { placeAtHome } from './esxi-place.ts';
import { isMoreEven, loadsOf, spreadOf, withChange, type Loads } from './evenness.ts';
import { nodesWithCpus } from './nodes.ts';
import { hasFree, partMiB } from './placing.ts';

/** One client (a part of a guest) that might go to a node. */
interface Client {
  readonly guest: GuestView;
  readonly part: number;
}

interface Step {
  readonly moves: readonly (readonly [Client, number])[];
  readonly left: Loads;
  /** Share of the clients' memory that is at the targets already. */
  readonly near: number;
}

function clientsOn(view: HostView, node: number): Client[] {
  const guests = view.guests().filter((guest) => !guest.moving && !guest.unpinned);
  return guests.flatMap((guest) =>
    guest.homes.flatMap((home, part) => (home === node && guest.demand[part] > 0 ? [{ guest, part }] : [])),
  );
}

function stepOf(view: HostView, now: Loads, moves: readonly (readonly [Client, number])[]): Step {
  let left = now;
  let here = 0;
  let all = 0;
  for (const [client, node] of moves) {
    const { guest, part } = client;
    left = withChange(view, left, guest.homes[part], node, guest.demand[part]);
    here += guest.memoryOn(part, node);
    all += partMiB(view, client.guest, client.part);
  }
  return { moves, left, near: all > 0 ? here / all : 1 };
}

/** Room for what the client has elsewhere, and what the other one of a swap leaves behind. */
function fits(view: HostView, client: Client, node: number, freed: number): boolean {
  return hasFree(
    view,
    node,
    partMiB(view, client.guest, client.part) - client.guest.memoryOn(client.part, node) - freed,
  );
}

function byLoadOf(loads: Loads): number[] {
  return loads.nodes.toSorted((a, b) => loads.values[a] - loads.values[b]);
}

/** The better step has memory at its target already; of equal ones, the loads are more even after it. */
function better(a: Step, b: Step | undefined): boolean {
  if (b === undefined) return true;
  const gain = Math.round(a.near * 2) - Math.round(b.near * 2);
  return gain === 0 ? isMoreEven(a.left, b.left) : gain > 0;
}

function bestOf(steps: readonly Step[], now: Loads): Step | undefined {
  return steps
    .filter((step) => isMoreEven(step.left, now))
    .reduce<Step | undefined>((best, step) => (better(step, best) ? step : best), undefined);
}

/** A client of the most loaded node goes to the least loaded one, or changes places with one of its clients. */
function nextStep(view: HostView, now: Loads, withMemory: boolean): Step | undefined {
  const order = byLoadOf(now);
  const [target, source] = [order[0], order[order.length - 1]];
  const leaving = clientsOn(view, source);
  const isFree = (client: Client, node: number, freed: number): boolean =>
    !withMemory || fits(view, client, node, freed);
  const single = leaving.filter((one) => isFree(one, target, 0)).map((one) => stepOf(view, now, [[one, target]]));
  const found = bestOf(single, now);
  if (found !== undefined) return found;
  const swaps = leaving.flatMap((one) =>
    clientsOn(view, target)
      // Both copies run at once, so that each needs its room before the other has left.
      .filter((other) => other.guest !== one.guest && isFree(one, target, 0) && isFree(other, source, 0))
      .map((other) =>
        stepOf(view, now, [
          [one, target],
          [other, source],
        ]),
      ),
  );
  return bestOf(swaps, now);
}

function requestOf([{ guest, part }, node]: readonly [Client, number], params: Params, reason: string): MoveRequest {
  const to = guest.homes.map((home, p) => (p === part ? node : home));
  const mechanism =
    params['pageMigEnable'] !== true
      ? 'vcpu-only'
      : params['pageOrder'] === 'hot-first'
        ? 'hot-first'
        : 'address-order';
  return { guest: guest.index, to, mechanism, reason, maxGBs: Number(params['pageRateGBs']), whenBusy: 'refuse' };
}

/** Rebalancing is for hosts of at least so many cores in all and on a node. */
function isLargeEnough(view: HostView, params: Params): boolean {
  const cores = nodesWithCpus(view).map((n) => view.cores(n));
  const total = cores.reduce((sum, count) => sum + count, 0);
  return total >= Number(params['rebalanceCoresTotal']) && Math.max(...cores) >= Number(params['rebalanceCoresNode']);
}

function policy(view: HostView, params: Params, _memory: StrategyMemory): readonly MoveRequest[] {
  if (params['rebalanceEnable'] !== true || !isLargeEnough(view, params)) return [];
  const now = loadsOf(view);
  const gap = spreadOf(now);
  if (gap * 100 <= Number(params['migImbalanceThreshold'])) return [];
  const step = nextStep(view, now, params['pageMigEnable'] === true);
  const reason = `node loads differ by ${Math.round(gap * 100)} %`;
  return (step?.moves ?? []).map((move) => requestOf(move, params, reason));
}

/** VMware ESXi: a home node, rebalanced every two seconds; vCPUs go at once, pages follow at a controlled rate. */
export const esxi: Strategy = {
  id: 'esxi',
  title: 'ESXi',
  origin: 'VMware vSphere 5.5 to 7.0, NUMA scheduling',
  params: ESXI_PARAMS,
  period: (params) => Number(params['rebalancePeriod']),
  place: placeAtHome,
  policy,
};
