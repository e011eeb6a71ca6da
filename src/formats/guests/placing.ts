import { formatCpulist, parseCpulist } from '../../model/cpulist.ts';
import type { Host } from '../../model/host.ts';
import type { Guest, MemoryOn, Placement, PlacementPart } from '../../model/scenario.ts';
import { splitPages, type GuestCell, type GuestShape, type WhereSet } from './shape.ts';

/** The pCPUs of every node by id; a node whose CPUs the host does not number has none. */
export function cpusByNode(host: Host | undefined): ReadonlyMap<number, readonly number[]> {
  const table = new Map<number, readonly number[]>();
  for (const { id, cpus } of host?.nodes ?? []) {
    const numbers = parseCpulist(cpus ?? '');
    table.set(id, typeof numbers === 'string' ? [] : numbers);
  }
  return table;
}

type CpuTable = ReadonlyMap<number, readonly number[]>;

/** The nodes that a list of pCPUs is on, ascending. */
type NodesOf = (cpus: readonly number[]) => readonly number[];

/** Lists are told apart by identity: thousands of vCPUs share one. */
function nodeFinder(table: CpuTable): NodesOf {
  const known = new Map<readonly number[], readonly number[]>();
  return (cpus) => {
    const before = known.get(cpus);
    if (before) return before;
    const wanted = new Set(cpus);
    const nodes = [...table].filter(([, own]) => own.some((cpu) => wanted.has(cpu))).map(([id]) => id);
    const sorted = nodes.toSorted((a, b) => a - b);
    known.set(cpus, sorted);
    return sorted;
  };
}

/** Nodes of a set, ascending; undefined where neither the input nor the host tells. */
function nodesOf(set: WhereSet | undefined, find: NodesOf): readonly number[] | undefined {
  const byCpus = set?.cpus ? find(set.cpus) : [];
  if (byCpus.length > 0) return byCpus;
  return set?.nodes && set.nodes.length > 0 ? set.nodes : undefined;
}

/** Nodes where a vCPU may be: its hard set, narrowed by its soft one where the two meet. */
function reachOf(shape: GuestShape, vcpu: number, find: NodesOf): readonly number[] | undefined {
  const hard = nodesOf(shape.hard.get(vcpu), find);
  const soft = nodesOf(shape.soft.get(vcpu), find);
  if (!hard || !soft) return hard ?? soft;
  const both = hard.filter((node) => soft.includes(node));
  return both.length > 0 ? both : hard;
}

function withCpus(nodes: readonly number[], table: CpuTable): readonly number[] {
  const able = nodes.filter((node) => (table.get(node)?.length ?? 0) > 0);
  return able.length > 0 ? able : nodes;
}

/**
 * The home node of every vCPU of a cell: where it is pinned; else where its memory lies; over several nodes they are dealt in
 * turn, from the one that holds most of the memory. undefined where a vCPU may be anywhere.
 */
function homesOf(shape: GuestShape, cell: GuestCell, table: CpuTable, find: NodesOf): readonly number[] | undefined {
  const memoryNodes = (cell.memory ?? []).toSorted((a, b) => b.share - a.share).map(({ node }) => node);
  const dealt = new Map<string, number>();
  const homes: number[] = [];
  for (const vcpu of cell.vcpus) {
    const reach = reachOf(shape, vcpu, find);
    const wanted = cell.home === undefined ? memoryNodes : [cell.home];
    const near = reach ? reach.filter((node) => wanted.includes(node)) : withCpus(wanted, table);
    const choice = near.length > 0 ? near : withCpus(reach ?? [], table);
    if (choice.length === 0) return undefined;
    const key = choice.join();
    const turn = dealt.get(key) ?? 0;
    dealt.set(key, turn + 1);
    homes.push(choice[turn % choice.length]!);
  }
  return homes;
}

interface Draft {
  readonly node: number;
  readonly vcpus: number[];
}

function draftsOf(cell: GuestCell, homes: readonly number[], fallback: number): Draft[] {
  const drafts: Draft[] = [];
  cell.vcpus.forEach((vcpu, i) => {
    const node = homes[i]!;
    const draft = drafts.find((one) => one.node === node);
    if (draft) draft.vcpus.push(vcpu);
    else drafts.push({ node, vcpus: [vcpu] });
  });
  return drafts.length > 0 ? drafts : [{ node: cell.home ?? cell.memory?.[0]?.node ?? fallback, vcpus: [] }];
}

/** A vnode is one part: it runs where most of its vCPUs do; what it holds elsewhere stays there. */
function asOneVnode(cell: GuestCell, drafts: readonly Draft[]): { cell: GuestCell; draft: Draft } {
  const [most] = drafts.toSorted((a, b) => b.vcpus.length - a.vcpus.length);
  const total = drafts.reduce((sum, { vcpus }) => sum + vcpus.length, 0);
  const memory =
    cell.memory ?? drafts.map(({ node, vcpus }) => ({ node, share: total > 0 ? vcpus.length / total : 1 }));
  return { cell: { ...cell, memory }, draft: { node: most!.node, vcpus: drafts.flatMap(({ vcpus }) => vcpus) } };
}

