import type { Guest, ManualMove, RunSettings, Scenario } from '../../model/scenario.ts';
import type { Host } from '../../model/host.ts';
import type { MoveRequest, Strategy } from '../strategy.ts';

/** Places nobody and asks at second n (counted from 1) for what `wishes[n − 1]` says. */
export function scripted(wishes: readonly (readonly MoveRequest[])[] = []): Strategy {
  return {
    id: 'scripted',
    title: 'Scripted',
    origin: 'test',
    params: [],
    period: () => 1,
    place: () => ({ kind: 'refused', reason: 'the script places nobody' }),
    policy: (view) => wishes[Math.round(view.now) - 1] ?? [],
  };
}

/** A guest whole on a node, with a quiet workload unless it says otherwise. */
export function guestOn(node: number, name: string, rest: Partial<Guest> = {}): Guest {
  const guest = { name, vcpus: 2, memoryMiB: 1024, ...rest };
  return {
    placement: { parts: [{ node, vcpus: guest.vcpus, memoryMiB: guest.memoryMiB }] },
    ...guest,
  };
}

export function scenarioOf(
  host: Host,
  guests: readonly Guest[],
  moves: readonly ManualMove[] = [],
  run: RunSettings = {},
): Scenario {
  return { nearfar: 1, host, guests, run: { until: 60, moves, ...run } };
}
