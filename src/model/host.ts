import type { GigabytesPerSecond, Mebibytes, Nanoseconds } from './units.ts';

/** Where a figure comes from; every number that a user sees can say so. */
export type SourceKind = 'file' | 'measured' | 'inferred' | 'estimate';

export interface Source {
  readonly kind: SourceKind;
  readonly text: string;
}

/** One physical NUMA node as the scenario file states it. */
export interface NumaNode {
  readonly id: number;
  readonly cores: number;
  /** Hardware threads (pCPUs), at least `cores`. */
  readonly threads: number;
  readonly memoryMiB: Mebibytes;
  readonly bandwidthGBs: GigabytesPerSecond;
  /** Idle latency of an access from the node's own cores. */
  readonly latencyNs: Nanoseconds;
  /** pCPU numbers as a cpulist ("0-3,8"). */
  readonly cpus?: string;
}

/** A directed link; capacity and latency are its own. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly capacityGBs: GigabytesPerSecond;
  readonly latencyNs?: Nanoseconds;
}

/** The nodes between the ends, in order, by id. */
export interface Route {
  readonly from: number;
  readonly to: number;
  readonly via: readonly number[];
}

export interface HostTopology {
  readonly packages?: readonly { readonly id: number; readonly cpus: string }[];
  readonly cores?: readonly { readonly cpus: string }[];
  readonly l3?: readonly { readonly cpus: string; readonly sizeMiB: Mebibytes }[];
}

/** A PCI device by its address ("0000:3b:00.0"), and the node that it hangs on. */
export interface HostDevice {
  readonly name: string;
  readonly node: number;
}

/** A NUMA host. Matrices have rows and columns in the order of `nodes`. */
export interface Host {
  readonly name: string;
  readonly nodes: readonly NumaNode[];
  readonly topology?: HostTopology;
  /** SLIT distances, 10 = local. Not a latency. */
  readonly slit?: readonly (readonly number[])[];
  /** Measured idle latency, row = accessing node; null = not measured. */
  readonly latencyNs?: readonly (readonly (Nanoseconds | null)[])[];
  readonly links?: readonly Link[];
  readonly routes?: readonly Route[];
  readonly devices?: readonly HostDevice[];
  readonly linesPerCore?: number;
  readonly copy?: { readonly liveGBs?: GigabytesPerSecond; readonly backgroundGBs?: GigabytesPerSecond };
  /** Path ("nodes[].latencyNs") → where the figure comes from; "" = the rest. */
  readonly sources?: Readonly<Record<string, Source>>;
}
