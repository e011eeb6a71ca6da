import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import type { Share } from '../../model/units.ts';
import { coreMaps, cpuNumbers } from './cpu-groups.ts';
import type { PartRow } from './frame-rows.ts';

/** One vCPU drawn on a core. */
export interface VcpuRow {
  readonly guest: number;
  readonly part: number;
  /** Number within the guest. */
  readonly vcpu: number;
  /** Of a core's time. */
  readonly share: Share;
  /** Its part is pinned to CPUs of this node. */
  readonly pinned: boolean;
}

/** vCPUs of a part that have something to run: never fewer than its CPU time needs. */
function runningOf(part: PartRow, guest: Guest | undefined): number {
  const tasks = guest?.workload?.tasks ?? guest?.vcpus ?? part.vcpus;
  const split = guest !== undefined && part.vcpus < guest.vcpus;
  const most = Math.min(part.vcpus, split ? Math.ceil(tasks) : tasks);
  return Math.max(1, Math.ceil(part.demand - 1e-6), split ? 0 : Math.round(most));
}

function pinsOf(part: PartRow, guest: Guest | undefined): readonly number[] {
  const cpus = guest?.placement?.parts[part.part]?.cpus;
  return cpus === undefined ? [] : cpuNumbers(cpus);
}

/** Number of each part's first vCPU within its guest; a guest's parts stand together in the frame, in order. */
function firstVcpus(parts: readonly PartRow[]): readonly number[] {
  const next = new Map<number, number>();
  return parts.map(({ guest, vcpus }) => {
    const first = next.get(guest) ?? 0;
    next.set(guest, first + vcpus);
    return first;
  });
}

/** The first of the cores with fewest rows. */
function leastFilled(rows: readonly (readonly VcpuRow[])[], among: readonly number[]): number {
  let best = among[0]!;
  for (const core of among) if (rows[core]!.length < rows[best]!.length) best = core;
  return best;
}

interface Tenant {
  readonly part: PartRow;
  readonly first: number;
  /** Cores that it is pinned to; empty = it may run on all. */
  readonly pins: readonly number[];
}

/** Seats every vCPU of a part, each on the core with fewest. */
function seat(
  { part, first, pins }: Tenant,
  among: readonly number[],
  rows: VcpuRow[][],
  guest: Guest | undefined,
): void {
  const running = Math.min(part.vcpus, runningOf(part, guest));
  const share = Math.min(1, part.cpuShare / running);
  const count = Math.ceil(part.vcpus - 1e-6);
  for (let i = 0; i < count; i += 1) {
    rows[leastFilled(rows, among)]!.push({
      guest: part.guest,
      part: part.part,
      vcpu: first + i,
      share: i < running ? share : 0,
      pinned: pins.length > 0,
    });
  }
}

function dealNode(cores: number, tenants: readonly Tenant[], guests: readonly Guest[]): VcpuRow[][] {
  const rows = Array.from({ length: cores }, (): VcpuRow[] => []);
  if (cores === 0) return rows;
  const everywhere = rows.map((_, core) => core);
  for (const tenant of tenants) if (tenant.pins.length > 0) seat(tenant, tenant.pins, rows, guests[tenant.part.guest]);
  for (const tenant of tenants) if (tenant.pins.length === 0) seat(tenant, everywhere, rows, guests[tenant.part.guest]);
  return rows;
}

/** vCPUs by core of a node, dealt when they are first asked for: far out nobody does. */
export type Dealer = (node: number) => readonly (readonly VcpuRow[])[];

/**
 * The engine knows no cores, so which one a vCPU is drawn on is a fixed deal: pinned ones first, to the cores they are
 * pinned to, then the others in order, each to the core with fewest; it does not change with the load.
 */
export function dealer(host: Host, parts: readonly PartRow[], guests: readonly Guest[]): Dealer {
  const first = firstVcpus(parts);
  const homes = host.nodes.map((): number[] => []);
  parts.forEach((part, i) => homes[part.home]?.push(i));
  const dealt = new Map<number, VcpuRow[][]>();
  return (node) => {
    const known = dealt.get(node);
    if (known) return known;
    const map = coreMaps(host)[node]!;
    const tenants = homes[node]!.map((i): Tenant => {
      const part = parts[i]!;
      const pins = pinsOf(part, guests[part.guest]).flatMap((cpu) => map.get(cpu) ?? []);
      return { part, first: first[i]!, pins };
    });
    const rows = dealNode(host.nodes[node]!.cores, tenants, guests);
    dealt.set(node, rows);
    return rows;
  };
}
