import type { Strategy } from '../engine/strategy.ts';
import { costAware } from './cost-aware.ts';
import { dynamicBalance } from './dynamic-balance.ts';
import { esxi } from './esxi.ts';
import { firstFit } from './first-fit.ts';
import { guestNuma } from './guest-numa.ts';
import { interleave } from './interleave.ts';
import { libxl } from './libxl.ts';
import { linuxAuto } from './linux-auto.ts';
import { pinVcpuOnly } from './pin-vcpu-only.ts';
import { random } from './random.ts';
import { xend } from './xend.ts';

/** Every strategy, in the order in which they are offered. */
export const STRATEGIES: readonly Strategy[] = [
  guestNuma,
  dynamicBalance,
  pinVcpuOnly,
  libxl,
  xend,
  esxi,
  linuxAuto,
  costAware,
  firstFit,
  interleave,
  random,
];

export function strategyById(id: string): Strategy | undefined {
  return STRATEGIES.find((strategy) => strategy.id === id);
}
