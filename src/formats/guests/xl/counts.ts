import { BYTES_PER_MIB } from '../../../model/units.ts';
import { MAX_VCPUS } from '../limits.ts';
import type { Source } from '../source.ts';
import type { Settings } from './settings.ts';
import { numberOf } from './values.ts';
import type { Vnode } from './vnuma.ts';

/** vCPUs and memory of the guest as xl settles them from vcpus, maxvcpus, memory, maxmem and vnuma. */
export interface Counts {
  readonly vcpus: number;
  readonly maxVcpus: number;
  readonly memoryMiB: number;
  readonly maxMemoryMiB: number;
}

/** What libxl gives a guest whose configuration does not name its memory. */
const DEFAULT_MEMORY_MIB = 32;

function offsetOf(settings: Settings, ...names: readonly string[]): number {
  for (const name of names) {
    const setting = settings.get(name);
    if (setting) return setting.value.offset;
  }
  return 0;
}

function vcpusOf(source: Source, settings: Settings, vnodes: readonly Vnode[]): Pick<Counts, 'vcpus' | 'maxVcpus'> {
  const vcpus = numberOf(source, settings, 'vcpus', [1, MAX_VCPUS]);
  const asked = numberOf(source, settings, 'maxvcpus', [1, MAX_VCPUS]);
  const inVnodes = vnodes.reduce((sum, vnode) => sum + vnode.vcpus.length, 0);
  if (vnodes.length > 0 && asked !== undefined && asked !== inVnodes) {
    source.error(
      'vcpus-mismatch',
      `the vnodes hold ${inVnodes} vCPUs, maxvcpus is ${asked}`,
      offsetOf(settings, 'vnuma'),
    );
  }
  const maxVcpus = asked ?? (inVnodes > 0 ? inVnodes : (vcpus ?? 1));
  if (maxVcpus < (vcpus ?? 1)) {
    const what = asked === undefined ? `the vnodes hold ${maxVcpus}` : `maxvcpus is ${maxVcpus}`;
    source.error('vcpus-mismatch', `vcpus is ${vcpus}, but ${what}`, offsetOf(settings, 'vcpus', 'vnuma'));
  }
  const beyond = vnodes.flatMap((vnode) => vnode.vcpus).find((vcpu) => vcpu >= maxVcpus);
  if (beyond !== undefined) {
    source.warn(
      'vcpu-beyond',
      `the vnodes name vCPU ${beyond} of ${maxVcpus}, counted from 0`,
      offsetOf(settings, 'vnuma'),
    );
  }
  return { vcpus: vcpus ?? Math.min(1, maxVcpus), maxVcpus };
}

interface Memory {
  readonly memory: number | undefined;
  readonly maxmem: number | undefined;
  readonly inVnodes: number;
}

function checkMemory(source: Source, { memory, maxmem, inVnodes }: Memory, hasVnodes: boolean, offset: number): void {
  if (hasVnodes && maxmem !== undefined && maxmem !== inVnodes) {
    source.error('memory-mismatch', `the vnode sizes sum to ${inVnodes} MiB, maxmem is ${maxmem} MiB`, offset);
  } else if (hasVnodes && memory !== undefined && memory !== inVnodes) {
    source.warn('memory-mismatch', `the vnode sizes sum to ${inVnodes} MiB, memory is ${memory} MiB`, offset);
  }
  if (memory !== undefined && maxmem !== undefined && memory > maxmem) {
    source.error('memory-mismatch', `memory is ${memory} MiB, more than maxmem, ${maxmem} MiB`, offset);
  }
}

function memoryOf(
  source: Source,
  settings: Settings,
  vnodes: readonly Vnode[],
): Pick<Counts, 'memoryMiB' | 'maxMemoryMiB'> {
  const memory = numberOf(source, settings, 'memory', [1, 2 ** 42]);
  const maxmem = numberOf(source, settings, 'maxmem', [1, 2 ** 42]);
  const inVnodes = vnodes.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  checkMemory(source, { memory, maxmem, inVnodes }, vnodes.length > 0, offsetOf(settings, 'maxmem', 'memory', 'vnuma'));
  const stated = memory ?? maxmem ?? (inVnodes > 0 ? inVnodes : undefined);
  if (stated === undefined && !settings.has('memory')) {
    source.warn('memory-missing', `memory is not given: libxl would take ${DEFAULT_MEMORY_MIB} MiB`, 0);
  }
  return { memoryMiB: stated ?? DEFAULT_MEMORY_MIB, maxMemoryMiB: maxmem ?? stated ?? DEFAULT_MEMORY_MIB };
}

/** What xl would settle on; contradictions that it refuses are errors. */
export function countsOf(source: Source, settings: Settings, vnodes: readonly Vnode[]): Counts {
  return { ...vcpusOf(source, settings, vnodes), ...memoryOf(source, settings, vnodes) };
}

/** MiB as the bytes of the facts. */
export function mebibytes(count: number): number {
  return count * BYTES_PER_MIB;
}
