import type { FieldSpec } from './fields.ts';
import type { Mebibytes, Seconds, Share } from './units.ts';

/** A size of guests that arrive, and how often it comes against the others. */
export interface Flavour {
  readonly name?: string;
  readonly vcpus: number;
  readonly memoryMiB: Mebibytes;
  /** 1 without it. */
  readonly share?: number;
}

/** The seeded generator of further guests; every field optional. */
export interface Arrivals {
  readonly from?: Seconds;
  readonly until?: Seconds;
  readonly perHour?: number;
  readonly most?: number;
  readonly dailySwing?: Share;
  readonly peakHour?: number;
  readonly burstShare?: Share;
  readonly burstSize?: number;
  readonly shortStaySeconds?: Seconds;
  readonly longStaySeconds?: Seconds;
  readonly longShare?: Share;
  readonly awareShare?: Share;
  readonly hotplugShare?: Share;
  readonly flavours?: readonly Flavour[];
  /** Profile id → how often it comes against the others. */
  readonly profiles?: Readonly<Record<string, number>>;
}

const SECONDS = { kind: 'number', unit: 's', min: 0, max: 1e9 } as const;
const SHARE = { kind: 'number', min: 0, max: 1 } as const;

export const ARRIVAL_FIELDS = {
  from: { ...SECONDS, title: 'From', help: 'When the first guests may come.', default: 0 },
  until: { ...SECONDS, title: 'Until', help: 'After this nobody comes any more.', default: 'the end of the run' },
  perHour: {
    title: 'Rate',
    help: 'Guests that come in an hour, in the mean over a day.',
    kind: 'number',
    unit: '1/h',
    min: 0,
    max: 1e7,
    default: 60,
  },
  most: {
    title: 'At most',
    help: 'No more guests than this come in all.',
    kind: 'integer',
    min: 0,
    max: 1_000_000,
    default: 20_000,
  },
  dailySwing: {
    ...SHARE,
    title: 'Daily swing',
    help: 'How far the rate rises above its mean by day and falls below it by night.',
    default: 0,
  },
  peakHour: {
    title: 'Peak hour',
    help: 'Hour of the day with the highest rate; a run begins at midnight.',
    kind: 'number',
    unit: 'h',
    min: 0,
    max: 24,
    default: 15,
  },
  burstShare: {
    ...SHARE,
    title: 'Share of bursts',
    help: 'Share of arrivals at which several guests of one kind come at once.',
    default: 0,
  },
  burstSize: {
    title: 'Burst size',
    help: 'Guests of a burst, in the mean.',
    kind: 'number',
    min: 1,
    max: 1000,
    default: 4,
  },
  shortStaySeconds: {
    ...SECONDS,
    title: 'Short stay',
    help: 'How long most guests stay, in the mean (exponential).',
    min: 0.001,
    default: 900,
  },
  longStaySeconds: {
    ...SECONDS,
    title: 'Long stay',
    help: 'How long the others stay, in the mean (exponential).',
    min: 0.001,
    default: 43_200,
  },
  longShare: { ...SHARE, title: 'Share of long stays', help: 'Share of guests that stay long.', default: 0.2 },
  awareShare: {
    ...SHARE,
    title: 'Share of NUMA-aware guests',
    help: 'Share of guests whose OS reads a virtual topology.',
    default: 0.5,
  },
  hotplugShare: {
    ...SHARE,
    title: 'Share with hotplug',
    help: 'Share of NUMA-aware guests that read their topology again when told.',
    default: 1,
  },
} as const satisfies Record<string, FieldSpec>;

export const FLAVOUR_FIELDS = {
  name: { title: 'Name', help: 'Name of the size.', kind: 'text', min: 1, max: 100 },
  vcpus: { title: 'vCPUs', help: 'Virtual CPUs.', kind: 'integer', min: 1, max: 65_536, required: true },
  memoryMiB: {
    title: 'Memory',
    help: 'Memory of the guest.',
    kind: 'mebibytes',
    unit: 'MiB',
    min: 1 / 256,
    max: 2 ** 42,
    required: true,
  },
  share: {
    title: 'Share',
    help: 'How often it comes, against the others.',
    kind: 'number',
    min: 0,
    max: 1e6,
    default: 1,
  },
} as const satisfies Record<string, FieldSpec>;

export const PROFILE_SHARE_FIELD: FieldSpec = {
  title: 'Share',
  help: 'How often the kind of workload comes, against the others.',
  kind: 'number',
  min: 0,
  max: 1e6,
};

/** Small guests are many, large ones few: sizes double, shares halve. An estimate. */
export const DEFAULT_FLAVOURS: readonly Flavour[] = [
  { name: 'small', vcpus: 1, memoryMiB: 1024, share: 8 },
  { name: 'medium', vcpus: 2, memoryMiB: 4096, share: 4 },
  { name: 'large', vcpus: 4, memoryMiB: 8192, share: 2 },
  { name: 'xlarge', vcpus: 8, memoryMiB: 16_384, share: 1 },
];

/** A mixed estate; an estimate. */
export const DEFAULT_PROFILES: Readonly<Record<string, number>> = {
  web: 4,
  idle: 3,
  oltp: 3,
  'cpu-bound': 2,
  analytics: 1,
  'single-task': 1,
  streaming: 0.5,
  'pointer-chase': 0.5,
};
