import type { MechanismId } from '../../model/scenario.ts';
import type { CopyPlan } from './copy-plan.ts';
import type { HostModel } from '../scenario/host-model.ts';
import { freeMiB, type State } from '../state/state.ts';

const GIB = 1024;
/** Room that rounding may take, MiB. */
const SLACK = 1e-6;

/** MiB as words, GiB from one on; what is needed is rounded up and what is free down, so that the two never look equal. */
function amount(mib: number, round: (value: number) => number): string {
  const held = Math.max(0, mib);
  return held >= GIB ? `${(round((held / GIB) * 10) / 10).toFixed(1)} GiB` : `${round(held * 10) / 10} MiB`;
}

/** Why `needed` (MiB by node) cannot be reserved, `floorMiB` staying free on every node. */
export function roomFault(state: State, needed: Float64Array, floorMiB: number): string | undefined {
  for (let n = 0; n < needed.length; n++) {
    const free = freeMiB(state, n) - floorMiB;
    if (needed[n] > Math.max(0, free) + SLACK)
      return `needs ${amount(needed[n], Math.ceil)}, ${amount(free, Math.floor)} free on node ${state.host.ids[n]}`;
  }
  return undefined;
}

function cpuFault(host: HostModel, to: readonly number[]): string | undefined {
  const bare = to.find((node) => node >= 0 && !(host.threads[node] > 0));
  return bare === undefined ? undefined : `node ${host.ids[bare]} has no CPUs`;
}

function isClosed(host: HostModel, from: number, to: number): boolean {
  if (!(host.capacity[from] > 0) || !(host.capacity[to] > 0)) return true;
  const pair = from * host.nodeCount + to;
  for (let r = host.routeStart[pair]; r < host.routeStart[pair + 1]; r++)
    if (!(host.capacity[host.nodeCount + host.routeLinks[r]] > 0)) return true;
  return false;
}

function wayFault(host: HostModel, plan: CopyPlan): string | undefined {
  for (let i = 0; i < plan.count; i++) {
    if (!isClosed(host, plan.from[i], plan.to[i])) continue;
    return `no data can flow from node ${host.ids[plan.from[i]]} to node ${host.ids[plan.to[i]]}: something on the way has no bandwidth`;
  }
  return undefined;
}

/** What was asked of a guest's parts, as it came: one node index for all of them, or one for each. */
export function askFault(state: State, guest: number, to: readonly number[]): string | undefined {
  if (state.unpinned[guest] === 1) return 'the guest has no placement, it already runs on every node';
  const parts = state.guestParts[guest];
  if (to.length !== 1 && to.length !== parts) return `names ${to.length} nodes for ${parts} parts`;
  if (to.some((node) => !(node >= 0 && node < state.host.nodeCount))) return 'names a node that is not there';
  return undefined;
}

/** Why a planned move cannot begin (MODEL §6); undefined = it can. `to` by part, −1 = stays. */
export function planFault(state: State, to: readonly number[], plan: CopyPlan): string | undefined {
  if (to.every((node) => node < 0)) return 'nothing to move, it is already there';
  return cpuFault(state.host, to) ?? wayFault(state.host, plan);
}

/** hot-first and address-order: vCPUs first, memory after them. */
export function isBackground(mechanism: MechanismId): boolean {
  return mechanism === 'hot-first' || mechanism === 'address-order';
}

/** live and suspend: memory first, vCPUs at the end. */
export function copiesFirst(mechanism: MechanismId): boolean {
  return mechanism === 'live' || mechanism === 'suspend';
}
