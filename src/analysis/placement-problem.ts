import type { Share } from '../model/units.ts';
import type { PlacementFix } from './fix.ts';

export type Severity = 'high' | 'medium' | 'low';

export type ProblemCode =
  | 'node-overfilled'
  | 'memoryless-home'
  | 'shared-pins'
  | 'wider-than-nodes'
  | 'memory-elsewhere'
  | 'node-saturated'
  | 'vnode-on-several-nodes'
  | 'vnodes-misfit'
  | 'vnuma-unaware'
  | 'smt-strangers'
  | 'device-elsewhere'
  | 'no-reserve'
  | 'distances-contradict';

/** Something that is wrong with where guests are. */
export interface PlacementProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly guests: readonly string[];
  /** Node ids, ascending. */
  readonly nodes: readonly number[];
  /** What, where and why, for the user. */
  readonly message: string;
  /**
   * Mean speed (1 = never waiting) that the guests named here lose: against the fix where there is one, else against having
   * the same cores and all memory near. null where the engine cannot say.
   */
  readonly lostSpeed: Share | null;
  /** Where the rule comes from. */
  readonly source: string;
  readonly fix?: PlacementFix;
}

/** What a rule finds: the problem, and placements that might mend it, best guess first. */
export interface Finding extends Omit<PlacementProblem, 'lostSpeed' | 'fix'> {
  readonly candidates?: readonly PlacementFix[];
  /** What to measure against where no candidate fits: the same cores with all memory near. */
  readonly ideal?: PlacementFix;
  /** The rule's own figure, where the engine's rates do not show the effect (MODEL §10). */
  readonly lostSpeed?: Share;
  /** Must be mended even where the engine's rates do not show why, or where it costs speed. */
  readonly mustMend?: true;
  /** Only worth saying if a candidate helps by at least this much of mean speed. */
  readonly needsGain?: Share;
}
