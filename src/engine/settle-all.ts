import type { Scenario } from '../model/scenario.ts';
import { compileGuests, placementOrder, type GuestSpec } from './compile.ts';
import { compileHost, EngineError } from './host-model.ts';
import { solveRates } from './rates.ts';
import { settle } from './settle.ts';
import { createState, type State } from './state.ts';

/**
 * All guests of a file at once, with their first workload (MODEL §6): placed as the file says, unpinned where it says nothing.
 * Rates are solved. Throws EngineError with the path of the guest that has no room.
 */
export function settleAll(scenario: Scenario): { readonly state: State; readonly specs: readonly GuestSpec[] } {
  const state = createState(compileHost(scenario.host));
  const specs = compileGuests(scenario);
  const floorMiB = scenario.run?.reservedMiBPerNode ?? 0;
  for (const spec of placementOrder(specs)) {
    const fault = settle(state, spec, spec.placement === undefined ? { kind: 'unpinned' } : undefined, floorMiB);
    if (fault !== undefined) throw new EngineError(`${spec.name} ${fault}.`, `guests[${spec.index}]`);
  }
  solveRates(state);
  return { state, specs };
}
