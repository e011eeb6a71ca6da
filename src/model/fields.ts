import type { Guest, Workload } from './scenario.ts';

/** What one field of the scenario file may hold. The one table behind validation, forms, docs and command-line help. */
export interface FieldSpec {
  readonly title: string;
  readonly help: string;
  readonly kind: 'number' | 'integer' | 'mebibytes' | 'text' | 'boolean' | 'choice' | 'cpulist';
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  /** The least value itself is not allowed. */
  readonly aboveMin?: boolean;
  readonly choices?: readonly string[];
  /** The value, or in words how it is derived. */
  readonly default?: number | string | boolean;
  readonly required?: boolean;
}

const SHARE = { kind: 'number', min: 0, max: 1 } as const;
const SECONDS = { kind: 'number', unit: 's', min: 0, max: 1e9 } as const;
const MEMORY = { kind: 'mebibytes', unit: 'MiB', min: 0, max: 2 ** 42 } as const;
const BANDWIDTH = { kind: 'number', unit: 'GB/s', min: 0, max: 1e6 } as const;
const LATENCY = { kind: 'number', unit: 'ns', min: 0.001, max: 1e7 } as const;
const NODE_ID = { kind: 'integer', min: 0, max: 65_535, required: true } as const;
const TEXT = { kind: 'text', max: 1_000_000 } as const;
const NAME = { kind: 'text', min: 1, max: 1_000 } as const;

export const WORKLOAD_FIELDS = {
  tasks: { title: 'Tasks', help: 'Runnable tasks.', kind: 'integer', min: 0, max: 1e6, default: 'one per vCPU' },
  duty: { ...SHARE, title: 'Duty', help: 'How much of the time a running task is busy.', default: 1 },
  memoryStall: {
    ...SHARE,
    title: 'Memory stall',
    help: 'How much of a busy task’s time is spent waiting for memory, at best: near memory that nobody else uses.',
    default: 0.3,
  },
  bandwidthPerCoreGBs: {
    ...BANDWIDTH,
    title: 'Bandwidth per core',
    help: 'Memory traffic of one core’s worth of progress: 0 if nothing waits for memory, else at least 0.001.',
    max: 1e5,
    default: 1,
  },
  shared: {
    ...SHARE,
    title: 'Shared',
    help: 'Accesses to data that belong to all tasks, as a share of all.',
    default: 0.2,
  },
  hotFraction: {
    ...SHARE,
    title: 'Hot fraction',
    help: 'The hottest pages, as a share of the memory.',
    aboveMin: true,
    default: 0.2,
  },
  hotShare: { ...SHARE, title: 'Hot share', help: 'Share of accesses that the hottest pages take.', default: 0.8 },
  writableSetMiB: {
    ...MEMORY,
    // A derived figure (M/16) is not rounded to pages, so a given one need not be either.
    kind: 'number',
    title: 'Writable working set',
    help: 'Pages that are rewritten again and again.',
    default: 'a sixteenth of the memory',
  },
  dirtyRateMiBs: {
    kind: 'number',
    unit: 'MiB/s',
    min: 0,
    max: 1e9,
    title: 'Dirty rate',
    help: 'Rate at which the working set is dirtied at full speed.',
    default: 200,
  },
  osLocality: {
    ...SHARE,
    title: 'OS locality',
    help: 'How much of a task’s own data a NUMA-aware OS holds where the task runs.',
    default: 0.9,
  },
} as const satisfies Record<keyof Workload, FieldSpec>;

export const GUEST_FIELDS = {
  name: { ...NAME, title: 'Name', help: 'Unique in the scenario.', required: true },
  group: { ...NAME, title: 'Group', help: 'Guests of one group may share a colour.' },
  vcpus: { title: 'vCPUs', help: 'Virtual CPUs.', kind: 'integer', min: 1, max: 65_536, required: true },
  memoryMiB: { ...MEMORY, title: 'Memory', help: 'Memory of the guest.', min: 1 / 256, required: true },
  weight: {
    title: 'Weight',
    help: 'Counts once for every running vCPU.',
    kind: 'number',
    min: 1,
    max: 65_535,
    default: 256,
  },
  capPercent: {
    title: 'Cap',
    help: 'Percent of one pCPU; 0 = none.',
    kind: 'number',
    unit: '%',
    min: 0,
    max: 1e7,
    default: 0,
  },
  vnumaAware: {
    title: 'NUMA-aware',
    help: 'The guest’s OS reads a virtual topology.',
    kind: 'boolean',
    default: false,
  },
  hotplug: {
    title: 'Hotplug',
    help: 'An aware OS reads its topology again when told.',
    kind: 'boolean',
    default: true,
  },
  arrive: { ...SECONDS, title: 'Arrives', help: 'When the guest is created.', default: 0 },
  depart: { ...SECONDS, title: 'Departs', help: 'When the guest is destroyed; without it, never.' },
} as const satisfies Record<string, FieldSpec>;

