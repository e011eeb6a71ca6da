import type { GuestSpec } from './compile.ts';
import { freeMiB, type State } from './state.ts';
import type { GuestView, HostView } from './strategy.ts';

function guestView(state: State, spec: GuestSpec, moving: boolean): GuestView {
  const homes: number[] = [];
  const demand: number[] = [];
  for (let row = state.guestFirst[spec.index]; row >= 0; row = state.next[row]) {
    homes.push(state.home[row]);
    demand.push(state.demand[row]);
  }
  const { index, name, vcpus, memoryMiB, vnumaAware } = spec;
  return { index, name, vcpus, memoryMiB, vnumaAware, unpinned: state.unpinned[index] === 1, moving, homes, demand };
}

/** What a strategy may see at `now`. Rates must be solved. */
export function viewOf(
  state: State,
  specs: readonly GuestSpec[],
  now: number,
  floorMiB: number,
  isMoving: (guest: number) => boolean,
): HostView {
  const load = (n: number): number => {
    let sum = 0;
    for (let k = 0; k < state.activeCount; k++) {
      for (let row = state.guestFirst[state.active[k]]; row >= 0; row = state.next[row])
        if (state.home[row] === n) sum += state.demand[row];
    }
    return state.host.cores[n] > 0 ? sum / state.host.cores[n] : Infinity;
  };
  return {
    now,
    nodeCount: state.host.nodeCount,
    cores: (n) => state.host.cores[n],
    load,
    usedMiB: (n) => state.usedMiB[n],
    freeMiB: (n) => Math.max(0, freeMiB(state, n) - floorMiB),
    guests: () =>
      Array.from(state.active.subarray(0, state.activeCount), (g) => guestView(state, specs[g], isMoving(g))),
  };
}
