import type { GuestView, HostView, Newcomer } from '../../engine/strategy.ts';

export interface PretendNode {
  readonly id?: number;
  readonly cores?: number;
  readonly threads?: number;
  readonly memoryMiB?: number;
  /** Used besides the guests' memory. */
  readonly usedMiB?: number;
  /** CPU demand besides the guests', cores. */
  readonly demand?: number;
}

export interface PretendGuest {
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  readonly vnumaAware?: boolean;
  readonly unpinned?: boolean;
  readonly moving?: boolean;
  /** Node of each part; one part on node 0 without it. */
  readonly homes?: readonly number[];
  /** Cores wanted by each part; all vCPUs without it. */
  readonly demand?: readonly number[];
  readonly tasks?: readonly number[];
  /** MiB of each part by node; all at home without it. */
  readonly memoryOn?: readonly (readonly number[])[];
  readonly accessTo?: readonly (readonly number[])[];
  readonly since?: number;
}

function pretendGuest(guest: PretendGuest, index: number): GuestView {
  const { vcpus = 1, memoryMiB = 1024, homes = [0] } = guest;
  const parts = homes.length;
  const memory = guest.memoryOn ?? homes.map((home) => Object.assign([], { [home]: memoryMiB / parts }));
  const partVcpus = homes.map((_, p) => Math.floor(vcpus / parts) + (p < vcpus % parts ? 1 : 0));
  return {
    index,
    name: `g${index}`,
    vcpus,
    memoryMiB,
    vnumaAware: guest.vnumaAware ?? false,
    unpinned: guest.unpinned ?? false,
    moving: guest.moving ?? false,
    homes,
    demand: guest.demand ?? partVcpus,
    tasks: guest.tasks ?? partVcpus,
    partVcpus,
    memoryOn: (part, node) => memory[part]?.[node] ?? 0,
    accessTo: (part, node) => guest.accessTo?.[part]?.[node] ?? (memory[part]?.[node] ?? 0) / (memoryMiB / parts),
    cpuUsed: () => (guest.demand ?? partVcpus).reduce((sum, cores) => sum + cores, 0),
    since: guest.since ?? 0,
  };
}

/** A host as a strategy sees it, made of plain figures: 4 cores and 8 GiB per node unless said otherwise. */
export function pretendView(
  nodes: readonly PretendNode[],
  guests: readonly PretendGuest[] = [],
  more: Partial<HostView> = {},
): HostView {
  const views = guests.map(pretendGuest);
  const cores = (n: number): number => nodes[n].cores ?? 4;
  const memoryMiB = (n: number): number => nodes[n].memoryMiB ?? 8192;
  const usedMiB = (n: number): number =>
    views.reduce(
      (sum, guest) => sum + guest.homes.reduce((own, _, p) => own + guest.memoryOn(p, n), 0),
      nodes[n].usedMiB ?? 0,
    );
  const wanted = (n: number): number =>
    views.reduce(
      (sum, guest) => sum + guest.homes.reduce((own, home, p) => own + (home === n ? guest.demand[p] : 0), 0),
      nodes[n].demand ?? 0,
    );
  return {
    now: 0,
    nodeCount: nodes.length,
    nodeId: (n) => nodes[n].id ?? n,
    cores,
    threads: (n) => nodes[n].threads ?? cores(n),
    memoryMiB,
    latencyNs: (from, to) => (from === to ? 100 : 150),
    load: (n) => (cores(n) > 0 ? wanted(n) / cores(n) : Infinity),
    usedMiB,
    freeMiB: (n) => Math.max(0, memoryMiB(n) - usedMiB(n)),
    guests: () => views,
    random: () => 0.5,
    forecast: () => 'not pretended',
    ...more,
  };
}

/** A guest that asks for a place. */
export function newcomer(vcpus: number, memoryMiB: number, vnumaAware = false): Newcomer {
  return { name: 'new', vcpus, memoryMiB, vnumaAware };
}