export const NODE_FIELDS = {
  id: { ...NODE_ID, title: 'Id', help: 'Number of the NUMA node; ids may have gaps.' },
  cores: { title: 'Cores', help: 'Physical cores.', kind: 'integer', min: 0, max: 65_536, required: true },
  threads: {
    title: 'Threads',
    help: 'Hardware threads (pCPUs), at least the cores.',
    kind: 'integer',
    min: 0,
    max: 65_536,
    required: true,
  },
  memoryMiB: { ...MEMORY, title: 'Memory', help: 'Memory of the node.', required: true },
  bandwidthGBs: { ...BANDWIDTH, title: 'Bandwidth', help: 'Bandwidth of the memory controller.', required: true },
  latencyNs: { ...LATENCY, title: 'Latency', help: 'Idle latency of a local access.', required: true },
  cpus: { title: 'CPUs', help: 'pCPU numbers ("0-3,8").', kind: 'cpulist' },
} as const satisfies Record<string, FieldSpec>;

export const LINK_FIELDS = {
  from: { ...NODE_ID, title: 'From', help: 'Node where the link begins.' },
  to: { ...NODE_ID, title: 'To', help: 'Node where the link ends.' },
  capacityGBs: { ...BANDWIDTH, title: 'Capacity', help: 'Capacity in its direction.', required: true },
  latencyNs: {
    ...LATENCY,
    title: 'Latency',
    help: 'The link’s own latency.',
    min: 0,
    default: 'what the hop adds for the reader',
  },
} as const satisfies Record<string, FieldSpec>;

export const HOST_FIELDS = {
  name: { ...NAME, title: 'Name', help: 'Name of the host.', required: true },
  linesPerCore: {
    title: 'Lines per core',
    help: 'Line-fill buffers of a core.',
    kind: 'number',
    min: 1,
    max: 1e4,
    default: 16,
  },
} as const satisfies Record<string, FieldSpec>;

export const COPY_RATE_FIELDS = {
  liveGBs: { ...BANDWIDTH, title: 'Live copy', help: 'Rate of pre-copy and stop-and-copy.', min: 1e-6, default: 1 },
  backgroundGBs: {
    ...BANDWIDTH,
    title: 'Background copy',
    help: 'Rate of page migration in the background.',
    min: 1e-6,
    default: 0.5,
  },
} as const satisfies Record<string, FieldSpec>;

export const MECHANISM_IDS = ['live', 'suspend', 'hot-first', 'address-order', 'vcpu-only', 'process'] as const;

export const RUN_FIELDS = {
  until: { ...SECONDS, title: 'Until', help: 'Length of the run.', default: 120 },
  seed: { title: 'Seed', help: 'Of the random streams.', kind: 'integer', min: 0, max: 2 ** 32 - 1, default: 1 },
  reservedMiBPerNode: {
    ...MEMORY,
    title: 'Reserved per node',
    help: 'Memory that stays free on every node.',
    default: 0,
  },
  precopy: {
    title: 'Pre-copy rule',
    help: 'When live migration stops its rounds.',
    kind: 'choice',
    choices: ['xen-4.6', 'xen-4.5'],
    default: 'xen-4.6',
  },
} as const satisfies Record<string, FieldSpec>;

export const PLACEMENT_FIELDS = {
  node: { ...NODE_ID, title: 'Node', help: 'Home node of the part.' },
  vcpus: { title: 'vCPUs', help: 'vCPUs of the part.', kind: 'integer', min: 0, max: 65_536, required: true },
  memoryMiB: { ...MEMORY, title: 'Memory', help: 'Memory of the part.', required: true },
  cpus: { title: 'CPUs', help: 'pCPUs that the part is pinned to.', kind: 'cpulist' },
} as const satisfies Record<string, FieldSpec>;

export const MOVE_FIELDS = {
  at: { ...SECONDS, title: 'At', help: 'When the move is asked for.', required: true },
  guest: { ...NAME, title: 'Guest', help: 'Name of the guest that moves.', required: true },
  mechanism: { title: 'Mechanism', help: 'How it moves.', kind: 'choice', choices: MECHANISM_IDS, required: true },
} as const satisfies Record<string, FieldSpec>;

