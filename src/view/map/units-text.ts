import type { Mebibytes, Share } from '../../model/units.ts';

const MIB_PER_GIB = 1024;

/** "3.0" GiB; whole numbers from 100 GiB on. */
export function gib(memoryMiB: Mebibytes): string {
  const value = memoryMiB / MIB_PER_GIB;
  return value.toFixed(value >= 99.95 ? 0 : 1);
}

/** As `gib`, but never more than there is: what is free must not be promised. */
export function gibDown(memoryMiB: Mebibytes): string {
  const value = memoryMiB / MIB_PER_GIB;
  return value >= 100 ? String(Math.floor(value)) : (Math.floor(value * 10 + 1e-6) / 10).toFixed(1);
}

/** "85 %" of a share. */
export function percent(share: Share): string {
  return `${Math.round(share * 100)} %`;
}

/** "9.1", "176": GB/s. */
export function rate(GBs: number): string {
  return GBs.toFixed(GBs >= 99.95 ? 0 : 1);
}
