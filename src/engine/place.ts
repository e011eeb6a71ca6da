import type { Scenario } from '../model/scenario.ts';
import { compileGuests, placementOrder, type GuestSpec } from './compile.ts';
import { compileHost } from './host-model.ts';
import { fillParams } from './params.ts';
import { solveRates } from './rates.ts';
import type { PlaceReport } from './reports.ts';
import { settle } from './settle.ts';
import { createState, type State } from './state.ts';
import type { Params, Strategy } from './strategy.ts';
import { viewOf } from './view.ts';

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
export function placeAll(scenario: Scenario, strategy: Strategy, params?: Params): PlaceReport {
  const state = createState(compileHost(scenario.host));
  const specs = compileGuests(scenario);
  const filled = fillParams(strategy, params);
  const floorMiB = scenario.run?.reservedMiBPerNode ?? 0;
  const place = (spec: GuestSpec): string | undefined => {
    if (spec.placement !== undefined) return settle(state, spec, undefined, floorMiB);
    solveRates(state);
    const view = viewOf(state, specs, 0, floorMiB, () => false);
    return settle(state, spec, strategy.place(view, spec, filled), floorMiB);
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
