import { BYTES_PER_LINE } from '../../model/units.ts';
import { addTraffic, join, leave } from '../equilibrium/classes.ts';
import { createDraft } from '../equilibrium/ways.ts';
import type { State } from './columns.ts';
import type { HostModel } from '../scenario/host-model.ts';

/*
 * Parts of guests and copies as customers of the network (MODEL §5). Every part has a class (`customer`) and the traffic
 * that it brings there (`traffic`, GB/s at full speed); a copy is a customer from its start to its end.
 */
let dense = new Float64Array(64);
let draft = createDraft(64);

/** b of MODEL §5: the share of a core's full speed at which its cache lines in flight run out, per unit of Λ. */
export function lineBound(betaGBs: number, l0: number, lines: number): number {
  const inFlight = (betaGBs * l0) / BYTES_PER_LINE;
  return Math.max(inFlight / lines, Math.min(0.25, inFlight));
}

function begin(host: HostModel): void {
  if (dense.length < host.stationCount) {
    dense = new Float64Array(host.stationCount);
    draft = createDraft(host.stationCount);
  }
  draft.count = 0;
}

function use(station: number, share: number): void {
  if (dense[station] === 0) draft.station[draft.count++] = station;
  dense[station] += share;
}

function useRoute(host: HostModel, from: number, to: number, share: number): void {
  const pair = from * host.nodeCount + to;
  for (let r = host.routeStart[pair]; r < host.routeStart[pair + 1]; r++)
    use(host.nodeCount + host.routeLinks[r], share);
}

/** Brings the draft's stations into ascending order (there are few) and takes their shares in. */
function finish(): void {
  const { station, count } = draft;
  for (let i = 1; i < count; i++) {
    const s = station[i];
    let at = i;
    while (at > 0 && station[at - 1] > s) {
      station[at] = station[at - 1];
      at--;
    }
    station[at] = s;
  }
  for (let i = 0; i < count; i++) {
    draft.coefficient[i] = dense[station[i]];
    dense[station[i]] = 0;
  }
}

/** Takes what a part wants of the network, after its access shares have changed. */
export function admitPart(state: State, guest: number, row: number): void {
  const { host, network } = state;
  const home = state.home[row];
  begin(host);
  let idle = 0;
  for (let j = 0; j < host.nodeCount; j++) {
    const a = state.access[row * host.nodeCount + j];
    if (a === 0) continue;
    idle += a * host.latency[home * host.nodeCount + j];
    use(j, a);
    useRoute(host, j, home, a);
  }
  finish();
  const bound = lineBound(state.beta[guest], host.l0, host.linesPerCore);
  const customer = join(network, draft, idle / host.l0, state.stall[guest], bound);
  dismissPart(state, row);
  state.customer[row] = customer;
}

/** The part leaves the network. */
export function dismissPart(state: State, row: number): void {
  const customer = state.customer[row];
  if (customer < 0) return;
  addTraffic(state.network, customer, -state.traffic[row]);
  leave(state.network, customer);
  state.customer[row] = -1;
  state.traffic[row] = 0;
}

/** Brings the part's traffic in line with its CPU share. */
export function refreshTraffic(state: State, row: number): void {
  const traffic = state.beta[state.guest[row]] * state.cpuShare[row];
  addTraffic(state.network, state.customer[row], traffic - state.traffic[row]);
  state.traffic[row] = traffic;
}

/** A copy joins: one core's worth that never stalls, at its rate or what the narrowest station on its way leaves of it. */
export function admitCopy(state: State, slot: number): void {
  const { host, network } = state;
  const [from, to] = [state.copyFrom[slot], state.copyTo[slot]];
  begin(host);
  use(from, 1);
  use(to, 1);
  useRoute(host, from, to, 1);
  finish();
  let beta = state.copyRate[slot];
  for (let i = 0; i < draft.count; i++) beta = Math.min(beta, host.capacity[draft.station[i]] / draft.coefficient[i]);
  state.copyTraffic[slot] = beta;
  state.copyCustomer[slot] = join(network, draft, 1, 0, lineBound(beta, host.l0, host.linesPerCore));
  addTraffic(network, state.copyCustomer[slot], beta);
}

/** A copy leaves. */
export function dismissCopy(state: State, slot: number): void {
  addTraffic(state.network, state.copyCustomer[slot], -state.copyTraffic[slot]);
  leave(state.network, state.copyCustomer[slot]);
}