export const MEMORY_ON_FIELDS = {
  node: { ...NODE_ID, title: 'Node', help: 'Node where the memory lies.' },
  memoryMiB: { ...MEMORY, title: 'Memory', help: 'Memory there, the hottest extents first.', required: true },
} as const satisfies Record<string, FieldSpec>;

export const PHASE_FIELDS = {
  at: { ...SECONDS, title: 'At', help: 'When the phase begins.', required: true },
} as const satisfies Record<string, FieldSpec>;

export const ORIGINAL_FIELDS = {
  format: { ...NAME, title: 'Format', help: 'Format that the guest was imported from.', required: true },
  text: { ...TEXT, title: 'Text', help: 'What was imported, kept for export.', max: 10_000_000, required: true },
} as const satisfies Record<string, FieldSpec>;

export const STRATEGY_FIELDS = {
  id: { ...NAME, title: 'Id', help: 'Id of the strategy.', required: true },
} as const satisfies Record<string, FieldSpec>;

export const SCENARIO_FIELDS = {
  name: { ...NAME, title: 'Name', help: 'Name of the scenario.', min: 0 },
  note: { ...TEXT, title: 'Note', help: 'Free text.' },
} as const satisfies Record<string, FieldSpec>;

const CPUS: FieldSpec = { title: 'CPUs', help: 'pCPU numbers ("0-3,8").', kind: 'cpulist', required: true };

export const TOPOLOGY_FIELDS = {
  packages: { id: { ...NODE_ID, title: 'Id', help: 'Number of the package.' }, cpus: CPUS },
  cores: { cpus: CPUS },
  l3: { cpus: CPUS, sizeMiB: { ...MEMORY, kind: 'number', title: 'Size', help: 'Size of the cache.', required: true } },
} as const satisfies Record<string, Record<string, FieldSpec>>;

export const DEVICE_NAME_FIELD: FieldSpec = {
  ...NAME,
  title: 'Device',
  help: 'PCI address, "0000:3b:00.0".',
  required: true,
};

export const DEVICE_FIELDS = {
  name: DEVICE_NAME_FIELD,
  node: { ...NODE_ID, title: 'Node', help: 'Node that the device hangs on.' },
} as const satisfies Record<string, FieldSpec>;

export const SOURCE_FIELDS = {
  kind: {
    title: 'Kind',
    help: 'Where the figure comes from.',
    kind: 'choice',
    choices: ['file', 'measured', 'inferred', 'estimate'],
    required: true,
  },
  text: { ...TEXT, title: 'Source', help: 'Who measured or wrote it, and where.', required: true },
} as const satisfies Record<string, FieldSpec>;

export const NODE_ID_FIELD: FieldSpec = { ...NODE_ID, title: 'Node', help: 'Id of a node.' };
export const SLIT_FIELD: FieldSpec = {
  title: 'SLIT distance',
  help: '10 = local.',
  kind: 'number',
  min: 0,
  max: 65_535,
  required: true,
};
export const LATENCY_FIELD: FieldSpec = {
  ...LATENCY,
  title: 'Measured latency',
  help: 'Idle latency of the pair; null = not measured.',
};

/** A workload with every figure there. */
export type FullWorkload = Required<Workload>;

const FIXED_DEFAULTS = {
  duty: WORKLOAD_FIELDS.duty.default,
  memoryStall: WORKLOAD_FIELDS.memoryStall.default,
  bandwidthPerCoreGBs: WORKLOAD_FIELDS.bandwidthPerCoreGBs.default,
  shared: WORKLOAD_FIELDS.shared.default,
  hotFraction: WORKLOAD_FIELDS.hotFraction.default,
  hotShare: WORKLOAD_FIELDS.hotShare.default,
  dirtyRateMiBs: WORKLOAD_FIELDS.dirtyRateMiBs.default,
  osLocality: WORKLOAD_FIELDS.osLocality.default,
};

/**
 * A workload's figures with the defaults of MODEL §2 filled in; derived ones (a sixteenth of the memory) are not rounded.
 * `bandwidthPerCoreGBs` is 0 where nothing waits for memory.
 */
export function withDefaults(workload: Workload | undefined, guest: Pick<Guest, 'vcpus' | 'memoryMiB'>): FullWorkload {
  const full = { ...FIXED_DEFAULTS, tasks: guest.vcpus, writableSetMiB: guest.memoryMiB / 16, ...workload };
  return full.memoryStall === 0 ? { ...full, bandwidthPerCoreGBs: 0 } : full;
}