/** pCPUs that the vCPUs of a part are pinned to, on the part's own node only; undefined = not pinned to pCPUs. */
function pinsOf(shape: GuestShape, draft: Draft, table: CpuTable): string | undefined {
  const own = new Set(table.get(draft.node));
  const pins = new Set<number>();
  const taken = new Set<readonly number[]>();
  for (const vcpu of draft.vcpus) {
    const { cpus, whole } = shape.hard.get(vcpu) ?? {};
    if (!cpus || whole) return undefined;
    if (taken.has(cpus)) continue;
    taken.add(cpus);
    for (const cpu of cpus) if (own.has(cpu)) pins.add(cpu);
  }
  return pins.size > 0 ? formatCpulist(pins) : undefined;
}

function memoryOnOf(cell: GuestCell, draft: Draft, memoryMiB: number): readonly MemoryOn[] | undefined {
  const memory = cell.memory ?? [];
  if (memory.length === 0 || (memory.length === 1 && memory[0]!.node === draft.node)) return undefined;
  const amounts = splitPages(
    memoryMiB,
    memory.map(({ share }) => share),
  );
  return memory.map(({ node }, i) => ({ node, memoryMiB: amounts[i]! })).filter((entry) => entry.memoryMiB > 0);
}

/** Memory that the nodes of a cell's parts hold, if the input names the nodes but the parts can each keep their own. */
function partsOf(shape: GuestShape, cell: GuestCell, drafts: readonly Draft[], table: CpuTable): PlacementPart[] {
  const own = matchesDrafts(cell, drafts);
  const weights = own
    ? drafts.map(({ node }) => cell.memory!.find((one) => one.node === node)!.share)
    : vcpuWeights(drafts);
  const amounts = splitPages(cell.memoryMiB, weights);
  return drafts.map((draft, i) => {
    const memoryOn = own ? undefined : memoryOnOf(cell, draft, amounts[i]!);
    const cpus = pinsOf(shape, draft, table);
    return {
      node: draft.node,
      vcpus: draft.vcpus.length,
      memoryMiB: amounts[i]!,
      ...(memoryOn && { memoryOn }),
      ...(cpus !== undefined && { cpus }),
    };
  });
}

function vcpuWeights(drafts: readonly Draft[]): number[] {
  return drafts.map(({ vcpus }) => Math.max(1, vcpus.length));
}

/** The vCPUs are dealt over just the nodes that hold the memory: each part then keeps the memory of its node. */
function matchesDrafts(cell: GuestCell, drafts: readonly Draft[]): boolean {
  const memory = cell.memory ?? [];
  return memory.length === drafts.length && drafts.every(({ node }) => memory.some((one) => one.node === node));
}

/** The parts of a cell: of a flat guest one for each node that its vCPUs are on, of a guest with vnodes always one. */
function cellParts(
  shape: GuestShape,
  index: number,
  drafts: readonly Draft[],
  table: CpuTable,
  said: Said,
): PlacementPart[] {
  const cell = shape.cells[index]!;
  if (shape.cells.length === 1 || drafts.length === 1) return partsOf(shape, cell, drafts, table);
  const one = asOneVnode(cell, drafts);
  const nodes = drafts.map(({ node }) => node).join(', ');
  said(
    `${shape.name}: the vCPUs of vnode ${index} may be on the nodes ${nodes}; they are taken to be on node ${one.draft.node}`,
  );
  return partsOf(shape, one.cell, [one.draft], table);
}

/** Hears what had to be simplified. */
export type Said = (message: string) => void;

/**
 * The placement that the input's pins and bindings stand for, on this host; undefined where it leaves the guest unpinned.
 * Memory whose place is not stated is taken to be with the vCPUs.
 */
export function placementOf(shape: GuestShape, host: Host | undefined, said: Said): Placement | undefined {
  const table = cpusByNode(host);
  const find = nodeFinder(table);
  const homes = shape.cells.map((cell) => homesOf(shape, cell, table, find));
  const fallback = homes.find((list) => list && list.length > 0)?.[0] ?? shape.cells[0]?.memory?.[0]?.node;
  if (fallback === undefined || homes.some((list) => list === undefined)) return undefined;
  const parts = shape.cells.flatMap((cell, i) => cellParts(shape, i, draftsOf(cell, homes[i]!, fallback), table, said));
  const nodes = parts.flatMap(({ node, memoryOn }) => [node, ...(memoryOn ?? []).map((one) => one.node)]);
  return host === undefined || nodes.every((node) => table.has(node)) ? { parts } : undefined;
}

/** The guest of the scenario. A cell's parts keep the order of the cells. */
export function guestOf(shape: GuestShape, host: Host | undefined, said: Said): Guest {
  const placement = placementOf(shape, host, said);
  return {
    name: shape.name,
    vcpus: shape.cells.reduce((sum, { vcpus }) => sum + vcpus.length, 0),
    memoryMiB: shape.cells.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
    ...(shape.weight !== undefined && { weight: shape.weight }),
    ...(shape.capPercent !== undefined && { capPercent: shape.capPercent }),
    ...(shape.vnumaAware !== undefined && { vnumaAware: shape.vnumaAware }),
    ...(placement && { placement }),
    ...(shape.devices?.length && { devices: shape.devices }),
  };
}
