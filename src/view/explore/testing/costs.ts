import type { CostReport, MechanismCost, RefusedMechanism } from '../../../engine/reports.ts';
import type { MechanismId } from '../../../model/scenario.ts';

/** A cost with plain figures, changed where a test needs others. */
export function cost(id: MechanismId, changes: Partial<MechanismCost> = {}): MechanismCost {
  return {
    id,
    copiedMiB: 3072,
    seconds: 4,
    pauseSeconds: 0.03,
    extraMiB: 96,
    speedBefore: 0.5,
    speedAfter: 0.75,
    remoteBefore: 0.61,
    remoteAfter: 0.02,
    breakEvenSeconds: 0.6,
    breakEvenHostSeconds: null,
    curve: [
      [0, 0],
      [0.03, 0.5],
      [4, 0.75],
    ],
    others: [],
    ...changes,
  };
}

export function refused(id: MechanismId, reason: string): RefusedMechanism {
  return { id, refused: reason };
}

export function report(...mechanisms: CostReport['mechanisms']): CostReport {
  return { mechanisms };
}

/** A report whose hot-first keeps one speed over the whole minute. */
export function steady(speed: number, changes: Partial<MechanismCost> = {}): CostReport {
  const curve = [[0, speed]] as const;
  return report(
    refused('live', 'needs 3.0 GiB, 0.5 GiB free on node 2'),
    cost('hot-first', { curve, speedAfter: speed, ...changes }),
    cost('vcpu-only', { curve: [[0, 0.25]] }),
  );
}

/** Nothing fits: only the vCPUs could go. */
export const FULL = report(
  refused('live', 'needs 3.0 GiB, 0.5 GiB free on node 2'),
  refused('hot-first', 'needs 3.0 GiB, 0.5 GiB free on node 2'),
  cost('vcpu-only', { curve: [[0, 0.4]], copiedMiB: 0, seconds: 0.03 }),
);
