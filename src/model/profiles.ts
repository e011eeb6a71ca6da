import type { Source } from './host.ts';
import type { Guest, Workload } from './scenario.ts';
import { BYTES_PER_LINE } from './units.ts';

/** A named kind of workload: figures of one task, and what of the guest's size they depend on. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** Misses of the last cache that a task keeps in flight: its memory traffic follows from it. */
  readonly parallelism: number;
  /** Share of the guest's memory that is rewritten again and again. */
  readonly writableShare: number;
  /** Tasks, where there are not as many as vCPUs. */
  readonly tasks?: number;
  readonly workload: Required<
    Pick<Workload, 'duty' | 'memoryStall' | 'shared' | 'hotFraction' | 'hotShare' | 'dirtyRateMiBs' | 'osLocality'>
  >;
  /** Field → where its figure comes from; "" = the rest. */
  readonly sources: Readonly<Record<string, Source>>;
}

/** Idle local latency that the figures are given for, ns. */
const REFERENCE_NS = 100;

function estimate(text: string): Source {
  return { kind: 'estimate', text };
}

const CLASSES = 'class default by stalls on the last cache, in the middle of its range';
const TRAFFIC: Source = {
  kind: 'inferred',
  text: 'σ · misses in flight · 64 B / 100 ns: who waits for σ of its time with so many misses in flight moves so much',
};
const REST = estimate('chosen so that the kinds differ as operators describe them; not measured');

function sourcesOf(stall: string, parallelism: string): Profile['sources'] {
  return {
    memoryStall: estimate(stall),
    parallelism: estimate(parallelism),
    bandwidthPerCoreGBs: TRAFFIC,
    '': REST,
  };
}

/** Kinds of workload that files, forms and the generator of arrivals can name. */
export const PROFILES: readonly Profile[] = [
  {
    id: 'cpu-bound',
    title: 'CPU-bound',
    help: 'Computes in its caches: where its memory lies hardly matters.',
    parallelism: 2,
    writableShare: 1 / 64,
    workload: {
      duty: 1,
      memoryStall: 0.02,
      shared: 0.1,
      hotFraction: 0.05,
      hotShare: 0.9,
      dirtyRateMiBs: 50,
      osLocality: 0.9,
    },
    sources: sourcesOf(`${CLASSES}: 0.02`, 'few misses, two at a time'),
  },
  {
    id: 'web',
    title: 'Web server',
    help: 'Many short requests, idle half of the time.',
    parallelism: 2,
    writableShare: 1 / 16,
    workload: {
      duty: 0.5,
      memoryStall: 0.15,
      shared: 0.2,
      hotFraction: 0.1,
      hotShare: 0.8,
      dirtyRateMiBs: 120,
      osLocality: 0.9,
    },
    sources: sourcesOf(`${CLASSES}: 0.15`, 'two misses at a time'),
  },
  {
    id: 'oltp',
    title: 'JVM or OLTP',
    help: 'Transactions on a heap or buffer pool that all threads share.',
    parallelism: 2,
    writableShare: 1 / 8,
    workload: {
      duty: 0.8,
      memoryStall: 0.42,
      shared: 0.5,
      hotFraction: 0.2,
      hotShare: 0.8,
      dirtyRateMiBs: 300,
      osLocality: 0.8,
    },
    sources: sourcesOf(`${CLASSES}: 0.35–0.5`, 'two misses at a time'),
  },
  {
    id: 'analytics',
    title: 'In-memory analytics',
    help: 'Scans and joins over most of its memory.',
    parallelism: 4,
    writableShare: 1 / 8,
    workload: {
      duty: 1,
      memoryStall: 0.5,
      shared: 0.3,
      hotFraction: 0.5,
      hotShare: 0.7,
      dirtyRateMiBs: 400,
      osLocality: 0.9,
    },
    sources: sourcesOf(`${CLASSES}: 0.5`, 'class default: 4'),
  },
  {
    id: 'streaming',
    title: 'Streaming',
    help: 'Reads and writes long arrays: bandwidth is what it wants.',
    parallelism: 12,
    writableShare: 1 / 2,
    workload: {
      duty: 1,
      memoryStall: 0.9,
      shared: 0.05,
      hotFraction: 1,
      hotShare: 1,
      dirtyRateMiBs: 2000,
      osLocality: 0.95,
    },
    sources: sourcesOf('bandwidth-limited: nearly all of its time', 'prefetchers keep most line-fill buffers busy'),
  },
  {
    id: 'pointer-chase',
    title: 'Pointer chase',
    help: 'One access must end before the next begins: latency is all that counts.',
    parallelism: 1,
    writableShare: 1 / 32,
    workload: {
      duty: 1,
      memoryStall: 0.8,
      shared: 0.2,
      hotFraction: 0.3,
      hotShare: 0.6,
      dirtyRateMiBs: 50,
      osLocality: 0.9,
    },
    sources: sourcesOf(`${CLASSES}: 0.8`, 'class default: 1'),
  },
  {
    id: 'single-task',
    title: 'Single task',
    help: 'One busy task in a guest of any size: it cannot use what lies in other vnodes well.',
    parallelism: 3,
    writableShare: 1 / 16,
    tasks: 1,
    workload: {
      duty: 1,
      memoryStall: 0.4,
      shared: 0,
      hotFraction: 0.3,
      hotShare: 0.7,
      dirtyRateMiBs: 200,
      osLocality: 0.9,
    },
    sources: sourcesOf(`${CLASSES}: between web and analytics`, 'three misses at a time'),
  },
  {
    id: 'idle',
    title: 'Idle',
    help: 'Timers and a daemon now and then.',
    parallelism: 1,
    writableShare: 1 / 256,
    workload: {
      duty: 0.02,
      memoryStall: 0.15,
      shared: 0.2,
      hotFraction: 0.05,
      hotShare: 0.9,
      dirtyRateMiBs: 5,
      osLocality: 0.9,
    },
    sources: sourcesOf('as a web server', 'one miss at a time'),
  },
];

export function profileById(id: string): Profile | undefined {
  return PROFILES.find((profile) => profile.id === id);
}

/** Memory traffic of one core's worth of progress, GB/s. */
export function trafficOf({ workload, parallelism }: Profile): number {
  return (workload.memoryStall * parallelism * BYTES_PER_LINE) / REFERENCE_NS;
}

/** The workload of a guest of this kind; its derived figures are in proportion to the guest's size. */
export function workloadOf(profile: Profile, guest: Pick<Guest, 'memoryMiB'>): Workload {
  return {
    ...profile.workload,
    ...(profile.tasks === undefined ? {} : { tasks: profile.tasks }),
    bandwidthPerCoreGBs: trafficOf(profile),
    writableSetMiB: guest.memoryMiB * profile.writableShare,
  };
}
