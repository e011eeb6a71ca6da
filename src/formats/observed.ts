import type { Host, HostDevice } from '../model/host.ts';
import type { Problem } from '../model/problem.ts';

/** One NUMA node as an input shows it. null = the input does not say. */
export interface ObservedNode {
  readonly os: number;
  /** Online, allowed pCPUs, ascending. */
  readonly cpus: readonly number[] | null;
  readonly memoryBytes: number | null;
  readonly freeBytes?: number | null;
  /** Where the input states a span of addresses with holes in it: what can be used, for the host. */
  readonly usableBytes?: number;
  /** What kind of memory, in the input's words ("HBM", "CXL-DRAM"). */
  readonly memoryKind?: string;
}

/** One matrix between nodes, rows and columns in the order of `nodes`. */
export interface ObservedDistances {
  readonly name: string | null;
  readonly means: 'latency' | 'bandwidth' | 'unknown';
  readonly nodes: readonly number[];
  readonly values: readonly (readonly number[])[];
}

export interface ObservedGroup {
  readonly os: number | null;
  readonly cpus: readonly number[];
}

export interface ObservedCache extends ObservedGroup {
  readonly bytes: number | null;
}

export interface ObservedCounts {
  readonly packages?: number;
  readonly cores?: number;
  readonly threads?: number;
  readonly threadsPerCore?: number;
  readonly l3?: number;
  readonly memoryBytes?: number;
}

/** What the firmware says (HMAT) of the way from some CPUs to a node's memory. */
export interface ObservedFigure {
  readonly kind: 'latencyNs' | 'bandwidthGBs';
  readonly node: number;
  readonly cpus: readonly number[];
  readonly value: number;
}

/** What one input says about a host, before anything is inferred; every reader of hosts gives this. */
export interface ObservedHost {
  readonly format: string;
  readonly name?: string;
  /** Processor model in the vendor's words. */
  readonly cpuModel?: string;
  /** By OS number. */
  readonly nodes: readonly ObservedNode[];
  /** All online, allowed pCPUs, ascending; null = not stated. */
  readonly cpus: readonly number[] | null;
  /** pCPUs that the input places in no node; null = the input cannot say. */
  readonly cpusWithoutNode?: readonly number[] | null;
  readonly distances: readonly ObservedDistances[];
  readonly packages: readonly ObservedGroup[] | null;
  readonly cores: readonly ObservedGroup[] | null;
  readonly l3: readonly ObservedCache[] | null;
  /** Numbers that the input states without saying which CPUs are meant. */
  readonly counts?: ObservedCounts;
  readonly figures?: readonly ObservedFigure[];
  /** PCI devices that hang on one node. */
  readonly devices?: readonly HostDevice[];
  /** Of a scenario file: the host as it stands there, nothing to infer. */
  readonly complete?: Host;
}

/** An observation with what its reader has to say about it. */
export interface Observation {
  readonly value: ObservedHost | undefined;
  readonly problems: readonly Problem[];
}
