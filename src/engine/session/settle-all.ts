import type { Scenario } from '../../model/scenario.ts';
import { compileGuests, placementOrder, type GuestSpec } from '../scenario/compile.ts';
import { compileHost, EngineError } from '../scenario/host-model.ts';
import { checkPlacement } from '../scenario/placement-check.ts';
import { solveRates } from '../rates/rates.ts';
import { settle } from './settle.ts';
import { createState, type State } from '../state/state.ts';
import type { PlaceDecision } from '../strategy.ts';

export interface Settled {
  readonly state: State;
  readonly specs: readonly GuestSpec[];
}

/**
 * All guests of a file at once, with their first workload (MODEL §6): placed as the file says, unpinned where it says nothing.
 * Rates are solved. Throws EngineError with the path of the field that is wrong or of the guest that has no room.
 */
export function settleAll(scenario: Scenario): Settled {
  const state = createState(compileHost(scenario.host));
  const specs = compileGuests(scenario);
  const floorMiB = scenario.run?.reservedMiBPerNode ?? 0;
  for (const spec of placementOrder(specs)) {
    checkPlacement(state.host, spec);
    const decision: PlaceDecision | undefined = spec.placement === undefined ? { kind: 'unpinned' } : undefined;
    const fault = settle(state, spec, spec.workload, decision, floorMiB);
    if (fault === undefined) continue;
    const path = `guests[${spec.index}]${decision === undefined ? '.placement' : ''}`;
    throw new EngineError(`${spec.name}: ${fault}.`, path);
  }
  solveRates(state);
  return { state, specs };
}
