import { ratesOf } from '../engine/rates-report.ts';
import { EngineError } from '../engine/scenario/host-model.ts';
import type { RatesReport } from '../engine/reports.ts';
import { parseCpulist } from '../model/cpulist.ts';
import type { NumaNode } from '../model/host.ts';
import type { Guest, MemoryOn, PlacementPart, Scenario } from '../model/scenario.ts';
import type { Mebibytes } from '../model/units.ts';

export interface PlacedGuest {
  readonly guest: Guest;
  readonly parts: readonly PlacementPart[];
}

/** A scenario as the rules look at it. */
export interface PlacementView {
  readonly scenario: Scenario;
  readonly nodes: ReadonlyMap<number, NumaNode>;
  readonly placed: readonly PlacedGuest[];
  /** Memory that the placed guests hold on each node. */
  readonly usedMiB: ReadonlyMap<number, Mebibytes>;
  /** vCPUs at home on each node. */
  readonly vcpusOn: ReadonlyMap<number, number>;
  readonly reservedMiB: Mebibytes;
  /** What the engine makes of it; undefined where it refuses the placements. */
  readonly rates: RatesReport | undefined;
}

/** Where the memory of a part lies. */
export function memoryOf(part: PlacementPart): readonly MemoryOn[] {
  return part.memoryOn ?? [{ node: part.node, memoryMiB: part.memoryMiB }];
}

function addTo(table: Map<number, number>, key: number, amount: number): void {
  table.set(key, (table.get(key) ?? 0) + amount);
}

/** Memory on each node of the guests that the scenario places. */
export function usedMemory(placed: readonly PlacedGuest[]): Map<number, Mebibytes> {
  const used = new Map<number, number>();
  for (const { parts } of placed) {
    for (const part of parts) for (const { node, memoryMiB } of memoryOf(part)) addTo(used, node, memoryMiB);
  }
  return used;
}

function placedGuests(scenario: Scenario): PlacedGuest[] {
  return scenario.guests.flatMap((guest) => (guest.placement ? [{ guest, parts: guest.placement.parts }] : []));
}

/** The same scenario on nodes that hold what is put on them: rates depend on where memory is, not on how full its node is. */
function roomy(scenario: Scenario): Scenario {
  const used = usedMemory(placedGuests(scenario));
  const floating = scenario.guests.reduce((sum, guest) => sum + (guest.placement ? 0 : guest.memoryMiB), 0);
  const nodes = scenario.host.nodes.map((node) => {
    const held = used.get(node.id) ?? 0;
    const memoryMiB = node.memoryMiB > 0 || held > 0 ? Math.max(node.memoryMiB, held) + floating : 0;
    return { ...node, memoryMiB };
  });
  return { ...scenario, host: { ...scenario.host, nodes }, run: { ...scenario.run, reservedMiBPerNode: 0 } };
}

/** The engine's rates; undefined where it refuses the placements for something else than lack of memory. */
export function ratesIfAny(scenario: Scenario): RatesReport | undefined {
  try {
    return ratesOf(roomy(scenario));
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

/** pCPU numbers of a cpulist; none where there is no list. */
export function cpusOf(list: string | undefined): readonly number[] {
  const cpus = parseCpulist(list ?? '');
  return typeof cpus === 'string' ? [] : cpus;
}

/** Free memory of a node beyond what the host keeps. */
export function freeMiB(view: PlacementView, node: number): Mebibytes {
  return (view.nodes.get(node)?.memoryMiB ?? 0) - view.reservedMiB - (view.usedMiB.get(node) ?? 0);
}

/** The view of a scenario: every guest of the file counts, as for `rates`. */
export function viewOf(scenario: Scenario): PlacementView {
  const placed = placedGuests(scenario);
  const vcpusOn = new Map<number, number>();
  for (const { parts } of placed) for (const part of parts) addTo(vcpusOn, part.node, part.vcpus);
  return {
    scenario,
    nodes: new Map(scenario.host.nodes.map((node) => [node.id, node])),
    placed,
    usedMiB: usedMemory(placed),
    vcpusOn,
    reservedMiB: scenario.run?.reservedMiBPerNode ?? 0,
    rates: ratesIfAny(scenario),
  };
}

/** Node ids without doubles, ascending. */
export function ids(nodes: Iterable<number>): number[] {
  return [...new Set(nodes)].toSorted((a, b) => a - b);
}

/** "node 1" or "nodes 0, 2". */
export function nodeWords(nodes: readonly number[]): string {
  return `${nodes.length === 1 ? 'node' : 'nodes'} ${nodes.join(', ')}`;
}

/** "3.0 GiB" or "512 MiB". */
export function memoryWords(memoryMiB: Mebibytes): string {
  return memoryMiB >= 1024 ? `${(memoryMiB / 1024).toFixed(1)} GiB` : `${Math.round(memoryMiB)} MiB`;
}
