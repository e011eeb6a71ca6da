import { parseCpulist } from './cpulist.ts';
import type { Findings } from './findings.ts';
import type { Host, NumaNode } from './host.ts';
import type { Guest, PlacementPart } from './scenario.ts';

type Nodes = ReadonlyMap<number, NumaNode>;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function checkMemoryNode(nodes: Nodes, id: number, mib: number, path: string, out: Findings): void {
  const node = nodes.get(id);
  if (node === undefined) out.error(`${path}.node`, 'no-such-node', `there is no node ${id}`);
  else if (mib > 0 && node.memoryMiB === 0)
    out.error(`${path}.memoryMiB`, 'memory-on-none', `${mib} MiB on node ${id}, which has no memory`);
}

function checkMemory(nodes: Nodes, part: PlacementPart, path: string, out: Findings): void {
  if (part.memoryOn === undefined) return checkMemoryNode(nodes, part.node, part.memoryMiB, path, out);
  part.memoryOn.forEach((on, n) => checkMemoryNode(nodes, on.node, on.memoryMiB, `${path}.memoryOn[${n}]`, out));
  const total = sum(part.memoryOn.map((on) => on.memoryMiB));
  if (total !== part.memoryMiB)
    out.error(`${path}.memoryOn`, 'memory-sum', `adds up to ${total} MiB, but the part has ${part.memoryMiB} MiB`);
}

/** Pins lie on the part's node; on a host without CPU numbers they count for nothing. */
function checkPins(node: NumaNode, part: PlacementPart, path: string, out: Findings): void {
  if (part.cpus === undefined || node.cpus === undefined) return;
  const [pins, there] = [parseCpulist(part.cpus), parseCpulist(node.cpus)];
  if (typeof pins === 'string' || typeof there === 'string') return;
  const known = new Set(there);
  const stray = pins.find((cpu) => !known.has(cpu));
  if (stray !== undefined)
    out.error(`${path}.cpus`, 'stray-pin', `CPU ${stray} is not on node ${node.id} (${node.cpus || 'no CPUs'})`);
}

function checkPart(nodes: Nodes, part: PlacementPart, path: string, out: Findings): void {
  const node = nodes.get(part.node);
  if (node === undefined) {
    out.error(`${path}.node`, 'no-such-node', `there is no node ${part.node}`);
    return;
  }
  if (part.vcpus > 0 && node.cores === 0)
    out.error(`${path}.node`, 'no-cpus', `${part.vcpus} vCPUs on node ${node.id}, which has no CPUs`);
  checkMemory(nodes, part, path, out);
  checkPins(node, part, path, out);
}

function checkSums(guest: Guest, parts: readonly PlacementPart[], path: string, out: Findings): void {
  const vcpus = sum(parts.map((part) => part.vcpus));
  if (vcpus !== guest.vcpus)
    out.error(path, 'vcpu-sum', `the parts have ${vcpus} vCPUs together, but the guest has ${guest.vcpus}`);
  const mib = sum(parts.map((part) => part.memoryMiB));
  if (mib !== guest.memoryMiB)
    out.error(path, 'memory-sum', `the parts have ${mib} MiB together, but the guest has ${guest.memoryMiB} MiB`);
}

/** A guest's placement against its host (MODEL §2): nodes that are there, with CPUs and memory, sums that add up. */
export function checkPlacement(nodes: Nodes, guest: Guest, path: string, out: Findings): void {
  const parts = guest.placement?.parts;
  if (parts === undefined) return;
  checkSums(guest, parts, `${path}.placement.parts`, out);
  parts.forEach((part, n) => checkPart(nodes, part, `${path}.placement.parts[${n}]`, out));
}

interface Claim {
  readonly at: number;
  readonly guest: number;
  readonly node: number;
  /** Negative = given back. */
  readonly mib: number;
}

/** What a placed guest takes when it comes and gives back when it goes. */
function claimsOf(guest: Guest, index: number): Claim[] {
  return (guest.placement?.parts ?? []).flatMap((part) => {
    const pieces = part.memoryOn ?? [{ node: part.node, memoryMiB: part.memoryMiB }];
    return pieces.flatMap(({ node, memoryMiB }): Claim[] => {
      const come = { at: guest.arrive ?? 0, guest: index, node, mib: memoryMiB };
      return guest.depart === undefined ? [come] : [come, { ...come, at: guest.depart, mib: -memoryMiB }];
    });
  });
}

/** Who goes gives its memory back before who comes at the same time takes any. */
function inOrder(a: Claim, b: Claim): number {
  return a.at - b.at || Number(a.mib >= 0) - Number(b.mib >= 0) || a.guest - b.guest;
}

/** No node ever holds more than it has of guests that the file places; each guest counts while it is there. */
export function checkRoom(host: Host, guests: readonly Guest[], out: Findings): void {
  const size = new Map(host.nodes.map((node) => [node.id, node.memoryMiB]));
  const used = new Map<number, number>();
  const blamed = new Set<number>();
  for (const claim of guests.flatMap(claimsOf).toSorted(inOrder)) {
    const total = (used.get(claim.node) ?? 0) + claim.mib;
    used.set(claim.node, total);
    const room = size.get(claim.node) ?? 0;
    if (claim.mib <= 0 || total <= room || blamed.has(claim.guest)) continue;
    blamed.add(claim.guest);
    out.error(
      `guests[${claim.guest}].placement`,
      'node-overfilled',
      `node ${claim.node} would hold ${total} MiB at ${claim.at} s, it has ${room} MiB`,
    );
  }
}
