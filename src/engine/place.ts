import type { Scenario } from '../model/scenario.ts';
import { compileGuests, placementOrder, type GuestSpec } from './scenario/compile.ts';
import { compileHost } from './scenario/host-model.ts';
import { fillParams } from './params.ts';
import { checkPlacement } from './scenario/placement-check.ts';
import { createStreams, draw } from './numbers/random.ts';
import type { PlaceReport } from './reports.ts';
import { settle } from './session/settle.ts';
import { createState, type State } from './state/state.ts';
import type { Params, Strategy } from './strategy.ts';
import { viewOf, type ViewSources } from './session/view.ts';

function homesOf(state: State, guest: number): number[] {
  const homes: number[] = [];
  for (let row = state.guestFirst[guest]; row >= 0; row = state.next[row]) homes.push(state.host.ids[state.home[row]]);
  return homes;
}

/**
 * Where a strategy puts the guests of a scenario, one after the other (placements of the file first, then by arrival, then in
 * file order), none leaving; the answer is in file order. A guest that finds no place is refused with the reason.
 * Throws EngineError for a wrong host or parameter.
 */
export function placeAll(scenario: Scenario, strategy: Strategy, params?: Params, seed?: number): PlaceReport {
  const state = createState(compileHost(scenario.host));
  const specs = compileGuests(scenario);
  const filled = fillParams(strategy, params);
  const floorMiB = scenario.run?.reservedMiBPerNode ?? 0;
  const streams = createStreams(seed ?? scenario.run?.seed ?? 1);
  for (const spec of specs) checkPlacement(state.host, spec);
  const sources: ViewSources = {
    state,
    specs,
    now: 0,
    floorMiB,
    isMoving: () => false,
    random: (stream) => draw(streams, `strategy ${stream}`),
    forecast: () => 'nothing moves while guests are only placed',
  };
  const place = (spec: GuestSpec): string | undefined => {
    if (spec.placement !== undefined) return settle(state, spec, spec.workload, undefined, floorMiB);
    const decision = strategy.place(viewOf(sources), spec, filled);
    return settle(state, spec, spec.workload, decision, floorMiB);
  };
  const refused = new Map<number, string>();
  for (const spec of placementOrder(specs)) {
    const fault = place(spec);
    if (fault !== undefined) refused.set(spec.index, fault);
  }
  return {
    placements: specs.map((spec) => {
      const reason = refused.get(spec.index);
      return reason === undefined
        ? { name: spec.name, nodes: homesOf(state, spec.index) }
        : { name: spec.name, nodes: [], refused: reason };
    }),
  };
}
