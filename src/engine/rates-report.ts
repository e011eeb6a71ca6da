import type { Scenario } from '../model/scenario.ts';
import type { GuestSpec } from './scenario/compile.ts';
import { remoteRatioOf, speedOf } from './rates/rates.ts';
import type { GuestRates, LinkRates, NodeRates, PartRates, RatesReport } from './reports.ts';
import { settleAll } from './session/settle-all.ts';
import type { State } from './state/state.ts';

function partRates(state: State, row: number): PartRates {
  const n = state.host.nodeCount;
  return {
    node: state.host.ids[state.home[row]],
    cpuShare: state.cpuShare[row],
    progress: state.progress[row],
    access: Array.from(state.access.subarray(row * n, row * n + n)),
  };
}

function guestRates(state: State, spec: GuestSpec): GuestRates {
  const parts: PartRates[] = [];
  for (let row = state.guestFirst[spec.index]; row >= 0; row = state.next[row]) parts.push(partRates(state, row));
  return {
    name: spec.name,
    speed: speedOf(state, spec.index),
    remoteAccessRatio: remoteRatioOf(state, spec.index),
    parts,
  };
}

function stationRates(state: State, station: number): Pick<NodeRates, 'bandwidthGBs' | 'utilisation' | 'waitNs'> {
  return {
    bandwidthGBs: state.load[station],
    utilisation: state.utilisation[station],
    waitNs: state.wait[station],
  };
}

function nodeRates(state: State): NodeRates[] {
  return state.host.ids.map((id, n) => ({
    id,
    cpuDemand: state.cpuDemand[n],
    cpuUsed: state.cpuUsed[n],
    ...stationRates(state, n),
  }));
}

function linkRates(state: State): LinkRates[] {
  const { host } = state;
  return Array.from({ length: host.linkCount }, (_, e) => ({
    from: host.ids[host.linkFrom[e]],
    to: host.ids[host.linkTo[e]],
    ...stationRates(state, host.nodeCount + e),
  }));
}

/**
 * The instantaneous rates of the placements in a scenario: every guest of the file with its first workload, no strategy, no
 * time; a guest without a placement is unpinned (MODEL §2). Throws EngineError where the host or a placement is refused.
 */
export function ratesOf(scenario: Scenario): RatesReport {
  const { state, specs } = settleAll(scenario);
  return {
    guests: specs.map((spec) => guestRates(state, spec)),
    nodes: nodeRates(state),
    links: linkRates(state),
  };
}
