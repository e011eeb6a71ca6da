import type { State } from './state.ts';

/** Loads are told to a multiple of this, so that equal ones are equal however they were summed. */
const LOAD_STEP = 1 / 1_073_741_824;

function sumHomed(state: State): void {
  const { homed, home, demand } = state;
  homed.fill(0);
  for (let n = 0; n < state.activeCount; n++) {
    for (let row = state.guestFirst[state.active[n]]; row >= 0; row = state.next[row]) homed[home[row]] += demand[row];
  }
  state.staleHomed = false;
}

/** Demand / cores by node, paused guests included: they will run again where they are. Infinity on a node without CPUs. */
export function nodeLoads(state: State, loads: Float64Array): Float64Array {
  if (state.staleHomed) sumHomed(state);
  const { homed, host } = state;
  for (let n = 0; n < loads.length; n++)
    loads[n] = host.cores[n] > 0 ? Math.round(homed[n] / host.cores[n] / LOAD_STEP) * LOAD_STEP : Infinity;
  return loads;
}
