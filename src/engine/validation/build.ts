import type { Host, Link } from '../../model/host.ts';
import type { Guest, Scenario, Workload } from '../../model/scenario.ts';
import { ratesOf } from '../rates-report.ts';
import type { RatesReport } from '../reports.ts';

/** A host of equal nodes. `far` = idle latency between two nodes, ns. */
export interface Plain {
  readonly name: string;
  readonly nodes: number;
  readonly cores: number;
  readonly threads?: number;
  readonly memoryMiB: number;
  readonly bandwidthGBs: number;
  readonly nearNs: number;
  readonly farNs: (from: number, to: number) => number;
  readonly linkGBs: (from: number, to: number) => number | undefined;
}

export function hostOf(plain: Plain): Host {
  const ids = Array.from({ length: plain.nodes }, (_, n) => n);
  const links = ids.flatMap((from) => ids.flatMap((to) => linkOf(plain, from, to)));
  return {
    name: plain.name,
    nodes: ids.map((id) => ({
      id,
      cores: plain.cores,
      threads: plain.threads ?? plain.cores,
      memoryMiB: plain.memoryMiB,
      bandwidthGBs: plain.bandwidthGBs,
      latencyNs: plain.nearNs,
    })),
    latencyNs: ids.map((from) => ids.map((to) => (from === to ? plain.nearNs : plain.farNs(from, to)))),
    ...(links.length > 0 ? { links } : {}),
  };
}

function linkOf(plain: Plain, from: number, to: number): Link[] {
  const capacityGBs = from === to ? undefined : plain.linkGBs(from, to);
  return capacityGBs === undefined ? [] : [{ from, to, capacityGBs }];
}

/** A guest whole on one node; its memory there, or in equal shares on `memoryOn`, all of it equally hot. */
export function guestOn(
  name: string,
  node: number,
  vcpus: number,
  workload: Workload,
  memoryOn: readonly number[] = [node],
): Guest {
  const memoryMiB = 1024;
  const spread = memoryOn.map((where) => ({ node: where, memoryMiB: memoryMiB / memoryOn.length }));
  const flat = { ...workload, hotFraction: 1, hotShare: 1 };
  return {
    name,
    vcpus,
    memoryMiB,
    workload: flat,
    placement: { parts: [{ node, vcpus, memoryMiB, memoryOn: spread }] },
  };
}

export function scenarioOf(host: Host, guests: readonly Guest[]): Scenario {
  return { nearfar: 1, name: host.name, host, guests };
}

export function ratesFor(host: Host, guests: readonly Guest[]): RatesReport {
  return ratesOf(scenarioOf(host, guests));
}

export function meanSpeed({ guests }: RatesReport): number {
  return guests.reduce((sum, guest) => sum + guest.speed, 0) / guests.length;
}
