import { field, list, object, passes, shape, type Check } from './check.ts';
import {
  DEVICE_NAME_FIELD,
  GUEST_FIELDS,
  MEMORY_ON_FIELDS,
  ORIGINAL_FIELDS,
  PHASE_FIELDS,
  PLACEMENT_FIELDS,
  withDefaults,
  WORKLOAD_FIELDS,
} from './fields.ts';
import type { Findings } from './findings.ts';
import type { Guest, Workload } from './scenario.ts';
import { MAX_NODES } from './validate-host.ts';

const MAX_PHASES = 100_000;
const MAX_DEVICES = 4096;
const LEAST_BANDWIDTH = 0.001;

const workload = object(shape(WORKLOAD_FIELDS));

const part = object(shape(PLACEMENT_FIELDS, { memoryOn: list(object(shape(MEMORY_ON_FIELDS)), 100_000) }));

const placement = object(shape({}, { parts: list(part, MAX_NODES) }, { parts: 'a list of parts' }));

const guestShape: Check = object(
  shape(GUEST_FIELDS, {
    workload,
    phases: list(object(shape(PHASE_FIELDS, { workload }, { workload: 'an object' })), MAX_PHASES),
    placement,
    devices: list(field(DEVICE_NAME_FIELD), MAX_DEVICES),
    original: object(shape(ORIGINAL_FIELDS, { placement })),
  }),
);

function hasShape(value: unknown, path: string, out: Findings): value is Guest {
  return passes(guestShape, value, path, out);
}

function checkBandwidth(given: Workload, memoryStall: number, path: string, out: Findings): void {
  const rate = given.bandwidthPerCoreGBs;
  if (rate === undefined) return;
  const at = `${path}.bandwidthPerCoreGBs`;
  if (memoryStall === 0 && rate !== 0)
    out.error(at, 'bandwidth-without-stall', `${rate} is not 0, but memoryStall is 0: nothing waits for memory`);
  if (memoryStall > 0 && rate < LEAST_BANDWIDTH)
    out.error(
      at,
      'stall-without-bandwidth',
      `${rate} is less than ${LEAST_BANDWIDTH}, but memoryStall is ${memoryStall}: who waits for memory moves data`,
    );
}

/** Rules between the figures of one workload (MODEL §2); `given` is what stands in the file, `base` what it changes. */
function checkWorkload(given: Workload, base: Workload, guest: Guest, path: string, out: Findings): void {
  const merged = { ...base, ...given };
  const full = withDefaults(merged, guest);
  checkBandwidth(given, full.memoryStall, path, out);
  if (given.bandwidthPerCoreGBs === undefined && full.memoryStall > 0 && full.bandwidthPerCoreGBs < LEAST_BANDWIDTH)
    out.error(
      `${path}.memoryStall`,
      'stall-without-bandwidth',
      `${full.memoryStall} waits for memory, but bandwidthPerCoreGBs is ${full.bandwidthPerCoreGBs}`,
    );
  if (full.hotFraction > full.hotShare)
    out.error(
      `${path}.${given.hotFraction === undefined ? 'hotShare' : 'hotFraction'}`,
      'cold-hot-pages',
      `hotFraction ${full.hotFraction} is more than hotShare ${full.hotShare}: the hottest pages take at least their share`,
    );
  if (full.writableSetMiB > guest.memoryMiB)
    out.error(
      `${path}.writableSetMiB`,
      'writable-set',
      `${full.writableSetMiB} MiB is more than the guest’s memory of ${guest.memoryMiB} MiB`,
    );
}

/** A guest by itself: every field, and the rules between them; `validate-placement.ts` holds it against the host. */
export function isGuest(value: unknown, path: string, out: Findings): value is Guest {
  const before = out.errors;
  if (!hasShape(value, path, out)) return false;
  checkWorkload(value.workload ?? {}, {}, value, `${path}.workload`, out);
  value.phases?.forEach((phase, n) => {
    checkWorkload(phase.workload, value.workload ?? {}, value, `${path}.phases[${n}].workload`, out);
  });
  const arrive = value.arrive ?? 0;
  if (value.depart !== undefined && value.depart <= arrive)
    out.error(`${path}.depart`, 'departs-early', `${value.depart} s is not after the arrival at ${arrive} s`);
  return out.errors === before;
}
