import type { PlacementPart, Placement } from '../../model/scenario.ts';
import type { GuestSpec } from './compile.ts';
import { EngineError, type HostModel } from './host-model.ts';

/** Sums may differ by rounding, MiB. */
const SLACK = 1e-6;

function nodeAt(host: HostModel, id: number, path: string): number {
  const index = host.indexOf.get(id);
  if (index === undefined) throw new EngineError(`There is no node ${id}.`, path);
  return index;
}

function sum<T>(list: readonly T[], value: (item: T) => number): number {
  return list.reduce((total, item) => total + value(item), 0);
}

function checkPart(host: HostModel, part: PlacementPart, needed: Float64Array, path: string): void {
  const home = nodeAt(host, part.node, `${path}.node`);
  if (part.vcpus > 0 && !(host.threads[home] > 0))
    throw new EngineError(`Node ${part.node} has no CPUs for ${part.vcpus} vCPUs.`, `${path}.vcpus`);
  const on = part.memoryOn ?? [part];
  if (Math.abs(sum(on, ({ memoryMiB }) => memoryMiB) - part.memoryMiB) > SLACK)
    throw new EngineError(`The pieces do not add up to the part's ${part.memoryMiB} MiB.`, `${path}.memoryOn`);
  on.forEach((piece, p) => {
    const where = part.memoryOn === undefined ? path : `${path}.memoryOn[${p}]`;
    const node = nodeAt(host, piece.node, `${where}.node`);
    needed[node] += piece.memoryMiB;
    if (needed[node] > host.memoryMiB[node] + SLACK)
      throw new EngineError(
        `The placement needs ${needed[node]} MiB on node ${piece.node}, which has ${host.memoryMiB[node]} MiB.`,
        `${where}.memoryMiB`,
      );
  });
}

function checkSums(spec: GuestSpec, { parts }: Placement, path: string): void {
  const vcpus = sum(parts, (part) => part.vcpus);
  if (vcpus !== spec.vcpus)
    throw new EngineError(`The parts have ${vcpus} vCPUs, the guest has ${spec.vcpus}.`, `${path}.parts`);
  const mib = sum(parts, (part) => part.memoryMiB);
  if (Math.abs(mib - spec.memoryMiB) > SLACK)
    throw new EngineError(`The parts have ${mib} MiB, the guest has ${spec.memoryMiB} MiB.`, `${path}.parts`);
}

/** A placement of the file must keep the invariants of MODEL §2 by itself. Throws EngineError with the path of the field. */
export function checkPlacement(host: HostModel, spec: GuestSpec): void {
  if (spec.placement === undefined) return;
  const path = `guests[${spec.index}].placement`;
  const needed = new Float64Array(host.nodeCount);
  spec.placement.parts.forEach((part, p) => checkPart(host, part, needed, `${path}.parts[${p}]`));
  checkSums(spec, spec.placement, path);
}
