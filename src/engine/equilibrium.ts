import { solveComponent } from './newton.ts';
import type { Network } from './network.ts';
import { relax } from './relax.ts';

/** Visits that relaxation may take before Newton's method is asked, per station and at least. */
const VISITS = 300;
/** Solves after a failed relaxation that do not try it again. */
const STIFF = 15;

/**
 * The waiting-time equilibrium (MODEL §5): waits, loads and speeds for the traffic as it is now, from those of the last
 * solve. Nothing is done for components that nothing has changed in. Gives the number of Newton steps (0: relaxation was enough).
 */
export function solveWaits(n: Network): number {
  if (n.queued === 0) return 0;
  if (n.stiff > 0) n.stiff--;
  else if (relax(n, VISITS)) return 0;
  else n.stiff = STIFF;
  return solveComponent(n);
}
