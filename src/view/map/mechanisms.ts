import type { MechanismId } from '../../model/scenario.ts';

export const MECHANISM_IDS: readonly MechanismId[] = [
  'live',
  'suspend',
  'hot-first',
  'address-order',
  'vcpu-only',
  'process',
];
