import { createComponent, gather, release } from './component.ts';
import { descend } from './descent.ts';
import { dequeue, type Network } from './network.ts';
import { isSettled, newton } from './newton.ts';
import { ramp } from './ramp.ts';

const component = createComponent();

/** Stations from which on a full matrix of them takes too long. */
const LARGE = 100;

/**
 * The waiting-time equilibrium (MODEL §5): waits, loads and speeds for the traffic as it is now, from those of the last
 * solve. Nothing is done for components that nothing has changed in. Gives the number of Newton steps.
 */
export function solveWaits(n: Network): number {
  if (n.queued === 0) return 0;
  if (isSettled(n)) {
    while (n.queued > 0) dequeue(n);
    return 0;
  }
  gather(component, n);
  let steps = newton(component, n);
  if (steps < 0 && component.size > LARGE) steps = ramp(component, n);
  if (steps < 0) steps = descend(component, n);
  release(component);
  return steps;
}
