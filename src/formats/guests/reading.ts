import type { Problem } from '../../model/problem.ts';
import type { Guest } from '../../model/scenario.ts';

export type GuestsFormat =
  | 'xl-cfg'
  | 'thread2007'
  | 'libvirt-domain'
  | 'qemu-command'
  | 'xl-vcpu-list'
  | 'xl-list-n'
  | 'xl-debug-keys-u'
  | 'numastat-p'
  | 'virsh-vcpupin'
  | 'virsh-numatune'
  | 'vm-trace'
  | 'scenario';

/** A NUMA cell that the guest sees, as written; memory in bytes, distances by cell id. */
export interface CellFacts {
  readonly id: string | null;
  readonly cpus: string | null;
  readonly memoryBytes: number | null;
  readonly memAccess: string | null;
  readonly distances: Readonly<Record<string, number>>;
}

/** What one domain's file says, as written: attributes as text, memory in bytes, null = not stated. */
export interface DomainFacts {
  readonly format: 'libvirt-domain';
  readonly type: string | null;
  readonly name: string | null;
  readonly memoryBytes: number | null;
  readonly currentMemoryBytes: number | null;
  readonly maxMemoryBytes: number | null;
  readonly vcpusMax: number;
  readonly vcpusCurrent: number | null;
  readonly vcpuPlacement: string | null;
  readonly vcpuCpuset: string | null;
  readonly cpuTopology: Readonly<Record<'sockets' | 'dies' | 'cores' | 'threads', number>> | null;
  readonly cells: readonly CellFacts[];
  readonly interconnects: readonly Readonly<Record<string, string>>[];
  readonly vcpupin: readonly { readonly vcpu: number; readonly cpuset: string | null }[];
  readonly emulatorpin: string | null;
  readonly shares: number | null;
  readonly numatuneMemory: Readonly<Record<string, string>> | null;
  readonly numatuneMemnodes: readonly Readonly<Record<string, string>>[];
  readonly hugepages: readonly Readonly<Record<string, string>>[] | null;
  readonly memoryDevices: readonly {
    readonly model: string | null;
    readonly node: string | null;
    readonly sizeBytes: number | null;
  }[];
}

/** A domain of which nothing is stated, for formats that state little. */
export const NO_FACTS: DomainFacts = {
  format: 'libvirt-domain',
  type: null,
  name: null,
  memoryBytes: null,
  currentMemoryBytes: null,
  maxMemoryBytes: null,
  vcpusMax: 1,
  vcpusCurrent: null,
  vcpuPlacement: null,
  vcpuCpuset: null,
  cpuTopology: null,
  cells: [],
  interconnects: [],
  vcpupin: [],
  emulatorpin: null,
  shares: null,
  numatuneMemory: null,
  numatuneMemnodes: [],
  hugepages: null,
  memoryDevices: [],
};

/** One row of `xl vcpu-list`; `cpu` is null while the vCPU is on none. */
export interface VcpuFacts {
  readonly name: string;
  readonly domid: number;
  readonly vcpu: number;
  readonly cpu: number | null;
  readonly state: string;
  readonly timeS: number | null;
  readonly hard: string;
  readonly soft: string | null;
}

/** What a list of domains says; which keys are there depends on the command that printed it. */
export interface ListFacts {
  readonly format: GuestsFormat;
  readonly vcpus?: readonly VcpuFacts[];
  readonly domains?: readonly unknown[];
  readonly nodes?: readonly unknown[];
  readonly pageBytes?: number;
  /** Of a trace: its header, and how many machines it lists. */
  readonly columns?: readonly string[];
  readonly rows?: number;
}

export type ReadGuest = Guest & { readonly facts?: DomainFacts };

/** What `nearfar guests --json` prints; scripts rely on its keys. */
export interface GuestsReading {
  readonly format: GuestsFormat;
  readonly guests: readonly ReadGuest[];
  /** Of lists only: what the text says, row by row. */
  readonly facts?: ListFacts;
  readonly warnings: readonly Problem[];
}
